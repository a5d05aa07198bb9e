"""Sessions for tests, and a list as the user leaves it."""

from __future__ import annotations

from collections.abc import Callable

from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.texts import Texts


class Planned:
    """A planned call that is never made."""

    def stop(self) -> None:
        """As in `Later`."""


class QuietFront:
    """A `Front` without a screen or a clock: it saves only when asked, and records what it says."""

    def __init__(self, language: str = "nl") -> None:
        self.texts = Texts(language)
        self.said: list[str] = []

    def show_message(self, words: str) -> None:
        self.said.append(words)

    def show_saving(self, state: str) -> None:
        pass

    def show_prep(self) -> None:
        pass

    def later(self, seconds: float, then: Callable[[], object]) -> Planned:
        return Planned()

    def from_thread(self, then: Callable[[], object]) -> None:
        then()

    def when_settled(self, then: Callable[[], object]) -> None:
        then()

    def told(self, *keys: str) -> bool:
        """Whether exactly these texts were said since the last look."""
        said, self.said = self.said, []
        return said == [self.texts(key) for key in keys]


def begun(library: Library, prep: Prep) -> Session:
    """A session with this prep, which has no file yet."""
    return Session.begin(QuietFront(), library, prep)


def reopened(library: Library, name: str) -> Session:
    """A session with the prep of this name."""
    return Session.open(QuietFront(), library, name)[0]


def opened(library: Library, prep: Prep) -> Session:
    """A session with this prep, new in the library."""
    return reopened(library, library.create(prep))


def without(prep: Prep, path: str, key: str) -> dict[str, Item]:
    """A list of the prep without one of its lines."""
    return {name: item for name, item in prep.get(path).items() if name != key}

"""What the open prep needs of a front, and what a front gets of the open prep: the port between the two."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.words.texts import Texts


class Later(Protocol):
    """A call that is planned."""

    def stop(self) -> None:
        """Do not call it any more."""


class Front(Protocol):
    """A front that shows one open prep."""

    texts: Texts
    """The language it speaks now."""

    def say(self, words: str) -> None:
        """Tell the user this."""

    def show_saving(self, state: str) -> None:
        """Show how saving stands, as an id below `ui.saving`."""

    def show_prep(self) -> None:
        """Show the open prep anew, everywhere: it changed, but not by what is typed now."""

    def later(self, seconds: float, then: Callable[[], object]) -> Later:
        """Call this once, after so many seconds."""

    def from_thread(self, then: Callable[[], object]) -> None:
        """Called from another thread: call this in the front's own turn."""

    def when_settled(self, then: Callable[[], object]) -> None:
        """Call this once everything that was typed before has become part of the prep."""


class LivePrep(Protocol):
    """The one prep of a session, for whoever shows or changes a part of it."""

    @property
    def prep(self) -> Prep:
        """The prep as it is now."""

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Make a field another value; False when that is not possible, which the user has been told then.

        `undoable` when it is a change of its own, such as a pick, and not one letter of many.
        """

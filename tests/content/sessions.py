"""Sessions for tests, and a list as the user leaves it."""

from __future__ import annotations

from gespreksklaar.content.open_prep.session import Session
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library


def opened(library: Library, prep: Prep) -> Session:
    """A session with this prep, new in the library."""
    return Session.open(library, library.create(prep))[0]


def without(prep: Prep, path: str, key: str) -> dict[str, Item]:
    """A list of the prep without one of its lines."""
    return {name: item for name, item in prep.get(path).items() if name != key}

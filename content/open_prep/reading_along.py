"""Follow a prep that another session writes: show its changes, and take it over once that session is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gespreksklaar.content.open_prep.front import FREE, READ_ONLY
from gespreksklaar.content.prep.model import is_same
from gespreksklaar.content.store.read_prep import is_free
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import Front, Later
    from gespreksklaar.content.open_prep.saving import Saving
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.library import Library

FOLLOW_EVERY = 2.0
"""Seconds between two reads of the prep."""
_MISSED = 2
"""Failed reads after which a missing file counts as gone."""


class Reader(Protocol):
    """The part of a `Session` that reads along."""

    front: Front
    library: Library
    saving: Saving
    barred: Problem | None

    @property
    def name(self) -> str:
        """The prep's name."""

    @property
    def prep(self) -> Prep:
        """The prep as it was read last."""

    def show_read(self, name: str, prep: Prep) -> None:
        """Have the prep as it was read just now, and the name that it has by now."""

    def open_again(self, name: str) -> Problem | None:
        """Open the prep to write it. Returns a problem to report, if any. Raises Problem."""

    def save(self) -> bool:
        """Save unsaved changes; report failures."""

    def change(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change the prep, once this session may write it."""


class ReadingAlong:
    """Follows the open prep while another session writes it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._next: Later | None = None
        self._free = False
        self._missed = 0
        self._others = self._named_alike()
        """Names of copies of the file since before it was opened: none of them is its new name."""

    def begin(self) -> None:
        """Start to follow the other session."""
        self._free, self._missed = False, 0
        self._plan()

    def _plan(self) -> None:
        self._next = self._reader.front.later(FOLLOW_EVERY, self._look)

    def stop(self) -> None:
        """Stop following."""
        if self._next:
            self._next.stop()
            self._next = None

    @property
    def is_free(self) -> bool:
        """Whether the other session is done with the prep."""
        return is_free(self._reader.library.path(self._reader.name))

    def _look(self) -> None:
        self._plan()
        front, before = self._reader.front, self._reader.prep
        try:
            free = self.read()
        except Problem as problem:
            # The file may be half written or about to be renamed: the next read shows which.
            self._missed += 1
            if self._missed == _MISSED and _is_gone(problem):
                front.show_message(front.texts("ui.message.gone"))
            return
        self._missed = 0
        if not is_same(self._reader.prep, before):
            front.show_prep()
        if free == self._free:
            return
        self._free = free
        self._reader.saving.show(FREE if free else READ_ONLY)
        front.show_message(front.texts(f"ui.message.{'free' if free else 'taken-again'}"))

    def read(self) -> bool:
        """Read the prep again. True when the other session is done with it. Raises Problem."""
        name, library = self._reader.name, self._reader.library
        try:
            prep = library.open(name).prep
        except Problem as problem:
            if not problem.reason.startswith("no-such-prep"):
                raise
            # Closing a new prep renames its file.
            named = self._named_alike() - self._others
            if len(named) != 1:
                raise
            name = named.pop()
            prep = library.open(name).prep
        self._reader.show_read(name, prep)
        return self.is_free

    def _named_alike(self) -> set[str]:
        """The names of other files with the id of this prep."""
        reader = self._reader
        return {entry.name for entry in reader.library.list() if entry.id == reader.prep.id} - {reader.name}

    def take_over(self, path: str = "", value: object = None, *, undoable: bool = False) -> bool:
        """Start to write the prep if the other session is done; True when there is nothing more to report.

        The user's change that led here, if any, counts unless the other session changed the same field.
        """
        if not self.is_free:
            return False
        reader, front, before = self._reader, self._reader.front, self._reader.prep
        self.stop()
        try:
            note = reader.open_again(reader.name)
        except Problem as problem:
            reader.saving.show(READ_ONLY)
            self.begin()
            front.show_prep()
            front.show_message(front.texts("ui.message.gone") if _is_gone(problem) else problem.message(front.texts))
            return True
        reader.save()
        if path and not reader.barred and is_same(reader.prep.get(path), before.get(path)):
            reader.change(path, value, undoable=undoable)
        front.show_prep()
        if reader.barred:
            return False
        front.show_message(note.message(front.texts) if note else front.texts("ui.message.taken-over"))
        return True


def _is_gone(problem: Problem) -> bool:
    """Whether the prep no longer exists."""
    return problem.reason.startswith("no-such-prep") or problem.reason == "not-there"

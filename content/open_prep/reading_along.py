"""Follow a prep that another session writes: show its changes, and take it over once that session is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gespreksklaar.content.open_prep.front import FREE, READ_ONLY
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import Front, Later
    from gespreksklaar.content.open_prep.session import Session

FOLLOW_EVERY = 2.0
"""Seconds between two reads of the prep."""
_MISSED = 2
"""Failed reads after which a missing file counts as gone."""


class Opener(Protocol):
    """The part of `Autosave` that opens, saves and closes the prep."""

    front: Front
    session: Session | None

    def open(self, name: str) -> Problem | None:
        """Open this prep. Returns a problem to report, if any. Raises Problem."""

    def close(self) -> str:
        """Close the prep. Returns its name."""

    def save(self) -> bool:
        """Save unsaved changes; report failures."""

    def change(self, session: Session, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change a prep that this session may write."""

    def show(self, state: str) -> None:
        """Show the state of saving."""


class ReadingAlong:
    """Follows the open prep while another session writes it."""

    def __init__(self, autosave: Opener) -> None:
        self._autosave = autosave
        self._next: Later | None = None
        self._free = False
        self._missed = 0

    def begin(self) -> None:
        """Start to follow the other session."""
        self._free, self._missed = False, 0
        self._plan()

    def _plan(self) -> None:
        self._next = self._autosave.front.later(FOLLOW_EVERY, self._look)

    def stop(self) -> None:
        """Stop following."""
        if self._next:
            self._next.stop()
            self._next = None

    def _look(self) -> None:
        self._plan()
        self._follow()

    def _follow(self) -> None:
        front, session = self._autosave.front, self._autosave.session
        if session is None:
            return
        before = session.prep
        try:
            free = session.follow()
        except Problem as problem:
            # The file may be half written or about to be renamed: the next read shows which.
            self._missed += 1
            if self._missed == _MISSED and _is_gone(problem):
                front.show_message(front.texts("ui.message.gone"))
            return
        self._missed = 0
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - pydantic waits for a prep

        if not is_same(session.prep, before):
            front.show_prep()
        if free == self._free:
            return
        self._free = free
        self._autosave.show(FREE if free else READ_ONLY)
        front.show_message(front.texts(f"ui.message.{'free' if free else 'taken-again'}"))

    def take_over(self, path: str = "", value: object = None, *, undoable: bool = False) -> bool:
        """Start to write the prep if the other session is done; True when there is nothing more to report.

        The user's change that led here, if any, counts unless the other session changed the same field.
        """
        autosave, before = self._autosave, self._autosave.session
        if before is None or not before.free:
            return False
        front = autosave.front
        autosave.close()
        autosave.session = before
        try:
            note = autosave.open(before.name)
        except Problem as problem:
            autosave.show(READ_ONLY)
            self.begin()
            front.show_prep()
            front.show_message(front.texts("ui.message.gone") if _is_gone(problem) else problem.message(front.texts))
            return True
        autosave.save()
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - as in _follow

        now = autosave.session
        if path and not now.barred and is_same(now.prep.get(path), before.prep.get(path)):
            autosave.change(now, path, value, undoable=undoable)
        front.show_prep()
        if now.barred:
            return False
        front.show_message(note.message(front.texts) if note else front.texts("ui.message.taken-over"))
        return True


def _is_gone(problem: Problem) -> bool:
    """Whether the prep no longer exists."""
    return problem.reason.startswith("no-such-prep") or problem.reason == "not-there"

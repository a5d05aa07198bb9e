"""A prep that another session writes in: it is read along here, and written in once that session is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from textual.timer import Timer

    from gespreksklaar.screens.widgets.messages import Edited
    from gespreksklaar.tui.open_prep.autosave import Desk

FOLLOW_EVERY = 2.0
"""Seconds between two looks at it."""
_MISSED = 2
"""Looks after which what is not there is gone."""


class ReadingAlong:
    """What the desk does while the open prep is another session's."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._following: Timer | None = None
        self._free = False
        self._missed = 0

    def begin(self) -> None:
        """Follow what the other session writes."""
        self._free, self._missed = False, 0
        self._following = self.desk.app.set_interval(FOLLOW_EVERY, self._follow)

    def stop(self) -> None:
        """Follow no more."""
        if self._following:
            self._following.stop()
            self._following = None

    def _follow(self) -> None:
        desk, session = self.desk, self.desk.session
        if session is None:
            return
        before = session.prep
        try:
            free = session.follow()
        except Problem as problem:
            # Half written, or on its way to another name: the next look tells.
            self._missed += 1
            if self._missed == _MISSED and _is_gone(problem):
                desk.app.say(desk.app.texts("ui.message.gone"))
            return
        self._missed = 0
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - pydantic waits for a prep

        if not is_same(session.prep, before):
            desk.app.reload(session.prep)
        if free == self._free:
            return
        self._free = free
        desk.show("free" if free else "read-only")
        desk.app.say(desk.app.texts(f"ui.message.{'free' if free else 'taken-again'}"))

    def take_over(self, event: Edited | None = None) -> bool:
        """Begin to write in it, where the other session is done; True when there is nothing more to tell.

        The key that did so counts, unless the other session had changed the same field.
        """
        desk, before = self.desk, self.desk.session
        if before is None or not before.free:
            return False
        desk.close()
        desk.session = before
        try:
            note = desk.open(before.name)
        except Problem as problem:
            desk.show("read-only")
            self.begin()
            desk.app.reload(before.prep)
            desk.app.say(desk.app.texts("ui.message.gone") if _is_gone(problem) else problem.say(desk.app.texts))
            return True
        desk.save()
        from gespreksklaar.content.prep.model import is_same  # noqa: PLC0415 - as in _follow

        now = desk.session
        if event and not now.barred and is_same(now.prep.get(event.path), before.prep.get(event.path)):
            desk.change(now, event)
        desk.app.reload(now.prep)
        if now.barred:
            return False
        desk.app.say(note.say(desk.app.texts) if note else desk.app.texts("ui.message.taken-over"))
        return True


def _is_gone(problem: Problem) -> bool:
    """Whether there is no such prep any more."""
    return problem.reason.startswith("no-such-prep") or problem.reason == "not-there"

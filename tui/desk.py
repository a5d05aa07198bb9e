"""What lies open: the session, when it is saved, and what the parent is told about that."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from gespreksklaar.content.problems import Problem

if TYPE_CHECKING:
    from textual.timer import Timer

    from gespreksklaar.content.prep import Prep
    from gespreksklaar.screens.messages import Edited, UndoWanted
    from gespreksklaar.tui.prep_app import PrepApp
    from gespreksklaar.tui.session import Session

SAVE_AFTER = 0.9
"""Seconds from a change that the journal has to when the file has it; typing on does not put it off."""
RETRY_AFTER = 1.0
"""Seconds between two tries to save, while that fails; each pushes the journal to the disk at least."""
FOLLOW_EVERY = 2.0
"""Seconds between two looks at a prep that another session writes in."""

_NOTHING_NEW = ("before", "talk", "close", "after")
SAVED, READ_ONLY = "saved", "read-only"
_FAILED = {"not-written-full": "full", "not-written-denied": "denied", "too-much": "too-much"}


class Desk:
    """The open prep, if any, between the app and its file."""

    def __init__(self, app: PrepApp) -> None:
        self.app = app
        self.session: Session | None = None
        self.state = SAVED
        """An id below `ui.saving`."""
        self.recovered: dict[str, Problem] = {}
        """Preps with what a session that was cut off left, not opened since, and what there is to tell of each."""
        self._planned: Timer | None = None
        self._following: Timer | None = None

    def open(self, name: str) -> Problem | None:
        """Open this prep, with what a session before left; gives what there is to tell. Raises Problem."""
        from gespreksklaar.tui.session import Session  # noqa: PLC0415 - pydantic waits for a prep

        self.session, note = Session.open(self.app.shelf, name)
        self._show(READ_ONLY if self.session.barred else SAVED)
        if self.session.taken:
            self._following = self.app.set_interval(FOLLOW_EVERY, self._follow)
        try:
            note = self.session.save() or note
        except Problem:
            # The next try, at its first screen, tells it.
            return note
        return note or self._after_recovery(name)

    def _after_recovery(self, name: str) -> Problem | None:
        """The word, once, that this prep was cut off, and where its earlier version is."""
        return self.recovered.pop(name, None)

    def begin(self, prep: Prep) -> None:
        """Start a new prep."""
        from gespreksklaar.tui.session import Session  # noqa: PLC0415 - as in open

        self.session = Session(self.app.shelf, prep)
        self._show(SAVED)

    def edit(self, event: Edited) -> None:
        """A field became something else: the one way a prep changes."""
        if self.session and not (self.session.barred and self.take_over(event)):
            self._change(self.session, event)

    def _change(self, session: Session, event: Edited) -> None:
        try:
            noted = session.edit(event.path, event.value, undoable=event.undoable)
        except Problem as problem:
            self._tell(problem)
            self.app.reload(session.prep)
            return
        self.app.load(session.prep)
        if not noted:
            self.save()
        elif self._planned is None:
            self._planned = self.app.set_timer(SAVE_AFTER, self.save_beside)

    def bring_along(self, place: str) -> bool:
        """Let the open prep have what is open of earlier talks; whether there is something new to ask about.

        On the way to the talk itself, and to where it is asked, nothing comes along.
        """
        session = self.session
        if session is None or session.barred or not session.prep.going.child or place in _NOTHING_NEW:
            return False
        from gespreksklaar.content.carry import brought  # noqa: PLC0415 - pydantic waits for a prep
        from gespreksklaar.screens.messages import Edited  # noqa: PLC0415 - as in edit

        held = session.prep.before.agreements
        now = brought(session.prep, self.app.shelf.list(), date.today())
        if now != held:
            self.edit(Edited("before.agreements", now))
        return not set(now) <= set(held)

    def undo(self, event: UndoWanted) -> None:
        """Take back the last change of a list."""
        if self.session is None:
            return
        try:
            undone = self.session.undo(event.path)
        except Problem as problem:
            self._tell(problem)
            return
        if undone:
            self.app.reload(self.session.prep)
            self.save_beside()
        self.app.say(self.app.texts("ui.message.undone" if undone else "ui.message.nothing-to-undo"))

    def bring_back(self, prep: Prep) -> None:
        """Make the open prep what it was in an earlier state; what it is now becomes one. Raises Problem."""
        if self.session:
            self.session.replace(prep)
            self.app.reload(prep)
            self.save()

    def save_beside(self) -> None:
        """Write what is not written yet while typing goes on; where that fails, `save` tells."""
        session = self.session
        if session is None or self.state != SAVED:
            self.save()
            return
        self._unplan()
        if session.is_saving:
            # What came since is for the next time, which is planned when this one is over.
            return
        loop = asyncio.get_running_loop()

        def done() -> None:
            # The app can have ended in the meantime.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self.app.call_later, self._saved_beside, session)

        if not session.start_saving(done):
            self.save()

    def _unplan(self) -> None:
        if self._planned:
            self._planned.stop()
            self._planned = None

    def _saved_beside(self, session: Session) -> None:
        if self.session is not session:
            return
        try:
            session.finish_saving()
        except Problem:
            self.save()
        if session.unsaved and self._planned is None:
            self._planned = self.app.set_timer(SAVE_AFTER, self.save_beside)

    def save(self, *, asked: bool = False) -> bool:
        """Write what is not written yet, and take in what changed outside; say so when that fails. True when done.

        `asked`: by the parent, who is told that it is done.
        """
        self._unplan()
        if self.session is None or self.session.barred:
            return True
        before = self.session.prep
        try:
            note = self.session.look()
        except Problem as problem:
            self.session.sync()
            state = _FAILED.get(problem.reason, "failed")
            if asked or self.state != state:
                self.app.say(self.app.texts(f"ui.not-saved.{state}"))
            self._show(state)
            self._planned = self.app.set_timer(RETRY_AFTER, self.save)
            return False
        if note:
            self._tell(note)
        elif asked or self.state != SAVED:
            self.app.say(self.app.texts("ui.message.saved" if self.state == SAVED else "ui.message.saved-after-all"))
        self._show(SAVED)
        if self.session.prep is not before:
            self.app.reload(self.session.prep)
        return True

    def take_over(self, event: Edited | None = None) -> bool:
        """Begin to write in a prep that another session had. True when it can be written in now.

        The key that did so counts, unless the other session had changed the same field.
        """
        session = self.session
        if session is None or not session.free:
            return False
        self.close()
        self.session = session
        try:
            self.open(session.name)
        except Problem as problem:
            self._tell(problem)
            return False
        self.save()
        from gespreksklaar.content.prep import is_same  # noqa: PLC0415 - as in begin

        now, then = self.session.prep, session.prep
        if event and not self.session.barred and is_same(now.get(event.path), then.get(event.path)):
            self._change(self.session, event)
        self.app.reload(self.session.prep)
        if self.session.barred:
            return False
        self.app.say(self.app.texts("ui.message.taken-over"))
        return True

    def _follow(self) -> None:
        if self.session is None:
            return
        before = self.session.prep
        try:
            free = self.session.follow()
        except Problem:
            # Half written, or gone: the next look tells.
            return
        from gespreksklaar.content.prep import is_same  # noqa: PLC0415 - as in begin

        if not is_same(self.session.prep, before):
            self.app.reload(self.session.prep)
        if free and self._following:
            self._following.stop()
            self._following = None
            self._show("free")
            self.app.say(self.app.texts("ui.message.free"))

    def close(self, *, crashed: bool = False) -> str:
        """Put the prep away; what could not be saved waits in its journal. Gives its name."""
        for timer in (self._planned, self._following):
            if timer:
                timer.stop()
        self._planned = self._following = None
        name = self.session.close(crashed=crashed) if self.session else ""
        self.session = None
        self.state = SAVED
        return name

    def _show(self, state: str) -> None:
        self.state = state
        if (screen := self.app.prep_screen) is not None:
            screen.title_bar.state = state

    def _tell(self, problem: Problem) -> None:
        self.app.say(problem.say(self.app.texts))

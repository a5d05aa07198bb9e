"""Autosave: when the open prep is written, how failures are reported, and the one way for a front to change it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gespreksklaar.content.open_prep.reading_along import ReadingAlong
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import Front, Later
    from gespreksklaar.content.open_prep.session import Session
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.library import Shelf

SAVE_AFTER = 0.9
"""Seconds from a journalled change until the file has it too; further typing does not restart it."""
RETRY_AFTER = 1.0
"""Seconds between two tries to save, while that fails; each retry at least fsyncs the journal."""

SAVED, READ_ONLY = "saved", "read-only"
_CAUSES = ("full", "denied", "gone", "broken")
_FAILED = {"too-much": "too-much", **{f"not-written-{cause}": cause for cause in _CAUSES}}


class Autosave:
    """The open prep, if any, between a front and its file. It is the front's `LivePrep`."""

    def __init__(self, front: Front, shelf: Shelf) -> None:
        self.front = front
        self.shelf = shelf
        self.session: Session | None = None
        self.state = SAVED
        """How saving stands, as an id below `ui.saving`."""
        self.recovered: dict[str, Problem] = {}
        """What to report of each prep that a crashed session left, until it is opened."""
        self._planned: Later | None = None
        self._along = ReadingAlong(self)
        self._brought: tuple[object, ...] = ()
        """What was looked at when the open prep last got what comes along."""
        self._closed: Prep | None = None

    @property
    def prep(self) -> Prep:
        """The open prep as it is now; after `close` as it was, for a screen that is on its way out."""
        prep = self.session.prep if self.session else self._closed
        assert prep is not None
        return prep

    def open(self, name: str) -> Problem | None:
        """Open this prep, with what a crashed session left; gives what to report. Raises Problem."""
        from gespreksklaar.content.open_prep.session import Session  # noqa: PLC0415 - pydantic waits for a prep

        self.session, note = Session.open(self.shelf, name)
        self.show(READ_ONLY if self.session.barred else SAVED)
        if self.session.taken:
            self._along.begin()
        try:
            note = self.session.save() or note
        except Problem:
            # The next try, at its first screen, tells it.
            return note
        return note or self.recovered.pop(name, None)

    def begin(self, prep: Prep) -> None:
        """Start a new prep."""
        from gespreksklaar.content.open_prep.session import Session  # noqa: PLC0415 - as in open

        self.session = Session(self.shelf, prep)
        self.show(SAVED)

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Make a field another value, as `LivePrep`: in the journal when this returns, in the file soon."""
        session = self.session
        if session is None:
            return False
        if session.barred and self._along.take_over(path, value, undoable=undoable):
            return True
        return self.change(session, path, value, undoable=undoable)

    def change(self, session: Session, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change a prep that this session writes in, as `edit`."""
        try:
            recorded = session.edit(path, value, undoable=undoable)
        except Problem as problem:
            self.tell(problem)
            return False
        if not recorded:
            self.save()
        elif self._planned is None:
            self._planned = self.front.later(SAVE_AFTER, self.save_beside)
        return True

    def bring_along(self) -> bool:
        """Carry over what is open of earlier talks; True when there is something new to ask about."""
        session = self.session
        if session is None or session.barred or not session.prep.going.child:
            return False
        from gespreksklaar.content.agreements.carry_over import brought  # noqa: PLC0415 - pydantic waits for a prep

        prep, held, today = session.prep, session.prep.before.agreements, date.today()
        others = [other for other in self.shelf.list() if other.id != prep.id]
        # To read the agreements of two hundred preps takes a moment, and every step asks: mostly nothing is new.
        looked_at = (others, prep.id, prep.going, prep.talk, prep.agree.agreements, today)
        if (*looked_at, held) == self._brought:
            return False
        now = brought(prep, others, today)
        self._brought = (*looked_at, now)
        if now != held:
            self.edit("before.agreements", now)
        return not set(now) <= set(held)

    def undo(self, path: str) -> None:
        """Take back the last change of a list or a pick, and say whether there was one."""
        if self.session is None:
            return
        try:
            undone = self.session.undo(path)
        except Problem as problem:
            self.tell(problem)
            return
        if undone:
            self.front.show_prep()
            self.save_beside()
        self._say("ui.message.undone" if undone else "ui.message.nothing-to-undo")

    def bring_back(self, prep: Prep) -> Problem | None:
        """Make the open prep an earlier version of it; what it is now becomes an earlier version.

        Gives what to report of what it is now. Raises Problem.
        """
        if self.session is None:
            return None
        note = self.session.replace(prep)
        self.front.show_prep()
        self.save()
        return note

    def save_beside(self) -> None:
        """Write what is not written yet while typing goes on; where that fails, `save` reports it."""
        session = self.session
        if session is None or self.state != SAVED:
            self.save()
            return
        self._unplan()
        if session.is_saving:
            # What came since is for the next time, which is planned when this one is over.
            return
        if not session.start_saving(partial(self.front.from_thread, partial(self._saved_beside, session))):
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
            # What is typed at this moment is ours too, when it is compared with what came from outside.
            self.front.when_settled(self.save)
        if session.unsaved and self._planned is None:
            self._planned = self.front.later(SAVE_AFTER, self.save_beside)

    def save(self, *, asked: bool = False) -> bool:
        """Write what is not written yet, and take in what changed outside; report failures. True when done.

        `asked` when the user asked for it, who is told that it is done.
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
                why = problem.say(self.front.texts) if state == "failed" else ""
                self.front.say(f"{why} {self.front.texts(f'ui.not-saved.{state}')}".strip())
            self.show(state)
            self._planned = self.front.later(RETRY_AFTER, self.save)
            return False
        if note:
            self.tell(note)
        elif asked or self.state != SAVED:
            self._say("ui.message.saved" if self.state == SAVED else "ui.message.saved-after-all")
        self.show(SAVED)
        if self.session.prep is not before:
            # A text that is shown anew now would take away a letter that is on its way to us.
            self.front.when_settled(self._show_prep)
        return True

    def _show_prep(self) -> None:
        if self.session:
            self.front.show_prep()

    def take_over(self) -> bool:
        """Begin to write in a prep that another session had; True when there is nothing more to report."""
        return self._along.take_over()

    def close(self, *, crashed: bool = False) -> str:
        """Put the prep away; what could not be saved waits in its journal. Gives its name."""
        self._unplan()
        self._along.stop()
        name = ""
        if self.session:
            self._closed = self.session.prep
            name = self.session.close(crashed=crashed)
        self.session, self._brought = None, ()
        self.state = SAVED
        return name

    def show(self, state: str) -> None:
        """Show how saving stands: an id below `ui.saving`."""
        self.state = state
        self.front.show_saving(state)

    def tell(self, problem: Problem) -> None:
        """Report a problem to the user."""
        self.front.say(problem.say(self.front.texts))

    def _say(self, key: str) -> None:
        self.front.say(self.front.texts(key))

"""Autosave: when the open prep is written, how failures are reported, and the one way for a front to change it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gespreksklaar.content.open_prep.front import READ_ONLY, SAVED
from gespreksklaar.content.open_prep.reading_along import ReadingAlong
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import Front, Later
    from gespreksklaar.content.open_prep.session import Session
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.library import Library

SAVE_AFTER = 0.9
"""Seconds from a journalled change until the file has it too; further typing does not restart it."""
RETRY_AFTER = 1.0
"""Seconds between two attempts while saving fails; each retry at least fsyncs the journal."""

_LOOKED_AT = 500
"""Of how many earlier preps, those changed last, the open agreements are looked for: every step waits for it."""

_CAUSES = ("full", "denied", "gone", "broken")
_FAILED = {"too-much": "too-much", **{f"not-written-{cause}": cause for cause in _CAUSES}}


class Autosave:
    """Keeps the open prep, if any, in step with its file. It is the front's `LivePrep`."""

    def __init__(self, front: Front, library: Library) -> None:
        self.front = front
        self.library = library
        self.session: Session | None = None
        self.state = SAVED
        """The state of saving, as an id below `ui.saving`."""
        self.recovered: dict[str, Problem] = {}
        """By name of a prep that a crashed session left: the problem to report when it is opened."""
        self._planned: Later | None = None
        self._along = ReadingAlong(self)
        self._brought: tuple[object, ...] = ()
        """What the last `bring_along` looked at, and its result: while nothing of it changed, it has nothing to do."""
        self._closed: Prep | None = None

    @property
    def prep(self) -> Prep:
        """The open prep as it is now; after `close` the last one, for a screen that is still being removed."""
        prep = self.session.prep if self.session else self._closed
        assert prep is not None
        return prep

    @property
    def is_read_only(self) -> bool:
        """As in `LivePrep`."""
        return self.session is not None and self.session.barred is not None

    def open(self, name: str) -> Problem | None:
        """Open this prep, with what a crashed session left. Returns a problem to report, if any. Raises Problem."""
        from gespreksklaar.content.open_prep.session import Session  # noqa: PLC0415 - pydantic waits for a prep

        self.session, note = Session.open(self.library, name)
        self.show(READ_ONLY if self.session.barred else SAVED)
        if self.session.taken:
            self._along.begin()
        try:
            note = self.session.save() or note
        except Problem:
            # The next attempt, once its first screen is shown, reports this.
            return note
        return note or self.recovered.pop(name, None)

    def begin(self, prep: Prep) -> None:
        """Start a new prep."""
        from gespreksklaar.content.open_prep.session import Session  # noqa: PLC0415 - as in open

        self.session = Session(self.library, prep)
        self.show(SAVED)

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change a field, as in `LivePrep`: it is journalled when this returns, and saved soon after."""
        session = self.session
        if session is None:
            return False
        if session.barred and self._along.take_over(path, value, undoable=undoable):
            return True
        return self.change(session, path, value, undoable=undoable)

    def change(self, session: Session, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change a prep that this session may write, as in `edit`."""
        try:
            recorded = session.edit(path, value, undoable=undoable)
        except Problem as problem:
            self.report(problem)
            return False
        if not recorded:
            self.save()
        elif self._planned is None:
            self._planned = self.front.later(SAVE_AFTER, self.save_beside)
        return True

    def bring_along(self) -> bool:
        """Carry over the open agreements of earlier talks; True when there is a new one to ask about."""
        session = self.session
        if session is None or session.barred or not session.prep.going.child:
            return False
        from gespreksklaar.content.agreements.carry_over import brought  # noqa: PLC0415 - pydantic waits for a prep

        prep, held, today = session.prep, session.prep.before.agreements, date.today()
        others = [other for other in self.library.latest(_LOOKED_AT) if other.id != prep.id]
        # Reading the agreements of two hundred preps takes a moment, and every step asks: mostly nothing is new.
        looked_at = (others, prep.id, prep.going, prep.talk, prep.agree.agreements, today)
        if (*looked_at, held) == self._brought:
            return False
        now = brought(prep, others, today)
        self._brought = (*looked_at, now)
        if now != held:
            self.edit("before.agreements", now)
        return not set(now) <= set(held)

    def undo(self, path: str) -> None:
        """Undo the last change of a list or a pick, and show whether there was one."""
        if self.session is None:
            return
        try:
            undone = self.session.undo(path)
        except Problem as problem:
            self.report(problem)
            return
        if undone:
            self.front.show_prep()
            self.save_beside()
        self._say("ui.message.undone" if undone else "ui.message.nothing-to-undo")

    def bring_back(self, prep: Prep) -> Problem | None:
        """Replace the open prep by an earlier version; the current one becomes an earlier version itself.

        Returns a problem to report about the current one, if any. Raises Problem.
        """
        if self.session is None:
            return None
        note = self.session.replace(prep)
        self.front.show_prep()
        self.save()
        return note

    def save_beside(self) -> None:
        """Save unsaved changes in the background; when that fails, `save` reports it."""
        session = self.session
        if session is None or self.state != SAVED:
            self.save()
            return
        self._unplan()
        if session.is_saving:
            # Later changes wait for the next save: `_saved_beside` plans it.
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
            # A letter that is still on its way here must be in the prep before outside changes are merged.
            self.front.when_settled(self.save)
        if session.unsaved and self._planned is None:
            self._planned = self.front.later(SAVE_AFTER, self.save_beside)

    def save(self, *, asked: bool = False) -> bool:
        """Save unsaved changes and merge outside changes; report failures. True when there is nothing left to save.

        `asked`: the user asked to save, so success is shown too.
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
                why = problem.message(self.front.texts) if state == "failed" else ""
                self.front.show_message(f"{why} {self.front.texts(f'ui.not-saved.{state}')}".strip())
            self.show(state)
            self._planned = self.front.later(RETRY_AFTER, self.save)
            return False
        if note:
            self.report(note)
        elif asked or self.state != SAVED:
            self._say("ui.message.saved" if self.state == SAVED else "ui.message.saved-after-all")
        self.show(SAVED)
        if self.session.prep is not before:
            # Redrawing a text now would drop a letter that is still on its way here.
            self.front.when_settled(self._show_prep)
        return True

    def _show_prep(self) -> None:
        if self.session:
            self.front.show_prep()

    def take_over(self) -> bool:
        """Start to write a prep that another session had open; True when there is nothing more to report."""
        return self._along.take_over()

    def close(self, *, crashed: bool = False) -> str:
        """Close the prep; its journal keeps what could not be saved. Returns its name."""
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
        """Show the state of saving: an id below `ui.saving`."""
        self.state = state
        self.front.show_saving(state)

    def report(self, problem: Problem) -> None:
        """Report a problem to the user."""
        self.front.show_message(problem.message(self.front.texts))

    def _say(self, key: str) -> None:
        self.front.show_message(self.front.texts(key))

"""What lies open: the session, when it is saved, and what the parent is told about that."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.open_prep.reading_along import ReadingAlong

if TYPE_CHECKING:
    from textual.timer import Timer

    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.screens.widgets.messages import Edited, UndoWanted
    from gespreksklaar.tui.full.prep_app import PrepApp
    from gespreksklaar.tui.open_prep.session import Session

SAVE_AFTER = 0.9
"""Seconds from a change that the journal has to when the file has it; typing on does not put it off."""
RETRY_AFTER = 1.0
"""Seconds between two tries to save, while that fails; each pushes the journal to the disk at least."""

_NOTHING_NEW = ("before", "talk", "close", "after")
SAVED, READ_ONLY = "saved", "read-only"
_CAUSES = ("full", "denied", "gone", "broken")
_FAILED = {"too-much": "too-much", **{f"not-written-{cause}": cause for cause in _CAUSES}}


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
        self.along = ReadingAlong(self)
        self._brought: tuple[object, ...] = ()
        """What was looked at when the open prep last got what comes along."""

    def open(self, name: str) -> Problem | None:
        """Open this prep, with what a session before left; gives what there is to tell. Raises Problem."""
        from gespreksklaar.tui.open_prep.session import Session  # noqa: PLC0415 - pydantic waits for a prep

        self.session, note = Session.open(self.app.shelf, name)
        self.show(READ_ONLY if self.session.barred else SAVED)
        if self.session.taken:
            self.along.begin()
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
        from gespreksklaar.tui.open_prep.session import Session  # noqa: PLC0415 - as in open

        self.session = Session(self.app.shelf, prep)
        self.show(SAVED)

    def edit(self, event: Edited) -> None:
        """A field became something else: the one way a prep changes."""
        if self.session and not (self.session.barred and self.take_over(event)):
            self.change(self.session, event)

    def change(self, session: Session, event: Edited) -> None:
        """Change a prep that this session writes in."""
        try:
            noted = session.edit(event.path, event.value, undoable=event.undoable)
        except Problem as problem:
            self.tell(problem)
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
        from gespreksklaar.content.agreements.carry_over import brought  # noqa: PLC0415 - pydantic waits for a prep
        from gespreksklaar.screens.widgets.messages import Edited  # noqa: PLC0415 - as in edit

        prep, held, today = session.prep, session.prep.before.agreements, date.today()
        others = [other for other in self.app.shelf.list() if other.id != prep.id]
        # To read the agreements of two hundred preps takes a moment, and every step asks: mostly nothing is new.
        looked_at = (others, prep.id, prep.going, prep.talk, prep.agree.agreements, today)
        if (*looked_at, held) == self._brought:
            return False
        now = brought(prep, others, today)
        self._brought = (*looked_at, now)
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
            self.tell(problem)
            return
        if undone:
            self.app.reload(self.session.prep)
            self.save_beside()
        self.app.say(self.app.texts("ui.message.undone" if undone else "ui.message.nothing-to-undo"))

    def bring_back(self, prep: Prep) -> Problem | None:
        """Make the open prep what it was in an earlier state; what it is now becomes one.

        Gives what there is to tell of what it is now. Raises Problem.
        """
        if self.session is None:
            return None
        note = self.session.replace(prep)
        self.app.reload(prep)
        self.save()
        return note

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
        if not session.start_saving(partial(self.app.call_from_beside, self._saved_beside, session)):
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
            self.app.call_when_settled(self.save)
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
                why = problem.say(self.app.texts) if state == "failed" else ""
                self.app.say(f"{why} {self.app.texts(f'ui.not-saved.{state}')}".strip())
            self.show(state)
            self._planned = self.app.set_timer(RETRY_AFTER, self.save)
            return False
        if note:
            self.tell(note)
        elif asked or self.state != SAVED:
            self.app.say(self.app.texts("ui.message.saved" if self.state == SAVED else "ui.message.saved-after-all"))
        self.show(SAVED)
        if self.session.prep is not before:
            # A text that is shown anew now would take away a letter that is on its way to us.
            self.app.call_when_settled(self._show_all)
        return True

    def _show_all(self) -> None:
        if self.session:
            self.app.reload(self.session.prep)

    def take_over(self, event: Edited | None = None) -> bool:
        """Begin to write in a prep that another session had, as in `ReadingAlong`."""
        return self.along.take_over(event)

    def close(self, *, crashed: bool = False) -> str:
        """Put the prep away; what could not be saved waits in its journal. Gives its name."""
        self._unplan()
        self.along.stop()
        name = self.session.close(crashed=crashed) if self.session else ""
        self.session, self._brought = None, ()
        self.state = SAVED
        return name

    def show(self, state: str) -> None:
        """Say in the title bar how it stands with saving: an id below `ui.saving`."""
        self.state = state
        if (screen := self.app.prep_screen) is not None:
            screen.title_bar.state = state

    def tell(self, problem: Problem) -> None:
        """Put it on the message line."""
        self.app.say(problem.say(self.app.texts))

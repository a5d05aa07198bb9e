"""The open prep: its value, its undo, when it is saved, and what a front is told of that.

It is the first of three owners: below it `PrepFile` has the file, and below that `Journal` has each change at once.
`HeldPrep` stands between the first two while a prep has no file.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gespreksklaar.content.open_prep.bring_along import BringAlong
from gespreksklaar.content.open_prep.front import READ_ONLY, SAVED
from gespreksklaar.content.open_prep.held_prep import HeldPrep
from gespreksklaar.content.open_prep.reading_along import ReadingAlong
from gespreksklaar.content.open_prep.saving import Saving
from gespreksklaar.content.open_prep.undo import Undo
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.versions import Version, versions_of
from gespreksklaar.content.words import debug_log, typed
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import Front, Later
    from gespreksklaar.content.store.library import Library

LOOK_AFTER = 0.3
"""Seconds until a file that somebody changed is read: some programs write it in two steps."""


class Session:
    """One prep while it is open: the front's `LivePrep`. A new one gets its file at its first change.

    `barred` holds why it is read-only: another session has it open, or a newer version of the program wrote it.
    """

    def __init__(self, front: Front, library: Library, prep: Prep) -> None:
        """Have a new prep; `begin` and `open` make a session."""
        self.front = front
        self.library = library
        self.barred: Problem | None = None
        self.saving = Saving(front)
        self._held = HeldPrep(library, prep)
        self._is_closed = False
        self._undo = Undo()
        self._bring_along = BringAlong(library)
        self._along: ReadingAlong | None = None
        self._look_outside: Later | None = None
        self._told_of_a_mistake = False

    @classmethod
    def begin(cls, front: Front, library: Library, prep: Prep) -> Session:
        """Start a new prep."""
        session = cls(front, library, prep)
        session._log()
        return session

    @classmethod
    def open(cls, front: Front, library: Library, name: str) -> tuple[Session, Problem | None]:
        """Open a prep to write it, else read-only. Returns also a problem to report, if any. Raises Problem."""
        session = cls(front, library, Prep())
        return session, session.open_again(name)

    def open_again(self, name: str) -> Problem | None:
        """Lock and read the prep, as in `open`. Raises Problem; the session is then as it was."""
        note = self._lock_or_read(name)
        self.saving.show(READ_ONLY if self.barred else SAVED)
        self._along = ReadingAlong(self) if self.in_use else None
        if self._along:
            self._along.begin()
        try:
            return self._held.save() or note
        except Problem:
            # The next attempt, once its first screen is shown, reports this.
            return note

    @debug_log.timed("open")
    def _lock_or_read(self, name: str) -> Problem | None:
        try:
            note = self._held.lock(name)
            self.barred = None
        except Problem as problem:
            if problem.reason not in ("newer", "in-use", "in-use-elsewhere"):
                raise
            self.show_read(self.library.exact(name), self.library.open(name).prep)
            self.barred = note = problem
        self._log()
        return note

    def _log(self) -> None:
        barred = self.barred.reason if self.barred else "no"
        debug_log.note("prep", number=debug_log.number(self.prep.id), barred=barred)

    # What it is now.

    @property
    def name(self) -> str:
        """The prep's name; empty while it has no file."""
        return self._held.name

    @property
    def prep(self) -> Prep:
        """The prep as it is now; after `close` as it was then, for a screen that is still being removed."""
        return self._held.prep

    @property
    def is_read_only(self) -> bool:
        """As in `LivePrep`."""
        return self.barred is not None

    @property
    def in_use(self) -> bool:
        """Whether another session had this prep open when it was opened here."""
        return self.barred is not None and self.barred.reason != "newer"

    @property
    def unsaved(self) -> bool:
        """Whether the prep has changes that its file lacks."""
        return self._held.unsaved

    @property
    def on_disk(self) -> bool:
        """Whether all changes are on disk: in the file, or else in the journal."""
        return self._held.on_disk

    @property
    def versions(self) -> list[Version]:
        """The earlier versions of this prep, the newest first."""
        return versions_of(self.library.folder, self.name).list() if self.name else []

    # What changes it.

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change a field, as in `LivePrep`: it is journalled when this returns, and saved soon after."""
        if self._is_closed:
            return False
        if self._along and self._along.take_over(path, value, undoable=undoable):
            return True
        return self.change(path, value, undoable=undoable)

    def change(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change a field of a prep that is not another session's, as in `edit`."""
        try:
            recorded = self._change(path, value, undoable=undoable)
        except Problem as problem:
            self.saving.report(problem)
            return False
        if not recorded:
            self.save()
        else:
            self.saving.plan(self.save_beside)
        return True

    def _change(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change one field. False when the change is in memory only, so that it should be saved at once.

        Raises Problem, and changes nothing, when the prep is read-only or cannot hold the value.
        """
        if self.barred:
            raise self.barred
        before = self.prep
        try:
            changed = before.edited(path, value)
        except ValidationError:
            debug_log.note("edit", refused="does-not-fit")
            raise Problem("does-not-fit") from None
        recorded = self._held.record(changed, path)
        if undoable:
            self._undo.remember(path, before.get(path), changed.get(path))
        return recorded

    def bring_along(self) -> bool:
        """Carry over the open agreements of earlier talks; True when there is a new one to ask about."""
        if self.barred or not self.prep.going.child:
            return False
        held = self.prep.before.agreements
        now = self._bring_along.now(self.prep)
        if now != held:
            self.edit("before.agreements", now)
        return not set(now) <= set(held)

    def undo(self, path: str) -> None:
        """Undo the last undoable change of a list or a pick, and show whether there was one."""
        try:
            undone = not self.barred and self._undo.undo_last(path, self.prep.get(path), partial(self._change, path))
        except Problem as problem:
            self.saving.report(problem)
            return
        if undone:
            self.front.show_prep()
            self.save_beside()
        self.saving.say("ui.message.undone" if undone else "ui.message.nothing-to-undo")

    def bring_back(self, prep: Prep) -> Problem | None:
        """Replace the prep by an earlier version; the current one becomes an earlier version itself.

        Returns a problem to report about the current one, if any. Raises Problem.
        """
        if self.barred:
            raise self.barred
        with debug_log.timed("bring-back"):
            note = self._held.look()
            self._held.keep_version()
            self._held.record(prep)
        self._undo.forget()
        self.front.show_prep()
        self.save()
        return note

    def show_read(self, name: str, prep: Prep) -> None:
        """Have the prep as another session wrote it, and the name that it has by now."""
        self._held.show_read(name, prep)

    def take_over(self) -> bool:
        """Start to write a prep that another session had open; True when there is nothing more to report."""
        return self._along is not None and self._along.take_over()

    # When it is saved.

    def save_beside(self) -> None:
        """Save unsaved changes in the background; when that fails, `save` reports it."""
        if self.saving.state != SAVED:
            self.save()
            return
        self.saving.unplan()
        # While it is being saved, later changes wait for the next save: `_saved_beside` plans it.
        done = partial(self.front.from_thread, self._saved_beside)
        if not self._held.is_saving and not self._held.start_saving(done):
            self.save()

    def _saved_beside(self) -> None:
        if self._is_closed:
            return
        try:
            self._held.finish_saving()
        except Problem:
            # A letter that is still on its way here must be in the prep before outside changes are merged.
            self.front.when_settled(self.save)
        if self.unsaved:
            self.saving.plan(self.save_beside)

    def _show_prep(self) -> None:
        if not self._is_closed:
            self.front.show_prep()

    def save(self, *, asked: bool = False) -> bool:
        """Save unsaved changes and merge outside changes; report failures. True when there is nothing left to save.

        `asked`: the user asked to save, so success is shown too.
        """
        self.saving.unplan()
        if self._is_closed or self.barred:
            return True
        before = self.prep
        try:
            note = self._held.look()
        except Problem as problem:
            self._held.sync_journal()
            self.saving.failed(problem, self.save, asked=asked)
            return False
        self.saving.done(note, asked=asked)
        if self.prep is not before:
            # Redrawing a text now would drop a letter that is still on its way here.
            self.front.when_settled(self._show_prep)
        return True

    def file_changed(self) -> None:
        """Look soon at a file that somebody may have changed; a front that hears of it calls this.

        What can be read is merged. A mistake is told, and no more: who makes it is mostly still writing.
        """
        if self._look_outside is None and self.name and not self.barred and not self._is_closed:
            self._look_outside = self.front.later(LOOK_AFTER, self._look_at_file)

    def _look_at_file(self) -> None:
        self._look_outside = None
        if self._is_closed or self.barred:
            return
        if self._held.is_saving:
            # What stands there may be ours.
            self.file_changed()
        elif problem := self._held.mistake_outside():
            self._told_of_a_mistake = True
            self.front.show_message(problem.message(self.front.texts))
        else:
            if self._told_of_a_mistake:
                self.front.show_message(self.front.texts("ui.message.mended"))
                self._told_of_a_mistake = False
            # What is still to be saved is merged by that save, which comes at its own time.
            if not self.unsaved:
                self.save()

    @debug_log.timed("close")
    def close(self, *, crashed: bool = False) -> str:
        """Release the prep for other sessions. Its journal keeps what could not be saved, until it is opened again.

        A new prep gets a better name, as more of it is known than at its first word. Returns the name.
        """
        typed.forget()
        self.saving.unplan()
        for planned in filter(None, (self._along, self._look_outside)):
            planned.stop()
        self._is_closed = True
        return self._held.close(crashed=crashed)

"""The prep that is open: the one live value, its file, and what can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.read_prep import is_free
from gespreksklaar.content.store.versions import State, states_of
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.home import debug_log

if TYPE_CHECKING:
    from gespreksklaar.content.store.library import Shelf
    from gespreksklaar.content.store.prep_file import PrepFile

UNDO_LIMIT = 50


class Session:
    """One open prep. It has no file until the first thing is filled in: an unused prep leaves none.

    `barred` tells why it can only be read: another session writes in it, or a newer version wrote it.
    """

    def __init__(
        self, shelf: Shelf, prep: Prep, file: PrepFile | None = None, *, name: str = "", barred: Problem | None = None
    ) -> None:
        self.shelf = shelf
        self.prep = prep
        self.barred = barred
        self.unsaved = file.unsaved if file else False
        self._file = file
        self._named_early = False
        self._name = name
        self._changes: dict[str, list[tuple[object, object]]] = defaultdict(list)
        self._others: set[str] = set()
        """Plain copies of the file, which are another prep that this one is not named anew to."""
        debug_log.note("prep", number=debug_log.number(prep.id), barred=barred.reason if barred else "no")

    @classmethod
    @debug_log.timed("open")
    def open(cls, shelf: Shelf, name: str) -> tuple[Session, Problem | None]:
        """Open a prep: to write, or to read where that is not possible; with what there is to tell. Raises Problem."""
        try:
            file = shelf.write(name, even_alone=True)
        except Problem as problem:
            if problem.reason not in ("newer", "in-use", "in-use-elsewhere"):
                raise
            session = cls(shelf, shelf.open(name).prep, name=shelf.find(name), barred=problem)
            session._others = session._named_alike()
            return session, problem
        session = cls(shelf, file.prep, file)
        return session, file.note

    @property
    def name(self) -> str:
        """The prep's name; empty while it has no file."""
        return self._file.name if self._file else self._name

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change one field. False when the change is in memory alone, so that saving should not wait.

        Raises Problem when the prep cannot hold the value; nothing is changed then.
        """
        if self.barred:
            raise self.barred
        try:
            changed = self.prep.edited(path, value)
        except ValidationError:
            debug_log.note("edit", refused="does-not-fit")
            raise Problem("does-not-fit") from None
        noted = self._file.record(changed, path) if self._file else False
        if undoable:
            self._changes[path] = [*self._changes[path][-UNDO_LIMIT:], (self.prep.get(path), changed.get(path))]
        self.prep = changed
        self.unsaved = True
        return noted

    def undo(self, path: str) -> bool:
        """Take back the last undoable change of a field; False when there is none. Raises Problem where it can't."""
        if self.barred or not self._changes[path]:
            return False
        before, after = self._changes[path][-1]
        now = self.prep.get(path)
        if isinstance(now, str) and now not in ("", after):
            # Own words that were typed since; they have an undo of their own.
            self._changes[path].clear()
            return False
        try:
            self.edit(path, taken_back(before, after, now))
        except Problem:
            if _changed_since(before, after, now):
                raise
            # Put together it no longer fits, such as a fourth top question.
            self.edit(path, before)
        self._changes[path].pop()
        return True

    @debug_log.timed("bring-back")
    def replace(self, prep: Prep) -> Problem | None:
        """Make it another prep as a whole: an earlier state that is brought back.

        Gives what there is to tell of what it was. Raises Problem.
        """
        if self.barred:
            raise self.barred
        note = self.look()
        if self._file:
            self._file.keep_state()
            self._file.record(prep)
        self.prep = prep
        self.unsaved = True
        self._changes.clear()
        return note

    def save(self) -> Problem | None:
        """Write the file if there is something to write; gives what there is to tell.

        Raises Problem when it can't be written; the prep stays as it is then, and its file too.
        """
        if not self.unsaved:
            return None
        if self._file is None:
            with debug_log.timed("save-new"):
                self._file = self.shelf.begin(self.prep)
            self._named_early = True
            self.unsaved = False
            return None
        with debug_log.timed("save"):
            saved = self._file.save(self.prep)
        self.prep, self.unsaved = saved.prep, False
        return saved.note

    @property
    def is_saving(self) -> bool:
        """Whether the file is being written while typing goes on."""
        return self._file is not None and self._file.is_saving

    def start_saving(self, done: Callable[[], None]) -> bool:
        """Begin to write the file while typing goes on, as `PrepFile.start_saving`; `finish_saving` ends it."""
        begun = self.unsaved and self._file is not None and self._file.start_saving(self.prep, done)
        if begun:
            debug_log.note("save-begins")
        return begun

    @debug_log.timed("save-ends")
    def finish_saving(self) -> None:
        """Take note of what was written, or is being written still. Raises Problem when that failed."""
        if self._file and self._file.finish_saving(self.prep):
            self.unsaved = False

    def look(self) -> Problem | None:
        """Take in what came into the file from outside, if anything; gives what there is to tell. Raises Problem."""
        if self.unsaved or self._file is None:
            return self.save()
        try:
            saved = self._file.look(self.prep)
        except Problem as problem:
            # What was saved is so no more, such as where the file is gone.
            debug_log.note("look", refused=problem.reason)
            self.unsaved = True
            raise
        self.prep = saved.prep
        return saved.note

    def follow(self) -> bool:
        """While another session writes: read along. True when that session is done. Raises Problem."""
        try:
            self.prep = self.shelf.open(self._name).prep
        except Problem as problem:
            if not problem.reason.startswith("no-such-prep"):
                raise
            # A new prep is named anew when it is closed.
            named = self._named_alike() - self._others
            if len(named) != 1:
                raise
            self._name = named.pop()
            self.prep = self.shelf.open(self._name).prep
        return self.free

    def _named_alike(self) -> set[str]:
        """The names of other files with the id of this prep."""
        return {entry.name for entry in self.shelf.list() if entry.id == self.prep.id} - {self._name}

    @property
    def taken(self) -> bool:
        """Whether another session writes in this prep, or did when it was opened."""
        return self.barred is not None and self.barred.reason != "newer"

    @property
    def free(self) -> bool:
        """Whether the session that had this prep has it no more."""
        return self.taken and is_free(self.shelf.path(self._name))

    @property
    def states(self) -> list[State]:
        """The earlier states of this prep, the newest first."""
        return states_of(self.shelf.folder, self.name).list() if self.name else []

    @property
    def safe(self) -> bool:
        """Whether all that was typed is on disk: in the file, or else in the journal."""
        return not self.unsaved or (self._file is not None and self._file.journalled)

    def sync(self) -> None:
        """Push what is in the journal to the disk itself."""
        if self._file:
            self._file.sync()

    @debug_log.timed("close")
    def close(self, *, crashed: bool = False) -> str:
        """Let others have it. What could not be saved stays in the journal, for the next time it is opened.

        A new prep is named anew, now that more is known than when its first word was saved. Gives the name.
        """
        name = self.name
        if self._file:
            self._file.close(keep=self.unsaved or crashed)
        if self._named_early and not self.unsaved and not crashed:
            with suppress(Problem):
                return self.shelf.rename(name, self.shelf.suggested_name(self.prep))
        return name


def _changed_since(before: object, after: object, now: object) -> bool:
    """Whether a line of the list is neither as before nor as after the change that is to be taken back."""
    if not (isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict)):
        return False
    return any(line not in (before.get(key), after.get(key)) for key, line in now.items())


def taken_back(before: object, after: object, now: object) -> object:
    """`now` without the change from `before` to `after`: of a list, lines that were typed since then stay."""
    if not (isinstance(before, dict) and isinstance(after, dict) and isinstance(now, dict)):
        return before
    undone = {key for key in before | after if before.get(key) != after.get(key) == now.get(key)}
    there = {key: before[key] if key in undone else now[key] for key in before if key in undone or key in now}
    return there | {key: line for key, line in now.items() if key not in undone and key not in before}

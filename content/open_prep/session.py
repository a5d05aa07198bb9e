"""One session with one prep: its current value, its file if it has one, and its undo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gespreksklaar.content.open_prep.undo import Undo
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.read_prep import is_free
from gespreksklaar.content.store.versions import Version, versions_of
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.store.library import Library
    from gespreksklaar.content.store.prep_file import PrepFile


class Session:
    """One open prep. Its first change creates its file: an unused prep leaves none.

    `barred` holds why it is read-only: another session has it open, or a newer version of the program wrote it.
    """

    def __init__(
        self,
        library: Library,
        prep: Prep,
        file: PrepFile | None = None,
        *,
        name: str = "",
        barred: Problem | None = None,
    ) -> None:
        self.library = library
        self.barred = barred
        self._prep = prep
        self._file = file
        self._name = name
        self._named_early = False
        self._touched = False
        self._undo = Undo()
        self._others: set[str] = set()
        """Names of copies of the file since before it was opened: `follow` must not take one for its new name."""
        debug_log.note("prep", number=debug_log.number(prep.id), barred=barred.reason if barred else "no")

    @classmethod
    @debug_log.timed("open")
    def open(cls, library: Library, name: str) -> tuple[Session, Problem | None]:
        """Open a prep to write it, else read-only. Returns also a problem to report, if any. Raises Problem."""
        try:
            file = library.write(name, even_alone=True)
        except Problem as problem:
            if problem.reason not in ("newer", "in-use", "in-use-elsewhere"):
                raise
            session = cls(library, library.open(name).prep, name=library.exact(name), barred=problem)
            session._others = session._named_alike()
            return session, problem
        return cls(library, file.prep, file), file.note or file.warning

    @property
    def name(self) -> str:
        """The prep's name; empty while it has no file."""
        return self._file.name if self._file else self._name

    @property
    def prep(self) -> Prep:
        """The prep as it is now."""
        return self._file.prep if self._file else self._prep

    @property
    def unsaved(self) -> bool:
        """Whether the prep has changes that its file lacks."""
        return self._file.unsaved if self._file else self._touched

    @property
    def on_disk(self) -> bool:
        """Whether all changes are on disk: in the file, or else in the journal."""
        return not self.unsaved or (self._file is not None and self._file.journal.complete)

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
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
        recorded = self._take(changed, path)
        if undoable:
            self._undo.remember(path, before.get(path), changed.get(path))
        return recorded

    def _take(self, prep: Prep, path: str = "") -> bool:
        if self._file:
            return self._file.record(prep, path)
        self._prep, self._touched = prep, True
        return False

    def undo(self, path: str) -> bool:
        """Undo the last undoable change of a field; False when there is none. Raises Problem when that fails."""
        return not self.barred and self._undo.take_back(path, self.prep.get(path), partial(self.edit, path))

    @debug_log.timed("bring-back")
    def replace(self, prep: Prep) -> Problem | None:
        """Replace the whole prep by an earlier version.

        Returns a problem to report about the version it replaces, if any. Raises Problem.
        """
        if self.barred:
            raise self.barred
        note = self.look()
        if self._file:
            self._file.keep_version()
        self._take(prep)
        self._undo.forget()
        return note

    def save(self) -> Problem | None:
        """Write the file if there are unsaved changes. Returns a problem to report, if any.

        Raises Problem when it can't be written; the prep and its file then stay as they are.
        """
        if not self.unsaved:
            return None
        if self._file:
            with debug_log.timed("save"):
                return self._file.save(self.prep).note
        with debug_log.timed("save-new"):
            self._file = self.library.begin(self.prep)
        self._named_early = True
        return None

    @property
    def is_saving(self) -> bool:
        """Whether the file is being written in the background."""
        return self._file is not None and self._file.is_saving

    def start_saving(self, done: Callable[[], None]) -> bool:
        """Start to write the file in the background, as in `PrepFile.start_saving`; `finish_saving` ends it."""
        begun = self.unsaved and self._file is not None and self._file.start_saving(self.prep, done)
        if begun:
            debug_log.note("save-begins")
        return begun

    @debug_log.timed("save-ends")
    def finish_saving(self) -> None:
        """Wait for the background write, if any. Raises Problem when it failed."""
        if self._file:
            self._file.finish_saving(self.prep)

    def look(self) -> Problem | None:
        """Save, and merge changes that others made to the file. Returns a problem to report, if any. Raises Problem."""
        if self.unsaved or self._file is None:
            return self.save()
        try:
            return self._file.look().note
        except Problem as problem:
            debug_log.note("look", refused=problem.reason)
            raise

    def follow(self) -> bool:
        """Read the prep again while another session writes it. True when that session is done. Raises Problem."""
        try:
            self._prep = self.library.open(self._name).prep
        except Problem as problem:
            if not problem.reason.startswith("no-such-prep"):
                raise
            # Closing a new prep renames its file.
            named = self._named_alike() - self._others
            if len(named) != 1:
                raise
            self._name = named.pop()
            self._prep = self.library.open(self._name).prep
        return self.free

    def _named_alike(self) -> set[str]:
        """The names of other files with the id of this prep."""
        return {entry.name for entry in self.library.list() if entry.id == self.prep.id} - {self._name}

    @property
    def taken(self) -> bool:
        """Whether another session had this prep open when it was opened here."""
        return self.barred is not None and self.barred.reason != "newer"

    @property
    def free(self) -> bool:
        """Whether the session that had this prep open is done with it."""
        return self.taken and is_free(self.library.path(self._name))

    @property
    def versions(self) -> list[Version]:
        """The earlier versions of this prep, the newest first."""
        return versions_of(self.library.folder, self.name).list() if self.name else []

    def sync(self) -> None:
        """Fsync the journal; needed only while saving fails."""
        if self._file:
            self._file.journal.sync()

    @debug_log.timed("close")
    def close(self, *, crashed: bool = False) -> str:
        """Release the prep for other sessions. Its journal keeps what could not be saved, until it is opened again.

        A new prep gets a better name, as more of it is known than at its first word. Returns the name.
        """
        name = self.name
        if self._file:
            self._file.close(keep=self.unsaved or crashed)
        if self._named_early and not self.unsaved and not crashed:
            with suppress(Problem):
                return self.library.rename(name, self.library.suggested_name(self.prep))
        return name

"""The value of the open prep and the file that holds it: a new prep gets its file when it is saved first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.library import Library
    from gespreksklaar.content.store.prep_file import PrepFile


class HeldPrep:
    """One prep, with its file or without: new, or read while another session has the file."""

    def __init__(self, library: Library, prep: Prep) -> None:
        self._library = library
        self._prep = prep
        self._file: PrepFile | None = None
        self._name = ""
        self._named_early = False
        self._touched = False

    @property
    def name(self) -> str:
        """The prep's name; empty while it has no file."""
        return self._file.name if self._file else self._name

    @property
    def prep(self) -> Prep:
        """The prep as it is now; after `close` as it was then, for a screen that is still being removed."""
        return self._file.prep if self._file else self._prep

    @property
    def unsaved(self) -> bool:
        """Whether the prep has changes that its file lacks."""
        return self._file.unsaved if self._file else self._touched

    @property
    def on_disk(self) -> bool:
        """Whether all changes are on disk: in the file, or else in the journal."""
        return not self.unsaved or (self._file is not None and self._file.journal.complete)

    def lock(self, name: str) -> Problem | None:
        """Have this prep and its file. Returns a problem to report, if any. Raises Problem; all is then as it was."""
        self._file = self._library.write(name, even_alone=True)
        return self._file.note or self._file.warning

    def show_read(self, name: str, prep: Prep) -> None:
        """Have the prep as another session wrote it, and the name that it has by now."""
        self._name, self._prep = name, prep

    def record(self, prep: Prep, path: str = "") -> bool:
        """Have another value, changed at this path. False when that is in memory only, so that it should be saved."""
        if self._file:
            return self._file.record(prep, path)
        self._prep, self._touched = prep, True
        return False

    def keep_version(self) -> None:
        """Keep what is in the file as an earlier version."""
        if self._file:
            self._file.keep_version()

    @property
    def is_saving(self) -> bool:
        """Whether it is being saved in the background."""
        return self._file is not None and self._file.is_saving

    def start_saving(self, done: Callable[[], None]) -> bool:
        """Save changes in the background, and call `done` from its thread. False when that is not possible."""
        began = self._file is not None and self.unsaved and self._file.start_saving(self.prep, done)
        if began:
            debug_log.note("save-begins")
        return began

    @debug_log.timed("save-ends")
    def finish_saving(self) -> None:
        """Have what the background saved. Raises Problem when it could not."""
        if self._file:
            self._file.finish_saving(self.prep)

    def save(self) -> Problem | None:
        """Write the file if it lacks changes, as in `look`. When that fails, prep and file stay as they are."""
        if not self.unsaved:
            return None
        if self._file:
            with debug_log.timed("save"):
                return self._file.save(self.prep).note
        with debug_log.timed("save-new"):
            self._file = self._library.begin(self.prep)
        self._named_early = True
        return None

    def look(self) -> Problem | None:
        """Save, and merge changes that others made to the file. Returns a problem to report, if any. Raises Problem."""
        if self.unsaved or self._file is None:
            return self.save()
        try:
            return self._file.look().note
        except Problem as problem:
            debug_log.note("look", refused=problem.reason)
            raise

    def mistake_outside(self) -> Problem | None:
        """The mistake that somebody made in the file, while it stands there."""
        return self._file.mistake_outside() if self._file else None

    def sync_journal(self) -> None:
        """Push what the file lacks to the disk."""
        if self._file:
            self._file.journal.sync()

    def close(self, *, crashed: bool) -> str:
        """Release the file, as in `Session.close`. Returns its name."""
        name = self.name
        if self._file:
            self._file.close(keep=self.unsaved or crashed)
        if self._named_early and not self.unsaved and not crashed:
            with suppress(Problem):
                return self._library.rename(name, self._library.suggested_name(self.prep))
        return name

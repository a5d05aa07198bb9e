"""The file of an open prep: locked, journalled, written whole, and never over what somebody else wrote.

It is the second of three owners, between `Session` and `Journal`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gespreksklaar.content.files.reading import read_text
from gespreksklaar.content.files.writing import CHANGED_MEANWHILE, make_folder, write_new
from gespreksklaar.content.prep.file_names import ENDING, name_of
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.background_write import BackgroundWrite
from gespreksklaar.content.store.journal import Journal
from gespreksklaar.content.store.journal_lines import Left
from gespreksklaar.content.store.merge import merge_with_file
from gespreksklaar.content.store.read_prep import as_left
from gespreksklaar.content.store.versions import versions_of
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep

_OF_A_NEWER_VERSION = ("newer", "too-new", "read-only")

_TRIES = 3


class Saved(NamedTuple):
    """The prep that the file holds now, and a problem to report, if any."""

    prep: Prep
    note: Problem | None = None


class PrepFile:
    """One prep's file and its journal, this session's until `close`.

    `prep` is the current value; `unsaved`: the file does not hold it yet.
    """

    def __init__(self, path: Path, *, even_alone: bool = False) -> None:
        """Lock and read the file, and apply the changes that a crashed session left in its journal.

        `even_alone`: set aside a journal that cannot be applied; otherwise raise Problem. Raises Problem also when
        another session has the prep open, or when the file is not a prep that we can read and write. It opens without a
        journal where none can be kept, as on a full or read-only disk.
        """
        self.path = path
        self.note: Problem | None = None
        self.versions = versions_of(path.parent, name_of(path.name))
        self._replaced: tuple[str, ...] = ()
        self._saving: BackgroundWrite | None = None
        self.journal = Journal(path)
        left = self.journal.left()
        try:
            self._read(left)
        except Problem as problem:
            if not (left.changed and even_alone) or problem.reason in _OF_A_NEWER_VERSION:
                self.close(keep=left.changed)
                raise
            self._do_without(left)
            left = Left()
        self.unsaved = left.changed
        if left.found:
            self.note = Problem("recovered-part" if left.lacks else "recovered")
        if left.changed:
            self.journal.go_on_after_crash(self._text)
        else:
            self.journal.begin(self._text)

    def _read(self, left: Left) -> None:
        self._text, self._saved, self.prep = as_left(left, self.path)

    def _do_without(self, left: Left) -> None:
        """Read the file alone, and set aside its journal, which cannot be applied. Raises Problem."""
        try:
            self._read(Left())
        except Problem:
            self.close(keep=True)
            raise
        if aside := self.journal.put_aside():
            self.note = Problem("journal-aside", name=visible_name(aside.name))
            self.journal = Journal(self.path)

    @property
    def warning(self) -> Problem | None:
        """What to know before the first write, if anything."""
        if prep_toml.has_comments(self._text):
            return Problem("has-comments", name=visible_name(prep_toml.by_hand(self.path).name))
        return Problem("no-locks") if self.journal.is_shared else None

    @property
    def name(self) -> str:
        """The prep's name. It changes when the prep moves to a file of its own, beside what somebody else wrote."""
        return name_of(self.path.name)

    def record(self, prep: Prep, path: str = "") -> bool:
        """Journal a prep in which the field at `path` changed, or without a path, all of it; from now on it is `prep`.

        False when the journal could not record it, so that it should be saved at once. Raises Problem, and keeps the
        old `prep`, when the new one is too large for a file.
        """
        recorded = self.journal.record(self.prep, prep, path) if path else self.journal.record_whole(prep)
        self.prep, self.unsaved = prep, True
        return recorded

    def save(self, prep: Prep) -> Saved:
        """Write the prep. Raises Problem when that fails; the file is then whole, as it was.

        Changes that others made to the file are merged when they are in other fields than ours. Otherwise the file
        stays as it is, and our prep moves to a file of its own.
        """
        with suppress(Problem):
            self.finish_saving(prep)
        if not self.journal.in_place:
            self.journal.close()
            with suppress(OSError):
                make_folder(self.path.parent)
            self.journal = Journal(self.path, self._text)
        known = self._text, self._saved
        try:
            return self._write_until_whole(prep)
        except Problem:
            # Outside changes are not merged yet: the next attempt must see them again.
            self._text, self._saved = known
            if not self.journal.complete:
                with suppress(Problem):
                    self.journal.record_whole(prep)
            raise

    def _write_until_whole(self, prep: Prep) -> Saved:
        for _ in range(_TRIES):
            try:
                return self._write(prep)
            except Problem as problem:
                if problem.reason != CHANGED_MEANWHILE:
                    raise
        raise Problem(CHANGED_MEANWHILE, where=visible_name(self.path.name))

    def _is_ours(self) -> bool:
        """Whether nobody else has written the file, or created it where there was none."""
        return self._as_we_left_it() if self._text else not os.path.lexists(self.path)

    def _write(self, prep: Prep) -> Saved:
        self._replaced = ()
        settled = Saved(prep) if self._as_we_left_it() else self._settle(prep)
        if not self._text or not settled.prep.is_same(self._saved):
            text = prep_toml.dump(settled.prep, self.path)
            self._put(text, keeps_version=self.versions.is_due and not self._replaced)
            self._text, self._saved = text, settled.prep
        for text in self._replaced:
            self.versions.keep(text)
        self.prep, self.unsaved = settled.prep, False
        self.journal.begin(self._text)
        return settled

    def _put(self, text: str, *, keeps_version: bool) -> None:
        if keeps_version:
            self.keep_version()
        prep_toml.save_text(self.path, text, self._is_ours)

    @property
    def is_saving(self) -> bool:
        """Whether a background write was started and not yet finished."""
        return self._saving is not None

    def start_saving(self, prep: Prep, done: Callable[[], None]) -> bool:
        """Start to write the prep in the background, and call `done` from that thread at its end.

        False when there is nothing to write, or when more than a plain write is needed: `save` does that.
        """
        if self._saving or not self._text or prep.is_same(self._saved):
            return False
        try:
            text = prep_toml.dump(prep, self.path)
        except Problem:
            return False
        if not self.journal.announce(text):
            return False
        self._saving = BackgroundWrite(prep, text, partial(self._put, text, keeps_version=self.versions.is_due), done)
        return True

    def finish_saving(self, now: Prep) -> None:
        """Wait for the background write, if any. Raises Problem when it failed.

        The journal keeps the changes of `now`, the current prep, that were made since the write began.
        """
        saving, self._saving = self._saving, None
        if saving is None:
            return
        saving.wait()
        self._text, self._saved = saving.text, saving.prep
        if now is saving.prep:
            self.unsaved = False
            self.journal.begin(self._text)
        else:
            self.journal.go_on(self._text, now)

    def look(self) -> Saved:
        """Merge changes that others made to the file, with nothing of our own to save. Raises Problem."""
        if self._as_we_left_it():
            return Saved(self.prep)
        # The file no longer holds what was saved; it may even be gone.
        self.unsaved = True
        return self.save(self.prep)

    def mistake_outside(self) -> Problem | None:
        """Why what somebody else wrote in the file can't be read; None where it can, or where nobody did."""
        if self._as_we_left_it():
            return None
        try:
            prep_toml.load_text(read_text(self.path), self.path)
        except Problem as problem:
            return problem
        return None

    def _as_we_left_it(self) -> bool:
        try:
            return read_text(self.path) == self._text
        except Problem:
            return False

    def _settle(self, ours: Prep) -> Saved:
        try:
            merge = merge_with_file(self.path, self._saved, ours)
        except Problem as problem:
            if problem.reason != "not-there":
                raise
            self._text = ""
            return Saved(ours, Problem("was-gone"))
        if merge is None:
            return self._go_apart(ours)
        # Both become earlier versions, as the merge replaces both.
        self._replaced = self._text, merge.text
        self._text, self._saved = merge.text, merge.theirs
        return Saved(merge.both, None if merge.both.is_same(ours) else Problem("changed-elsewhere"))

    def _go_apart(self, ours: Prep) -> Saved:
        """Move our prep to a new file beside the old one, which stays as somebody else wrote it."""
        there = self.name
        text = prep_toml.dump(ours, self.path)
        path = write_new(self.path.parent, self.path.stem, ENDING, text)
        self.close()
        self.path, self.journal = path, Journal(path)
        self.versions = versions_of(path.parent, self.name)
        self._text, self._saved = text, ours
        return Saved(ours, Problem("both-kept", there=there, here=self.name))

    def keep_version(self) -> None:
        """Keep what the file holds as an earlier version."""
        self.versions.keep(self._text)

    def close(self, *, keep: bool = False) -> None:
        """Release the prep for other sessions. `keep` the journal with unsaved changes, or as the trace of a crash."""
        if self._saving:
            with suppress(Problem):
                self._saving.wait()
            self._saving = None
        self.journal.close(keep=keep)

"""The journal of an open prep: each change is on disk when its call returns, as far as the disk takes it.

It is the last of three owners, below `Session` and `PrepFile`. Its lock keeps one writer per prep.
"""

from __future__ import annotations

import errno
import os
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gespreksklaar.content.files.failures import cannot
from gespreksklaar.content.files.reading import LARGEST
from gespreksklaar.content.files.writing import write_all
from gespreksklaar.content.prep.file_names import name_of
from gespreksklaar.content.store import journal_lock, prep_toml
from gespreksklaar.content.store.journal_lines import Change, Left, TextChange, as_line, change_between
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep

_PARTS = 50
"""Parts after which a text is recorded whole once more: a damaged part makes those after it worthless."""


class Journal:
    """The journal of one prep, this session's until `close`. Where no file can be made for it, it records nothing.

    `complete`: it holds every change that the prep's file lacks.
    """

    def __init__(self, path: Path, text: str = "") -> None:
        """Lock the journal of the prep in the file at `path`, which holds `text`.

        Raises Problem when another session has the prep open.
        """
        self.path = path
        self.complete = False
        self._text = text
        self._parts: Counter[str] = Counter()
        """By path of a field: how many parts of its text follow each other in the journal."""
        self._at = journal_lock.journal_path(path.parent, name_of(path.name))
        self._good = 0
        """The bytes up to the end of its last whole line."""
        self._broken = True
        self._since = datetime.now()
        """When this session opened the prep: each save writes it anew."""
        self._held: journal_lock.Held | None = None
        with suppress(OSError):
            self._held = journal_lock.hold(self._at)

    @property
    def in_place(self) -> bool:
        """Whether there is a journal file and it is still at its path; a folder can disappear, and a disk."""
        return self._held is not None and journal_lock.is_at(self._held.handle, self._at)

    @property
    def is_shared(self) -> bool:
        """Whether another session can open this prep to write too, as no lock can be had here."""
        return self._held is not None and not self._held.is_locked

    @property
    def wants_whole(self) -> bool:
        """Whether the next record must be a whole prep."""
        return self._broken or self._good > journal_lock.LARGEST_JOURNAL

    def left(self) -> Left:
        """The changes an earlier session left. Raises Problem, and closes the journal, when they cannot be read."""
        try:
            return journal_lock.left_of(self._held.handle) if self._held else Left()
        except OSError as error:
            self.close(keep=True)
            raise cannot("unreadable", self.path, error) from None

    def begin(self, text: str) -> None:
        """Empty the journal: the prep's file holds everything, as `text`."""
        self._text, self.complete = text, False
        self._good, self._broken = 0, True
        if self._held is None:
            return
        with suppress(OSError):
            os.ftruncate(self._held.handle, 0)
            self._append(self._held, journal_lock.holder_line(self._since))
            self._append(self._held, {"base": text})
            self._broken = False

    def go_on_after_crash(self, text: str) -> None:
        """Keep the changes that an earlier session left, for a file that holds `text`."""
        self._text, self.complete = text, True

    def record(self, before: Prep, prep: Prep, path: str) -> bool:
        """Record the change from `before` to `prep` of the field at `path`.

        False when that fails, so that the prep should be saved at once. Raises Problem when it became too large for a
        file.
        """
        change = change_between(before, prep, path, in_parts=self._parts[path] < _PARTS)
        self._parts[path] = self._parts[path] + 1 if isinstance(change, TextChange) else 0
        if len(self._text) + change.size > LARGEST // 4:
            prep_toml.dump(prep, self.path)
        return self.record_whole(prep) if self.wants_whole else self.add(change)

    def record_whole(self, prep: Prep) -> bool:
        """Record a whole prep, as in `record`."""
        return self.add(prep_toml.dump(prep, self.path))

    def add(self, what: Change | TextChange | str) -> bool:
        """Record a change, or a whole prep as text; False when that fails."""
        self.complete = False
        try:
            if isinstance(what, str):
                self._rewrite(self._text, what)
            else:
                self._append(self._here(), what.as_line())
        except OSError:
            self.mark_lacking()
            return False
        self.complete = True
        return True

    def mark_lacking(self) -> None:
        """On a full disk, mark the journal incomplete by setting its mtime to 0; the next good line clears that."""
        if self._held:
            with suppress(OSError):
                os.utime(self._held.handle, (0, 0))

    def announce(self, text: str) -> bool:
        """Record that the file is about to hold this text; False when that fails."""
        try:
            self._append(self._here(), {"next": text})
        except OSError:
            return False
        return True

    def go_on(self, text: str, prep: Prep) -> None:
        """Go on from a file that now holds `text`, with a prep that has later changes."""
        self._text = text
        with suppress(Problem, OSError):
            if self.complete:
                # If that fails, the journal as it is holds the same.
                self._rewrite(text, prep_toml.dump(prep, self.path))
            else:
                self.record_whole(prep)

    def sync(self) -> None:
        """Fsync the journal."""
        if self._held:
            with suppress(OSError):
                os.fdatasync(self._held.handle)

    def put_aside(self) -> Path | None:
        """Close the journal and rename its file, so that nobody reads it. Returns the new path. Raises Problem."""
        if self._held is None:
            return None
        number = 1
        while os.path.lexists(aside := self._at.with_name(f"{self._at.name}.damaged-{number}")):
            number += 1
        try:
            os.rename(self._at, aside)
        except OSError as error:
            raise cannot("not-written", self.path, error) from None
        finally:
            self.close(keep=True)
        return aside

    def close(self, *, keep: bool = False) -> None:
        """Release the prep for other sessions. `keep` the file with unsaved changes, or as the trace of a crash."""
        if self._held is None:
            return
        with suppress(OSError):
            if not keep and self.in_place:
                self._at.unlink()
        journal_lock.let_go(self._held.handle)
        self._held = None

    def _here(self) -> journal_lock.Held:
        """The open file. Raises OSError when it is gone: its name may be another session's by now."""
        if self._held is None or not self.in_place:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return self._held

    def _append(self, held: journal_lock.Held, line: object) -> None:
        data = as_line(line)
        try:
            os.lseek(held.handle, self._good, os.SEEK_SET)
            write_all(held.handle, data)
        except OSError:
            self._broken = True
            with suppress(OSError):
                os.ftruncate(held.handle, self._good)
            raise
        self._good += len(data)

    def _rewrite(self, base: str, text: str) -> None:
        """Replace the journal by one with the whole prep `text`, while the prep's file holds `base`. Raises OSError."""
        old = self._here()
        beside = self._at.with_name(f"{self._at.name}{journal_lock.ANEW}")
        with suppress(FileNotFoundError):
            beside.unlink()
        fresh = journal_lock.hold(beside)
        data = b"".join(
            as_line(line) for line in (journal_lock.holder_line(self._since), {"base": base}, {"whole": text})
        )
        try:
            write_all(fresh.handle, data)
            os.replace(beside, self._at)
        except OSError:
            with suppress(OSError):
                beside.unlink()
            journal_lock.let_go(fresh.handle)
            raise
        self._held, self._good, self._broken = fresh, len(data), False
        journal_lock.let_go(old.handle)

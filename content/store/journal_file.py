"""The file of a journal: it writes each line to disk at once, and its lock keeps one writer per prep.

`journal_replay` defines the lines. The file is there only while its prep is open, so one that nobody has locked is the
trace of a session that was cut off.
"""

from __future__ import annotations

import errno
import os
import socket
import zlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gespreksklaar.content.files.failures import OddFileError
from gespreksklaar.content.files.locking import HeldError, lock
from gespreksklaar.content.files.reading import LARGEST, is_own_file, open_regular, read_bytes, read_pieces
from gespreksklaar.content.files.writing import make_own, write_all
from gespreksklaar.content.store.journal_replay import Change, Left, TextChange, as_line, lines_in, read_left
from gespreksklaar.content.words.clean import clean_line, visible_name

ENDING = ".journal"
_ANEW = ".new"
_LONGEST_NAME = 200
_LARGEST = 8 * LARGEST
"""Bytes after which a journal is rewritten: while a prep can't be saved, every change makes it grow."""


class Holder(NamedTuple):
    """Who has a prep open: since when (local time, `14:05`), and on which machine if it is another one."""

    since: str = ""
    host: str = ""


class InUse(Exception):  # noqa: N818 - not an error: the ordinary result when another session has the prep
    """Another session has this prep open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self.holder = holder


def journal_path(folder: Path, name: str) -> Path:
    """The path of this prep's journal; a name as long as a file system allows is shortened."""
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f"{name[:40]}-{zlib.crc32(os.fsencode(name)):08x}"
    return folder / f".{name}{ENDING}"


def is_journal(path: Path) -> bool:
    """Whether this file holds a line of ours: another program may use such a name too.

    An empty one, or one of zeros, is what a session that was cut off at once can leave.
    """
    try:
        data = read_bytes(path)
    except (OSError, ValueError):
        return False
    return not data.strip(b"\0") or next(lines_in(data), None) is not None


def is_half(path: Path) -> bool:
    """Whether this is the new file of a journal that was being rewritten."""
    return path.name.startswith(".") and path.name.endswith(f"{ENDING}{_ANEW}") and is_journal(path)


class JournalFile:
    """One prep's journal file, locked by this session until `close`. Its methods raise OSError.

    `is_locked` is False where the file system gives nobody a lock.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises InUse when another session has it."""
        self.path = path
        self._good = 0
        self._broken = True
        self._handle, self.is_locked = _lock(path)
        # Its last owner may have deleted the file in the meantime: then the lock is on nothing.
        while not self.in_place:
            _let_go(self._handle)
            self._handle, self.is_locked = _lock(path)

    def left(self) -> Left:
        """The changes that an earlier session left in it."""
        return _left(self._handle)

    def begin(self, text: str) -> None:
        """Empty the journal: the prep's file holds everything, as `text`."""
        self._good, self._broken = 0, True
        os.ftruncate(self._handle, 0)
        here = {"since": f"{datetime.now():%H:%M}", "host": socket.gethostname(), "pid": os.getpid()}
        self._append(here)
        self._append({"base": text})
        self._broken = False

    def record(self, change: Change | TextChange) -> None:
        """Append one change."""
        self._must_be_in_place()
        self._append(change.as_line())

    def announce(self, text: str) -> None:
        """Append that the prep's file is about to hold this text."""
        self._must_be_in_place()
        self._append({"next": text})

    def record_whole(self, base: str, text: str) -> None:
        """Rewrite the journal with the whole prep `text`, while the prep's file holds `base`."""
        self._must_be_in_place()
        beside = self.path.with_name(f"{self.path.name}{_ANEW}")
        with suppress(FileNotFoundError):
            beside.unlink()
        fresh = JournalFile(beside)
        try:
            fresh.begin(base)
            fresh._append({"whole": text})
            os.replace(beside, self.path)
        except OSError:
            fresh.close()
            raise
        old, self._handle, self._good, self._broken = self._handle, fresh._handle, fresh._good, False
        _let_go(old)

    def mark_lacking(self) -> None:
        """On a full disk, mark the journal incomplete by setting its mtime to 0; the next good line clears that."""
        with suppress(OSError):
            os.utime(self._handle, (0, 0))

    @property
    def wants_whole(self) -> bool:
        """Whether the next record must be a whole prep."""
        return self._broken or self._good > _LARGEST

    def sync(self) -> None:
        """Fsync what was recorded."""
        os.fdatasync(self._handle)

    def _append(self, line: object) -> None:
        data = as_line(line)
        try:
            os.lseek(self._handle, self._good, os.SEEK_SET)
            write_all(self._handle, data)
        except OSError:
            self._broken = True
            with suppress(OSError):
                os.ftruncate(self._handle, self._good)
            raise
        self._good += len(data)

    @property
    def in_place(self) -> bool:
        """Whether the file is still at its path; a folder can disappear, and a disk."""
        return _is_at(self._handle, self.path)

    def _must_be_in_place(self) -> None:
        """Raise OSError when the file is gone: records would be lost, and its name may be another session's by now."""
        if not self.in_place:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    def close(self, *, keep: bool = False) -> None:
        """Release the lock, and delete the file, unless `keep`: it holds what the prep's own file lacks."""
        with suppress(OSError):
            if not keep and self.in_place:
                self.path.unlink()
        _let_go(self._handle)

    def put_aside(self) -> Path:
        """Rename the file, so that nobody reads it, and release the lock. Returns the new path."""
        number = 1
        while os.path.lexists(aside := self.path.with_name(f"{self.path.name}.damaged-{number}")):
            number += 1
        os.rename(self.path, aside)
        _let_go(self._handle)
        return aside


def _holder(data: bytes) -> Holder:
    first = next(lines_in(data), None)
    if not isinstance(first, dict):
        return Holder()
    host = str(first.get("host", ""))
    return Holder(clean_line(str(first.get("since", ""))), "" if host == socket.gethostname() else visible_name(host))


def _read(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as file:
        file.seek(0)
        return read_pieces(file, 2 * _LARGEST)


def _let_go(handle: int) -> None:
    """Close the handle. A network disk may report only now that it is full; the handle is closed all the same."""
    with suppress(OSError):
        os.close(handle)


def _open(path: Path) -> int:
    """Its handle. One with a second name, as a backup gives it or somebody's own file, becomes a copy of ours first."""
    with suppress(OddFileError):
        return open_regular(path, os.O_RDWR | os.O_CREAT)
    if is_held(path):
        raise InUse(_holder(read_bytes(path)))
    if is_own_file(path):
        make_own(path, 2 * _LARGEST)
    return open_regular(path, os.O_RDWR | os.O_CREAT)


def _lock(path: Path) -> tuple[int, bool]:
    """The open journal, and whether it could be locked."""
    handle = _open(path)
    try:
        return handle, lock(handle, path.parent)
    except HeldError:
        holder = Holder()
        with suppress(OSError):
            # On a Windows share a file that another session locked can't be read either.
            holder = _holder(_read(handle))
        _let_go(handle)
        raise InUse(holder) from None
    except OSError:
        _let_go(handle)
        raise


def _left(handle: int) -> Left:
    left = read_left(_read(handle))
    left.lacks = os.fstat(handle).st_mtime == 0
    return left


def left_in(path: Path) -> Left:
    """The changes in this journal, read without its lock. Raises OSError."""
    handle = open_regular(path, os.O_RDONLY)
    try:
        return _left(handle)
    finally:
        _let_go(handle)


def is_held(path: Path) -> bool:
    """Whether a session has locked this journal."""
    try:
        handle = open_regular(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        lock(handle, path.parent, shared=True)
    except (HeldError, OSError):
        return True
    finally:
        _let_go(handle)
    return False


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path, follow_symlinks=False))
    except OSError:
        return False

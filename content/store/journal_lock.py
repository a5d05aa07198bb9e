"""A journal's place on disk: where it is, who holds its lock, and what is in it.

The file is there only while its prep is open, so one that nobody has locked is the trace of a session that was cut
off.
"""

from __future__ import annotations

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
from gespreksklaar.content.files.writing import make_own
from gespreksklaar.content.prep.file_names import JOURNAL
from gespreksklaar.content.store.journal_lines import Left, lines_in, read_left
from gespreksklaar.content.words.clean import clean_line, visible_name
from gespreksklaar.content.words.problems import Problem

ANEW = ".new"
"""The further ending of a journal that is being rewritten."""
LARGEST_JOURNAL = 8 * LARGEST
"""Bytes after which a journal is rewritten: while a prep can't be saved, every change makes it grow."""
_LONGEST_NAME = 200


class Held(NamedTuple):
    """An open journal; `is_locked` is False where the file system gives nobody a lock."""

    handle: int
    is_locked: bool


def journal_path(folder: Path, name: str) -> Path:
    """The path of this prep's journal; a name as long as a file system allows is shortened."""
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f"{name[:40]}-{zlib.crc32(os.fsencode(name)):08x}"
    return folder / f".{name}{JOURNAL}"


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
    return path.name.startswith(".") and path.name.endswith(f"{JOURNAL}{ANEW}") and is_journal(path)


def hold(path: Path) -> Held:
    """Open this journal, a new one where there is none, and lock it.

    Raises OSError, and Problem when another session has it.
    """
    held = _lock(path)
    # Its last owner may have deleted the file in the meantime: then the lock is on nothing.
    while not is_at(held.handle, path):
        let_go(held.handle)
        held = _lock(path)
    return held


def let_go(handle: int) -> None:
    """Close the handle. A network disk may report only now that it is full; the handle is closed all the same."""
    with suppress(OSError):
        os.close(handle)


def is_at(handle: int, path: Path) -> bool:
    """Whether the open file is still at this path; a folder can disappear, and a disk."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path, follow_symlinks=False))
    except OSError:
        return False


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
        let_go(handle)
    return False


def left_of(handle: int) -> Left:
    """The changes in this open journal. Raises OSError."""
    left = read_left(_read(handle))
    left.lacks = os.fstat(handle).st_mtime == 0
    return left


def left_in(path: Path) -> Left:
    """The changes in this journal, read without its lock. Raises OSError."""
    handle = open_regular(path, os.O_RDONLY)
    try:
        return left_of(handle)
    finally:
        let_go(handle)


def holder_line(since: datetime) -> dict[str, object]:
    """The first line of a journal, as JSON: since when (local time) and where this session has the prep open."""
    return {"since": since.isoformat(timespec="minutes"), "host": socket.gethostname(), "pid": os.getpid()}


def _in_use(data: bytes) -> Problem:
    """The problem that another session holds the journal with these bytes: since when, and on which other machine."""
    first = next(lines_in(data), None)
    told = first if isinstance(first, dict) else {}
    since, host = _moment(str(told.get("since", ""))), str(told.get("host", ""))
    elsewhere = "" if host == socket.gethostname() else visible_name(host)
    return Problem("in-use-elsewhere" if elsewhere else "in-use", since=since or "?", host=elsewhere)


def _moment(since: str) -> str:
    """A time as `14:05`, with its day where that is not today; what is no time as it is."""
    try:
        began = datetime.fromisoformat(since)
    except ValueError:
        return clean_line(since)
    day = "" if began.date() == datetime.now().date() else f"{began.day}/{began.month} "
    return f"{day}{began:%H:%M}"


def _read(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as file:
        file.seek(0)
        return read_pieces(file, 2 * LARGEST_JOURNAL)


def _open(path: Path) -> int:
    """Its handle. One with a second name, as a backup gives it or somebody's own file, becomes a copy of ours first."""
    with suppress(OddFileError):
        return open_regular(path, os.O_RDWR | os.O_CREAT)
    if is_held(path):
        raise _in_use(read_bytes(path))
    if is_own_file(path):
        make_own(path, 2 * LARGEST_JOURNAL)
    return open_regular(path, os.O_RDWR | os.O_CREAT)


def _lock(path: Path) -> Held:
    handle = _open(path)
    try:
        return Held(handle, lock(handle, path.parent))
    except HeldError:
        data = b""
        with suppress(OSError):
            # On a Windows share a file that another session locked can't be read either.
            data = _read(handle)
        let_go(handle)
        raise _in_use(data) from None
    except OSError:
        let_go(handle)
        raise

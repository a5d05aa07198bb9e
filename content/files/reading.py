"""Read files of a person: regular ones only, within bounds, without waiting, and through no link below our folders."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from gespreksklaar.content.files.failures import OddFileError, cannot, shown
from gespreksklaar.content.words.problems import Problem

LARGEST: Final = 256 * 1024
"""Bytes a file may have. Larger is refused unread: no prep is, and reading TOML is slow on malice."""

_PIECE: Final = 64 * 1024


def open_regular(path: Path, flags: int = os.O_RDONLY, *, links: bool = False) -> int:
    """Open a regular file without waiting; gives its handle, and with `O_CREAT` makes one for its owner alone.

    Raises OSError: an `OddFileError` for a link (unless `links`), a folder, a pipe, a socket or a device, and to write
    also for a file with a second name.
    """
    check_kind(path, links=links)
    safe = os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY | (0 if links else os.O_NOFOLLOW)
    try:
        handle = os.open(path, flags | safe, 0o600)
    except OSError as error:
        # It became a link since, or a pipe that nobody reads.
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise OddFileError(error.errno, "is-link" if error.errno == errno.ELOOP else "no-file") from None
        raise
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise OddFileError(errno.EINVAL, "no-file")
    if flags & os.O_ACCMODE != os.O_RDONLY and status.st_nlink > 1:
        os.close(handle)
        raise OddFileError(errno.EMLINK, "is-hard-link")
    return handle


def check_kind(path: Path, *, links: bool = False) -> None:
    """Raise `OddFileError` where there is something that is no regular file: to open a device can do something."""
    try:
        mode = os.stat(path, follow_symlinks=links).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise OddFileError(errno.ELOOP, "is-link")
    if stat.S_ISDIR(mode):
        raise OddFileError(errno.EISDIR, "is-folder")
    if not stat.S_ISREG(mode):
        raise OddFileError(errno.EINVAL, "no-file")


def read_bytes(path: Path, limit: int = LARGEST, *, links: bool = False) -> bytes:
    """The first `limit` bytes of a regular file, and one more where there is more. Raises OSError."""
    handle = open_regular(path, links=links)
    with os.fdopen(handle, "rb") as file:
        return read_pieces(file, limit + 1)


def read_pieces(file: BinaryIO, limit: int) -> bytes:
    """At most `limit` bytes, a piece at a time: asked for all at once, Python takes that much memory for any file."""
    pieces = []
    while limit > 0 and (piece := file.read(min(limit, _PIECE))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def read_text(path: Path, *, links: bool = False) -> str:
    """The text of a file. Raises Problem when it is too large, no plain text, or can't be read.

    `links` reads through a link too: for a file that the user names, and settings that are kept elsewhere.
    """
    try:
        data = read_bytes(path, links=links)
    except FileNotFoundError:
        raise Problem("not-there", where=path) from None
    except OSError as error:
        raise cannot("unreadable", path, error) from None
    except ValueError:
        # A name that no file can have.
        raise Problem("not-there", where=path) from None
    return _decoded(data, shown(path))


def _decoded(data: bytes, where: str) -> str:
    if len(data) > LARGEST:
        raise Problem("too-large", where=where, limit=LARGEST // 1024)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("not-utf8", where=where) from None


def read_saved(path: Path) -> str:
    """The text of a file that was written here, as `read_text`; a Problem as of writing where its folder fails us.

    A folder that was gone can be back at any moment, and the file in it is as it was.
    """
    try:
        return read_text(path)
    except Problem as problem:
        if not problem.reason.startswith("unreadable"):
            raise
    try:
        os.stat(os.path.join(path.parent, os.curdir))
    except OSError as error:
        raise cannot("not-written", path.parent, error) from None
    return read_text(path)


def is_own_folder(folder: Path) -> bool:
    """Whether there is a folder, and no link in its place."""
    try:
        return stat.S_ISDIR(folder.lstat().st_mode)
    except (OSError, ValueError):
        return False


def is_own_file(path: Path) -> bool:
    """Whether there is a regular file, and no link in its place."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def must_be_folder(folder: Path) -> None:
    """Raise Problem if this can't be read or is no folder: it would look empty, as if everything were lost."""
    try:
        status = os.stat(folder)
    except FileNotFoundError:
        if not folder.is_symlink():
            return
        raise Problem("no-folder", where=folder) from None
    except PermissionError:
        raise Problem("closed-folder", where=folder) from None
    except (OSError, ValueError):
        raise Problem("no-folder", where=folder) from None
    if not stat.S_ISDIR(status.st_mode):
        raise Problem("no-folder", where=folder)
    if not os.access(folder, os.R_OK | os.X_OK):
        raise Problem("closed-folder", where=folder)


def read_input(name: str) -> str:
    """The text that comes through standard input, as `read_text`; a Problem about it names it `name`."""
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
    except (OSError, ValueError) as error:
        raise Problem("unreadable", where=name, why=str(getattr(error, "strerror", None) or "?")) from None
    return _decoded(data, name)


def lies_below(folder: Path, *names: str) -> bool:
    """Whether these folders, one in the other, lie below ours without a link on the way, as far as they exist."""
    for name in names:
        folder = folder / name
        if folder.is_symlink():
            return False
    return True


def names_in(folder: Path, *, links: bool = False) -> Iterator[str]:
    """The names in a folder; none when it can't be read, or is a link (unless `links`)."""
    with suppress(OSError, ValueError), open_folder(folder, links=links) as handle, os.scandir(handle) as entries:
        for entry in entries:
            yield entry.name


@contextmanager
def open_folder(folder: Path, *, links: bool = False) -> Iterator[int]:
    """A folder's handle, which stays with the folder whatever takes its place meanwhile. Raises OSError for a link."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW))
    try:
        yield handle
    finally:
        os.close(handle)

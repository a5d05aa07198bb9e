"""Write a new file on a memory stick: never on the computer's disk, and complete before success is reported."""

from __future__ import annotations

import ctypes
import errno
import os
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.writing import write_all
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.take.mounts import Mount, mount_at
from gespreksklaar.tui.take.sticks import is_there

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCKED: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_GOING: Final = 1.0
"""Seconds from the first failed call until the system notices that a stick was pulled out."""


def write_on_stick(place: Path, name: str, ending: str, text: str) -> str:
    """Write a new file on the stick mounted here, after which it can be pulled out. Returns its name, a free one.

    Raises Problem.
    """
    mount = None
    try:
        folder = os.open(place, _FOLDER)
        try:
            # Without the stick its mount point is a folder on the computer's disk. All calls below use the open
            # handle, which stays the same folder.
            mount = mount_at(place, folder)
            if mount is None:
                raise Problem("stick-gone")
            return visible_name(_write(folder, name, ending, text.encode()))
        finally:
            os.close(folder)
    except OSError as error:
        raise Problem(_reason(error, mount)) from None


def _reason(error: OSError, mount: Mount | None) -> str:
    """The reason in terms of the stick: visitors know nothing of folders."""
    if error.errno in _FULL:
        return "stick-full"
    if mount is None:
        return "stick-locked" if error.errno in _LOCKED else "stick-gone"
    # Also for "read-only": the kernel remounts a file system so when its disk fails.
    until = time.monotonic() + _GOING
    while is_there(mount.device):
        if time.monotonic() > until:
            return "stick-locked" if error.errno in _LOCKED else "stick-broken"
        time.sleep(_GOING / 10)
    return "stick-gone"


def _write(folder: int, wanted: str, ending: str, data: bytes) -> str:
    # Under its own name from the start: FAT knows no hard links, so none other is sure to hurt no file that is there.
    name, handle = _make(folder, wanted, ending)
    try:
        try:
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        _push(folder)
        _compare(folder, name, data)
    except BaseException:  # whatever it is goes on up; only no half of a file may stay behind
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)
            os.fsync(folder)
        raise
    return name


def _make(folder: int, wanted: str, ending: str) -> tuple[str, int]:
    for number in count(1):
        name = f"{wanted}{f'-{number}' if number > 1 else ''}{ending}"
        with suppress(FileExistsError):
            return name, os.open(name, _NEW, 0o600, dir_fd=folder)
    raise AssertionError  # there is always a next number


def _push(folder: int) -> None:
    """Get all of it to the stick. Raises OSError.

    On FAT and exFAT the `fsync` of the file before this wrote its text, its chain of blocks and its line in the
    folder; it is what surely tells when those fail, for `syncfs` was seen not to. That comes on top for what belongs to
    no file, such as exFAT's mark that the stick is in use, for which Windows offers to repair it. It leaves the stick's
    own cache as it is: the `fsync` of the folder empties that.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syncfs(folder) != 0:
        raise OSError(ctypes.get_errno(), "syncfs")
    os.fsync(folder)


def _compare(folder: int, name: str, data: bytes) -> None:
    """Read the file back from the stick. Raises OSError if it differs, as on worn and on counterfeit sticks."""
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        # Without this the data comes from the page cache.
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        if file.read(len(data) + 1) != data:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

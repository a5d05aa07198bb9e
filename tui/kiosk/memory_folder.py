"""A folder in memory for one supervisor. If that is killed, the next supervisor removes the folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.take.mounts import mounts

PREFIX: Final = "gespreksklaar-kiosk-"
_IN_MEMORY: Final = {"tmpfs", "ramfs"}


def find_memory() -> Path:
    """The service's own runtime folder, or else the shared /dev/shm. Raises Problem if it is on a disk."""
    named = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    folder = Path(named or "/dev/shm")
    if file_system_of(folder) not in _IN_MEMORY or not os.access(folder, os.W_OK | os.X_OK):
        raise Problem("not-in-memory", where=folder)
    return folder


def file_system_of(folder: Path) -> str:
    """The kind of file system a folder is on; empty when there is no such folder."""
    if not folder.is_dir():
        return ""
    real = folder.resolve()
    kinds = {mount.place: mount.kind for mount in mounts()}
    return next((kinds[each] for each in (real, *real.parents) if each in kinds), "")


@contextmanager
def private_folder(memory: Path) -> Iterator[Path]:
    """A folder that only its owner can read, removed at the end. Folders of killed supervisors are removed first."""
    remove_leftovers(memory)
    folder, lock = _make(memory)
    try:
        yield folder
    finally:
        remove(folder)
        os.close(lock)


def remove_leftovers(memory: Path) -> None:
    """Remove folders with our name and owner that no process has locked: their supervisors were killed."""
    for folder in memory.glob(PREFIX + "*"):
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and (lock := _hold(folder)) is not None:
            remove(folder)
            os.close(lock)


def remove(folder: Path) -> None:
    """Remove a folder and its contents. Nothing is overwritten: the kernel clears freed pages before reuse."""
    while folder.exists():
        # A dying process may still create a file while this runs, which makes the first attempt fail.
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)


def _make(memory: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory))
        lock = _hold(folder)
        if lock is not None and os.fstat(lock).st_nlink:
            return folder, lock
        # Another supervisor took it for a leftover.
        if lock is not None:
            os.close(lock)


def _hold(folder: Path) -> int | None:
    """Lock the folder until the handle is closed or the process ends; None if another process has the lock."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle

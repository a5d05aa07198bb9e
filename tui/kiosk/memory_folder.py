"""A folder that is in memory alone: one supervisor's, and removed by the next where that one was killed."""

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

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.take.mounts import mounts

PREFIX: Final = "gespreksklaar-kiosk-"
_IN_MEMORY: Final = {"tmpfs", "ramfs"}


def find_memory() -> Path:
    """The service's own runtime folder, else the memory all share. Raises Problem where it is on a disk."""
    named = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    folder = Path(named or "/dev/shm")
    if file_system_of(folder) not in _IN_MEMORY or not os.access(folder, os.W_OK | os.X_OK):
        raise Problem("not-in-memory", where=shown(folder))
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
    """A folder for its owner alone, gone at the end; what supervisors left that were killed goes first."""
    remove_leftovers(memory)
    folder, lock = _make(memory)
    try:
        yield folder
    finally:
        remove(folder)
        os.close(lock)


def remove_leftovers(memory: Path) -> None:
    """Remove the folders of supervisors that are no more: ours by name, by owner, and held by nobody."""
    for folder in memory.glob(PREFIX + "*"):
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and (lock := _hold(folder)) is not None:
            remove(folder)
            os.close(lock)


def remove(folder: Path) -> None:
    """Remove it with all that is in it. In memory there is nothing to overwrite: freed pages are cleared before
    anyone gets them."""
    while folder.exists():
        # Whoever wrote in it is dead by now; only its last breath can make it fail the first time.
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
    """A handle that says the folder is in use, until it is closed or the process ends; None when another has it."""
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

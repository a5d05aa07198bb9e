"""Hear of files in a folder that somebody else changes, without looking every so often: the system tells."""

from __future__ import annotations

import asyncio
import ctypes
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_WRITTEN, _MOVED_OUT, _MOVED_IN, _REMOVED = 0x08, 0x40, 0x80, 0x200
_STOPPED = 0x8000
"""Events of <sys/inotify.h>; the last says that the folder is no longer watched."""
_HEAD: Final = struct.Struct("iIII")
_MOST: Final = 65_536


class FolderWatch:
    """Calls `changed` with the name of each file that was written, moved or removed.

    It never calls where the system can't tell: on a network folder, or on another system than Linux.
    """

    def __init__(self, folder: Path, changed: Callable[[str], None]) -> None:
        self._folder = folder
        self._changed = changed
        self._handle: int | None = None

    def begin(self) -> None:
        """Watch from now on, if the folder is there; does nothing while it is watched already."""
        if self._handle is not None or not self._folder.is_dir():
            return
        with suppress(OSError, AttributeError):
            system = ctypes.CDLL(None, use_errno=True)
            handle = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            wanted = _WRITTEN | _MOVED_OUT | _MOVED_IN | _REMOVED
            if handle >= 0 and system.inotify_add_watch(handle, os.fsencode(self._folder), wanted) >= 0:
                self._handle = handle
                asyncio.get_running_loop().add_reader(handle, self._read, handle)
            elif handle >= 0:
                os.close(handle)

    def end(self) -> None:
        """Watch no longer."""
        handle, self._handle = self._handle, None
        if handle is not None:
            asyncio.get_running_loop().remove_reader(handle)
            os.close(handle)

    def _read(self, handle: int) -> None:
        with suppress(BlockingIOError):
            for name, what in _events(os.read(handle, _MOST)):
                if name:
                    self._changed(name)
                elif what & _STOPPED:
                    self.end()


def _events(data: bytes) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(data):
        _, what, _, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size + length
        yield os.fsdecode(data[at - length : at].rstrip(b"\0")), what

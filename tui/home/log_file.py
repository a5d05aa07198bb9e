"""The file of the debug log: its owner's alone, never another file or through a link, and never large."""

from __future__ import annotations

import logging
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.failures import cannot, shown
from gespreksklaar.content.files.writing import write_all
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.home.folders import user_path

LARGEST: Final = 1024 * 1024
"""Bytes. What is more than half of it goes then, the oldest first."""
HEADER: Final = b"# Gespreksklaar, debug log: no names, nothing that was typed.\n"


def begin(file: str) -> None:
    """Log to this file from here on, after what is in it. Raises Problem where it can't be, or is something else."""
    begin_on(open_log(file))


def begin_on(handle: int) -> None:
    """Log to a file that was opened before, as a kiosk's supervisor does for a visit."""
    debug_log.write_to(make_logger(handle), handle)


def open_log(file: str) -> int:
    """Open or make the file; gives its handle. Raises Problem."""
    path = user_path(file)
    # A pipe would have us wait for who reads it.
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
    try:
        handle = os.open(path, flags, 0o600)
        try:
            _claim(handle, path)
        except BaseException:
            os.close(handle)
            raise
    except OSError as error:
        raise cannot("not-written", path, error) from None
    except ValueError:
        # A name that no file can have.
        raise Problem("not-there", where=shown(path)) from None
    return handle


def _claim(handle: int, path: Path) -> None:
    """Begin a new file; of another only a log of ours will do, so that a mistyped name harms no prep."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise Problem("no-file", where=shown(path))
    start = os.pread(handle, len(HEADER), 0)
    if not start:
        write_all(handle, HEADER)
    elif start != HEADER:
        raise Problem("already-there", where=shown(path))


def make_logger(handle: int) -> logging.Logger:
    """A logger that writes to this file alone."""
    logger = logging.getLogger("gespreksklaar")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.handlers = [_Lines(handle)]
    return logger


class _Lines(logging.Handler):
    """Each line in one write, so that two processes do not mix theirs. A full disk costs lines, and is not told."""

    def __init__(self, handle: int) -> None:
        super().__init__()
        self._handle = handle
        self.setFormatter(logging.Formatter("%(asctime)s.%(msecs)03d %(process)d %(message)s", "%Y-%m-%d %H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        with suppress(OSError):
            if os.fstat(self._handle).st_size > LARGEST:
                self._halve()
            write_all(self._handle, self.format(record).encode("ascii", "replace") + b"\n")

    def _halve(self) -> None:
        kept = os.pread(self._handle, LARGEST, os.fstat(self._handle).st_size - LARGEST // 2).partition(b"\n")[2]
        os.ftruncate(self._handle, 0)
        write_all(self._handle, HEADER + kept)

"""The file of the debug log: readable by its owner only, never another kind of file or a link, and never large."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.failures import cannot
from gespreksklaar.content.files.reading import open_regular
from gespreksklaar.content.files.writing import write_all
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.home.folders import user_path

LARGEST: Final = 1024 * 1024
"""Bytes. A larger log is cut to its newest half."""
HEADER: Final = b"# Gespreksklaar, debug log: no names, nothing that was typed.\n"


def begin(file: str) -> None:
    """Append the log to this file from here on. Raises Problem if it can't be opened or is no log of ours."""
    begin_on(open_log(file))


def begin_on(handle: int) -> None:
    """Log to an open file, such as one that a kiosk's supervisor opened for a visit."""
    debug_log.write_to(make_logger(handle), handle)


def open_log(file: str) -> int:
    """Open or create the file; returns its file descriptor. Raises Problem."""
    path = user_path(file)
    try:
        handle = open_regular(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        try:
            _claim(handle, path)
        except BaseException:
            os.close(handle)
            raise
    except OSError as error:
        raise cannot("not-written", path, error) from None
    except ValueError:
        # No file can have such a name.
        raise Problem("not-there", where=path) from None
    return handle


def _claim(handle: int, path: Path) -> None:
    """Begin an empty file. Raises Problem for any file that is no log of ours, so that a typing error harms no prep."""
    start = os.pread(handle, len(HEADER), 0)
    if not start:
        write_all(handle, HEADER)
    elif start != HEADER:
        raise Problem("already-there", where=path)


def make_logger(handle: int) -> logging.Logger:
    """A logger that writes to this file only."""
    logger = logging.getLogger("gespreksklaar")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.handlers = [_Lines(handle)]
    return logger


class _Lines(logging.Handler):
    """Writes each line at once, so that lines of two processes do not mix. A full disk loses lines silently."""

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

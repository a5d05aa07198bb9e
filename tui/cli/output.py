"""Printed lines, for a person, a pipe, a file or nobody: never a control sequence, never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress

from gespreksklaar.content.words.clean import harmless_line


class _Nobody(io.StringIO):
    """Replaces a closed standard output: reports an error at the end if anything was printed."""

    def flush(self) -> None:
        """Raise OSError if anything was printed."""
        if self.tell():
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare_output() -> None:
    """Fit the encoding to the reader: files and pipes get UTF-8, a terminal a ? for a character it lacks."""
    _fill_closed_handles()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # The program was started with this stream closed.
            setattr(sys, name, _Nobody() if name == "stdout" else io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _fill_closed_handles() -> None:
    """Fill closed streams with /dev/null: else a prep's file would get their number, and output would go into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free.
            os.open(os.devnull, os.O_RDWR)


def print_line(line: str, *, wrong: bool = False) -> None:
    """Print one line without control characters; an error goes to stderr."""
    print(harmless_line(line), file=sys.stderr if wrong else sys.stdout)


def stop_output() -> None:
    """Flush; if the reader is gone, discard the rest, or Python would print an error while it closes."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            if isinstance(stream, _Nobody):
                stream.seek(0)
                continue
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""Printed lines, for a person, a pipe, a file or nobody: never a control sequence, never a traceback."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
import unicodedata
from contextlib import suppress
from typing import Final

from gespreksklaar.content.words.clean import harmless_line

_NEAREST: Final = {
    **dict.fromkeys("▶→", ">"), "←": "<", "↑": "^", "↓": "v", **dict.fromkeys("●•", "*"), **dict.fromkeys("·…", "."),
    **dict.fromkeys("‘’", "'"), **dict.fromkeys("“”", '"'), **dict.fromkeys("–—─", "-"), "│": "|",
    **dict.fromkeys("┌┐└┘", "+"),
}  # fmt: skip
"""For each of our signs the one that every terminal has, as wide."""


class _Nobody(io.StringIO):
    """Replaces a closed standard output: reports an error at the end if anything was printed."""

    def flush(self) -> None:
        """Raise OSError if anything was printed."""
        if self.tell():
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare_output() -> None:
    """Fit the encoding to the reader: files and pipes get UTF-8, a terminal the nearest of a character it lacks."""
    codecs.register_error("nearest", _nearest)
    _fill_closed_handles()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # The program was started with this stream closed.
            setattr(sys, name, _Nobody() if name == "stdout" else io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="nearest")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """The nearest ASCII for characters that can't be encoded: a sign, the letter without its accent, else a ?."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    plain = (_NEAREST.get(sign) or unicodedata.normalize("NFKD", sign)[0] for sign in lacking)
    return "".join(sign if sign.isascii() else "?" for sign in plain), error.end


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

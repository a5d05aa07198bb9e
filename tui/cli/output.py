"""Printed lines, for a person, a pipe, a file or nobody: never a control sequence, never a traceback."""

from __future__ import annotations

import io
import os
import sys

from gespreksklaar.content.words.clean import harmless_line


def prepare_output() -> None:
    """Fit the encoding to the reader: files and pipes get UTF-8, a terminal a ? for a character it lacks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # The program was started with this stream closed.
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def say(line: str, *, wrong: bool = False) -> None:
    """Print one line without control characters; an error goes to stderr."""
    print(harmless_line(line), file=sys.stderr if wrong else sys.stdout)


def stop_output() -> None:
    """Flush; if the reader is gone, discard the rest, or Python would print an error while it closes."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

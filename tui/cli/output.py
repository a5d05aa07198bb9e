"""Lines to whoever reads them: a person, a pipe, a file or nobody; never a control sequence, never a traceback."""

from __future__ import annotations

import io
import os
import sys

from gespreksklaar.content.words.clean import harmless_line


def prepare_output() -> None:
    """Make what we print fit for who reads it: files and pipes get UTF-8, a terminal a ? for a sign it lacks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Started with the stream closed.
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def say(line: str, *, wrong: bool = False) -> None:
    """One line, to who asked; what is wrong goes to where mistakes are read."""
    print(harmless_line(line), file=sys.stderr if wrong else sys.stdout)


def stop_output() -> None:
    """After the reader went away: have nothing more written, or Python complains once more while it closes."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

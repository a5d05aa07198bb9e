"""The debug log that an administrator can turn on and send: what was done, what was refused, how long it took.

It holds no personal data: no name, no file name, nothing typed. So a fact is a number, a yes or no, or a word of our
own, and a prep is a number: the first one opened is 1. Without a log, only this module is loaded for it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from logging import Logger

VARIABLE: Final = "GESPREKSKLAAR_LOG"
Fact = str | int | float
_OWN_WORD: Final = re.compile(r"[A-Za-z0-9<][\w.:+<>-]{0,60}(/[\w.:+<>-]{1,60})?", re.ASCII)
"""An id, a version, a terminal's name, or the place of a crash with its folder; never anything with a space."""

_logger: Logger | None = None
_handle = -1
_numbers: dict[str, int] = {}


def wanted_file(option: str) -> str:
    """The file to log to, from the command line, else the environment; empty for no log."""
    return option or os.environ.get(VARIABLE, "")


def write_to(logger: Logger, handle: int) -> None:
    """From now on, log to this logger, whose open file is `handle`."""
    global _logger, _handle
    _logger, _handle = logger, handle


def handle() -> int | None:
    """The descriptor of the log file, for a child process that should log to it too; None without a log."""
    return _handle if _logger else None


def note(event: str, /, **facts: Fact | tuple[str, ...]) -> None:
    """Log what happened, if there is a log. A text that is not a word of our own becomes `?`."""
    if _logger is not None:
        _logger.info(" ".join([event, *(f"{name}={_shown(fact)}" for name, fact in facts.items())]))


def note_start(mode: str, language: str) -> None:
    """Log what runs, and on what. `mode` is the subcommand, `screen`, or `visit` for a visitor's session at a kiosk."""
    if _logger is None:
        return
    from importlib.metadata import version  # noqa: PLC0415 - for who wants a log

    try:
        columns, rows = os.get_terminal_size(0)
    except OSError:
        columns, rows = 0, 0
    system = os.uname()
    note(
        "start", mode=mode, version=version("gespreksklaar"), python=".".join(map(str, sys.version_info[:3])),
        textual=version("textual"), system=system.sysname, release=system.release, language=language,
        term=os.environ.get("TERM", "none"), columns=columns, rows=rows,
    )  # fmt: skip


def number(name: str) -> int:
    """The number of a prep in this log: the first one opened is 1; 0 without a log. The name itself is not logged."""
    return _numbers.setdefault(name, len(_numbers) + 1) if _logger else 0


@contextmanager
def timed(event: str) -> Iterator[None]:
    """Log how long the block took (ms), or why it was refused. It works on methods too: `@timed("save")`."""
    if _logger is None:
        yield
        return
    began = time.monotonic()
    try:
        yield
    except Problem as problem:
        note(event, refused=problem.reason, ms=_since(began))
        raise
    note(event, ms=_since(began))


def _since(began: float) -> float:
    return round((time.monotonic() - began) * 1000, 1)


def _shown(fact: Fact | tuple[str, ...]) -> str:
    if isinstance(fact, tuple):
        return ",".join(map(_shown, fact)) or "none"
    return str(fact) if not isinstance(fact, str) or _OWN_WORD.fullmatch(fact) else "?"

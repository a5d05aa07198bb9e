"""Before Textual is loaded: obey no stray environment, and let no early key end or stop the program."""

from __future__ import annotations

import os
import re
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from gespreksklaar.tui.terminal.early_signals import ignore_keys_that_end

_PATH: Final = r"/[^\x00-\x1f\x7f]{0,4000}"
_NAME: Final = r"[\w.@+-]{1,64}"
_KEPT: Final = {
    "HOME": _PATH,
    "XDG_[A-Z]+_(HOME|DIR)|RUNTIME_DIRECTORY": _PATH,
    "TMPDIR": _PATH,
    "PATH": r"[^\x00-\x1f\x7f]+",
    "USER|LOGNAME": _NAME,
    "LANG|LC_[A-Z]+": _NAME,
    "TZ": r"[\w/:,.<>+-]{1,64}",
    "TERM|TERM_PROGRAM": r"[A-Za-z0-9][\w.+-]{0,40}",
    "COLORTERM": r"[\w-]{1,20}",
    "CUPS_SERVER": r"[\w./:-]{1,200}",
    "NO_COLOR": r"[^\x00-\x1f\x7f]{1,16}",
}
"""What may stay, when it looks as it should. NO_COLOR counts only when it is not empty, as its makers say."""

_before: list[Any] | None = None


def scrub_environment() -> None:
    """Forget all but a few variables: Textual, Rich and Python obey some hundred, and pass on what is typed for one."""
    for name, value in list(os.environ.items()):
        if not any(re.fullmatch(names, name) and re.fullmatch(sane, value) for names, sane in _KEPT.items()):
            del os.environ[name]


def attributes_before() -> list[Any] | None:
    """The terminal's attributes as they were before `quiet_terminal`; None outside it."""
    return _before


@contextmanager
def quiet_terminal() -> Iterator[None]:
    """Within it no key ends, stops or holds the program and nothing is echoed; after it the terminal is as before."""
    global _before  # noqa: PLW0603 - there is one terminal
    ignore_keys_that_end()
    with suppress(OSError, termios.error):
        _before = termios.tcgetattr(_terminal())
        _set(_terminal(), _quieted(_before))
    try:
        yield
    finally:
        give_back()


def give_back() -> None:
    """The terminal as it was before `quiet_terminal`; whoever ends in the middle of it calls this too."""
    global _before  # noqa: PLW0603 - there is one terminal
    if _before is not None:
        _set(_terminal(), _before)
        _before = None


def _terminal() -> int:
    return sys.__stdin__.fileno() if sys.__stdin__ else 0


def _quieted(attributes: list[Any]) -> list[Any]:
    quiet = list(attributes)
    quiet[0] &= ~termios.IXON
    quiet[3] &= ~(termios.ISIG | termios.ECHO | termios.ICANON | termios.IEXTEN)
    return quiet


def _set(terminal: int, attributes: list[Any]) -> None:
    with suppress(OSError, termios.error):
        # In the background the terminal is the shell's.
        if os.tcgetpgrp(terminal) == os.getpgrp():
            termios.tcsetattr(terminal, termios.TCSANOW, attributes)

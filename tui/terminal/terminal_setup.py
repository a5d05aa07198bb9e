"""Set-up before Textual is loaded: scrub the environment, and let no early key end or stop the program."""

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
    "ESCDELAY": r"[0-9]{1,4}",
}
"""The variables to keep, with the values allowed. An empty NO_COLOR does not count, as https://no-color.org says."""

_PICTURES_A_SECOND: Final = "250"
"""At most. A key's last change waits for its turn to be drawn: 16 ms at Textual's sixty, 4 at this many."""

_before: list[Any] | None = None


def scrub_environment() -> None:
    """Delete all but a few variables: Textual, Rich and Python obey about a hundred, one of which types keys."""
    for name, value in list(os.environ.items()):
        if not any(re.fullmatch(names, name) and re.fullmatch(sane, value) for names, sane in _KEPT.items()):
            del os.environ[name]
    os.environ["TEXTUAL_FPS"] = _PICTURES_A_SECOND


def escape_delay() -> float | None:
    """The seconds to wait after an escape for the rest of a sequence, as for curses, if the user gives them."""
    given = os.environ.get("ESCDELAY", "")
    return int(given) / 1000 if given.isdecimal() else None


def draw_on_terminal() -> None:
    """Have Textual draw on the terminal also where errors are closed or go elsewhere, which is where it draws."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]


def attributes_before() -> list[Any] | None:
    """The terminal's attributes from before `quiet_terminal`; None outside it."""
    return _before


@contextmanager
def quiet_terminal() -> Iterator[None]:
    """Inside the block no key ends, stops or pauses the program, and nothing is echoed; then restore the terminal."""
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
    """Restore the terminal from before `quiet_terminal`; also for ending the process inside it."""
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
        if _is_ours(terminal):
            termios.tcsetattr(terminal, termios.TCSANOW, attributes)


def _is_ours(terminal: int) -> bool:
    """Whether the terminal is ours to set: while we run in the background, it belongs to the shell."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        # It controls another session: that of our caller, who waits in its foreground while the warm host runs us.
        return True

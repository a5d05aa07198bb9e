"""Keys before there is a screen: they neither end the program nor show on the terminal, and wait to be read.

It is the first to run, before anything else is loaded, so it imports next to nothing.
"""

import os
import signal
import termios
from contextlib import suppress
from types import FrameType
from typing import Any

SHORT_VERBS = frozenset({"list", "sheet", "check", "schema", "where"})
"""Verbs without a screen, which these keys may end."""

_before: list[Any] | None = None


def ignore_keys_that_end() -> None:
    """Ignore the signals interrupt, quit and stop from here on."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)


def hush() -> None:
    """Until `give_back` nothing that is typed is echoed, edited as a line, or obeyed by the terminal itself."""
    global _before  # noqa: PLW0603 - there is one terminal
    # Where the output goes to a pager, the terminal is the pager's to set.
    if _before is not None or not (os.isatty(0) and os.isatty(1) and _is_ours()):
        return
    with suppress(OSError, termios.error):
        _before = termios.tcgetattr(0)
        termios.tcsetattr(0, termios.TCSANOW, _quieted(_before))
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, _end)


def give_back() -> None:
    """Set the terminal as it was before `hush`; also for ending the process after it."""
    global _before  # noqa: PLW0603 - there is one terminal
    if _before is not None:
        with suppress(OSError, termios.error):
            if _is_ours():
                termios.tcsetattr(0, termios.TCSANOW, _before)
        _before = None
    if signal.getsignal(signal.SIGTERM) is _end:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def forget() -> None:
    """Forget what was before `hush`, in a fork: that is the parent's to give back."""
    global _before  # noqa: PLW0603 - there is one terminal
    _before = None


def attributes_before() -> list[Any] | None:
    """The terminal's attributes from before `hush`; None when it was given back."""
    return _before


def _end(number: int, _: FrameType | None) -> None:
    give_back()
    os.kill(os.getpid(), number)


def _quieted(attributes: list[Any]) -> list[Any]:
    quiet = list(attributes)
    quiet[0] &= ~termios.IXON
    quiet[3] &= ~(termios.ISIG | termios.ECHO | termios.ICANON | termios.IEXTEN)
    return quiet


def _is_ours() -> bool:
    """Whether the terminal is ours to set: while we run in the background, it belongs to the shell."""
    with suppress(OSError):
        return os.tcgetpgrp(0) == os.getpgrp()
    # It controls another session: that of our caller, who waits in its foreground while the warm host runs us.
    return True

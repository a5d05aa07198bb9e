"""Set-up before Textual is loaded: scrub the environment, and let no early key end or stop the program."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from gespreksklaar.tui.terminal import early_keys

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


@contextmanager
def quiet_terminal() -> Iterator[None]:
    """Inside the block no key ends, stops or pauses the program, and nothing is echoed; then restore the terminal."""
    early_keys.ignore_keys_that_end()
    early_keys.hush()
    try:
        yield
    finally:
        early_keys.give_back()

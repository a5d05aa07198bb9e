"""Days and times as a person writes them in a file: read here for the list, the sheets and the program alike.

It loads no pydantic, as the list of preps does without.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

_ISO: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_OURS: Final = re.compile(r"(\d\d?)[-/.](\d\d?)[-/.](\d{4})", re.ASCII)
_CLOCK: Final = re.compile(r"(\d\d?)[:.](\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[-+]\d\d:\d\d)?", re.ASCII)


def day_of(value: object) -> date:
    """The day: a date of TOML, or one between quotes, as 2026-12-08, 8-12-2026, 8/12/2026. Raises ValueError."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    words = value.strip() if isinstance(value, str) else ""
    if found := _ISO.fullmatch(words):
        return date(*map(int, found.groups()))
    if found := _OURS.fullmatch(words):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    raise ValueError("no day")


def clock_of(value: object) -> time:
    """The time: one of TOML, or one between quotes, as 15:40:00, 15:40, 9.30. A zone is left out. Raises ValueError."""
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    if isinstance(value, str) and (found := _CLOCK.fullmatch(value.strip())):
        hour, minute, second = (int(part or 0) for part in found.groups())
        return time(hour, minute, second)
    raise ValueError("no time")

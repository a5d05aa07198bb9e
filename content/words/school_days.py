"""The days on which there is school, as far as they are the same in the whole country."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FREE: Final = frozenset({(1, 1), (4, 27), (12, 25), (12, 26)})
"""Months and days of public holidays that are the same every year."""
_SATURDAY: Final = 6
_CHRISTMAS: Final = (12, 25)
_CHRISTMAS_DAYS: Final = 16


def is_school_day(day: date) -> bool:
    """Whether there may be school: no weekend, no fixed public holiday, and not in the Christmas holidays.

    The other holidays differ from region to region.
    """
    return day.isoweekday() < _SATURDAY and (day.month, day.day) not in _FREE and not _is_christmas_holiday(day)


def _is_christmas_holiday(day: date) -> bool:
    """They are two weeks, from the last Saturday up to Christmas Day."""
    christmas = date(day.year - (day.month == 1), *_CHRISTMAS)
    first = christmas - timedelta(days=(christmas.isoweekday() - _SATURDAY) % 7)
    return 0 <= (day - first).days < _CHRISTMAS_DAYS

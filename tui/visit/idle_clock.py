"""Whether anybody is still there: how long no key came, and when the clock says it is time to close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta


class Idle:
    """Counts from the last key. `now` is any clock's seconds; before the first key nobody is there."""

    def __init__(self, idle: float, warning: float) -> None:
        self.idle = idle
        self.warning = warning
        self._last: float | None = None

    def key(self, now: float) -> None:
        """Somebody is there."""
        self._last = now

    def left(self, now: float) -> float | None:
        """Seconds until the end, the warning's among them; None while nobody came yet."""
        return None if self._last is None else self._last + self.idle + self.warning - now

    def warns(self, now: float) -> bool:
        """Whether it is time to ask if anybody is there."""
        left = self.left(now)
        return left is not None and left <= self.warning


def next_closing(now: datetime, closing: Sequence[str]) -> datetime | None:
    """The next closing time, today or tomorrow, if there are any."""
    at = [time.fromisoformat(each.replace(".", ":").zfill(5)) for each in closing]
    days = (now.date(), now.date() + timedelta(days=1))
    return min((moment for day in days for each in at if (moment := datetime.combine(day, each)) > now), default=None)


def minutes_until(moment: datetime, now: datetime) -> int:
    """Whole minutes, rounded up."""
    return max(0, -((now - moment) // timedelta(minutes=1)))

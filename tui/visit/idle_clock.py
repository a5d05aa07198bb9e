"""The clocks of a visit, without an app: the time since the last key, and the closing time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta


class Idle:
    """Counts seconds from the last key, by any steady clock; before the first key it does not count."""

    def __init__(self, idle: float, warning: float) -> None:
        self.idle = idle
        self.warning = warning
        self._last: float | None = None

    def key(self, now: float) -> None:
        """Count from `now`: somebody is there."""
        self._last = now

    def left(self, now: float) -> float | None:
        """Seconds until the visit ends, including those of the warning; None before the first key."""
        return None if self._last is None else self._last + self.idle + self.warning - now

    def warns(self, now: float) -> bool:
        """Whether it is time for the warning."""
        left = self.left(now)
        return left is not None and left <= self.warning


def next_closing(now: datetime, closing: Sequence[str]) -> datetime | None:
    """The next of these closing times ("17:30" or "17.30"), today or tomorrow; None when there are none."""
    at = [time.fromisoformat(each.replace(".", ":").zfill(5)) for each in closing]
    days = (now.date(), now.date() + timedelta(days=1))
    return min((moment for day in days for each in at if (moment := datetime.combine(day, each)) > now), default=None)


def minutes_until(moment: datetime, now: datetime) -> int:
    """Whole minutes until this moment, rounded up; 0 when it is past."""
    return max(0, -((now - moment) // timedelta(minutes=1)))

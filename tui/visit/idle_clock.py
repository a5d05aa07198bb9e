"""The clocks of a visit, without an app: the time since the last key, and the closing time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

PACE: Final = 1.0
"""The longest time in seconds between two repeats of a held key: the slowest keyboards wait one second at first."""
FREE_MISSES: Final = 3
"""Wrong keys before the first wait: some people will not remember theirs."""
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 300.0


class Idle:
    """Counts seconds since the last key, by any monotonic clock. Does not count before the first key."""

    def __init__(self, idle: float, warning: float) -> None:
        self.idle = idle
        self.warning = warning
        self._last: float | None = None

    def key(self, now: float) -> None:
        """Restart the count at `now`."""
        self._last = now

    def left(self, now: float) -> float | None:
        """Seconds until the visit ends, including those of the warning; None before the first key."""
        return None if self._last is None else self._last + self.idle + self.warning - now

    def warns(self, now: float) -> bool:
        """Whether it is time for the warning."""
        left = self.left(now)
        return left is not None and left <= self.warning


class Repeats:
    """Distinguishes a pressed key from a held one, such as a key under a book."""

    def __init__(self) -> None:
        self._key = ""
        self._at = 0.0

    def is_held(self, key: str, now: float) -> bool:
        """Whether this key came as fast as a keyboard repeats a held one."""
        held = key == self._key and now - self._at <= PACE
        self._key, self._at = key, now
        return held


class OwnKey:
    """The key that shows a hidden screen again. Wrong keys in a row cause ever longer waits."""

    def __init__(self, sign: str) -> None:
        self._sign = sign.casefold()
        self._missed: list[str] = []
        self._shut_until = 0.0

    def is_right(self, sign: str, now: float) -> bool:
        """Whether this is the key, in upper or lower case. A wrong key that is repeated counts once."""
        sign = sign.casefold()
        if self.wait(now):
            return False
        if sign == self._sign:
            self._missed.clear()
            return True
        if sign not in self._missed[-1:]:
            self._missed.append(sign)
            if len(self._missed) >= FREE_MISSES:
                self._shut_until = now + min(_FIRST_WAIT * 2.0 ** (len(self._missed) - FREE_MISSES), _LONGEST_WAIT)
        return False

    def wait(self, now: float) -> float:
        """Seconds until a key is accepted."""
        return max(0.0, self._shut_until - now)


def next_closing(now: datetime, closing: Sequence[str]) -> datetime | None:
    """The next of these closing times ("17:30" or "17.30"), today or tomorrow; None when there are none."""
    at = [time.fromisoformat(each.replace(".", ":").zfill(5)) for each in closing]
    days = (now.date(), now.date() + timedelta(days=1))
    return min((moment for day in days for each in at if (moment := datetime.combine(day, each)) > now), default=None)


def minutes_until(moment: datetime, now: datetime) -> int:
    """Whole minutes until this moment, rounded up; 0 when it is past."""
    return max(0, -((now - moment) // timedelta(minutes=1)))

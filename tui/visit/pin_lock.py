"""The staff's way out of a kiosk: a PIN, which the supervisor counts the misses of."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil

from gespreksklaar.tui.kiosk import pin


class StaffDoor:
    """Knows whether a PIN is right, and how long none is taken after misses, those of earlier visitors among them."""

    def __init__(self, kept: str, misses: int, wait: float, tell_miss: Callable[[], None]) -> None:
        self._kept = kept
        self._misses = misses
        self._shut_until = time.monotonic() + wait
        self._tell_miss = tell_miss

    def wait(self) -> int:
        """Seconds until one is taken."""
        return max(0, ceil(self._shut_until - time.monotonic()))

    def opens(self, typed: str) -> bool:
        """Whether this is the PIN."""
        if self.wait() or pin.fits(typed, self._kept):
            return not self.wait()
        self._misses += 1
        self._shut_until = time.monotonic() + pin.wait_after(self._misses)
        self._tell_miss()
        return False

"""The print jobs of one session: one at a time, and known by whoever has to cancel them."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from gespreksklaar.content.words.problems import Problem


class Jobs:
    """Lets one job in at a time, and none after `close`. `told` is called with the id of each, from any thread."""

    def __init__(self, told: Callable[[str], None] = lambda job: None) -> None:
        self.is_printing = False
        """Whether a sheet is on its way to the printer now."""
        self.last = ""
        """The id of the last job that the printer was not seen to take; empty when there is none."""
        self._told = told
        self._handing_in = Lock()

    def hand_in(self, submit: Callable[[], str]) -> None:
        """Hand in a job with `submit`, which returns its id; tell it before anything else can happen to us."""
        if not self._handing_in.acquire(blocking=False):
            raise Problem("print-already")
        try:
            self.last = submit()
            if self.last:
                self._told(self.last)
        finally:
            self._handing_in.release()

    def taken(self) -> None:
        """The printer took the last one, or it is cancelled."""
        self.last = ""

    def close(self, patience: float) -> None:
        """Let no job in any more, and wait for one that is being handed in, so that it is told."""
        self._handing_in.acquire(timeout=patience)

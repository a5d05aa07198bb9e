"""The print jobs of one session: one at a time, and each reported so that it can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from gespreksklaar.content.words.problems import Problem


class Jobs:
    """Accepts one job at a time, and none after `close`. Calls `told` with the id of each, from any thread."""

    def __init__(self, told: Callable[[str], None] = lambda job: None) -> None:
        self.is_printing = False
        """Whether a sheet is being sent to the printer now."""
        self.last = ""
        """The id of the last job, until the printer has taken it; empty if there is none."""
        self._told = told
        self._handing_in = Lock()

    def hand_in(self, submit: Callable[[], str]) -> None:
        """Submit a job with `submit`, which returns its id, and report it. Raises Problem if one is under way."""
        if not self._handing_in.acquire(blocking=False):
            raise Problem("print-already")
        try:
            self.last = submit()
            if self.last:
                self._told(self.last)
        finally:
            self._handing_in.release()

    def accepted(self) -> None:
        """Forget the last job: the printer took it, or it is cancelled."""
        self.last = ""

    def close(self, patience: float) -> None:
        """Accept no job any more. Waits up to `patience` seconds for one being submitted, so that it is reported."""
        self._handing_in.acquire(timeout=patience)

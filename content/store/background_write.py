"""Write a prep to its file in a background thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


class BackgroundWrite:
    """One write of a prep in a thread of its own, so that typing does not wait for a slow disk."""

    def __init__(self, prep: Prep, text: str, write: Callable[[], None], done: Callable[[], None]) -> None:
        """Start the thread: it calls `write`, which puts `prep` as `text` into its file, and then `done`."""
        self.prep = prep
        self.text = text
        self._write = write
        self._done = done
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._write()
        except Exception as error:  # noqa: BLE001 - `wait` raises it
            self._error = error
        self._done()

    def wait(self) -> None:
        """Wait for the write to end. Raises the Problem with which `write` failed."""
        self._thread.join()
        if self._error:
            raise self._error

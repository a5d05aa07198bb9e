"""A prep on its way into its file while typing goes on."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


class Saving:
    """One prep that is written in a thread of its own: a disk can take its time, and typing does not wait."""

    def __init__(self, prep: Prep, text: str, write: Callable[[], None], done: Callable[[], None]) -> None:
        """Begin: `write` puts the prep, as this text, into its file; `done` is called from that thread afterwards."""
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
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            self._error = error
        self._done()

    def wait(self) -> None:
        """Until it is there. Raises Problem when it isn't."""
        self._thread.join()
        if self._error:
            raise self._error

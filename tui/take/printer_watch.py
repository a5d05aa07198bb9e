"""Whether a sheet can be printed now: asked in a thread beforehand, as CUPS may take its time and a key may not."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.delivery import Printing


class PrinterWatch:
    """What is known of the printer of one session."""

    state: Printing = "troubled"
    """As it was when last asked; a printer that nobody asked for yet is not counted on."""
    _asks = False

    def ask(self, queue: str | None) -> None:
        """Ask for this queue, "" being the default one, and return at once."""
        if queue is not None and not self._asks:
            self._asks = True
            Thread(target=self._ask, args=(queue,), daemon=True).start()

    def _ask(self, queue: str) -> None:
        from gespreksklaar.tui.take.printing import state_now  # noqa: PLC0415 - loads `subprocess`, beside the app

        try:
            self.state = state_now(queue)
        finally:
            self._asks = False

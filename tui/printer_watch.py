"""What is known of the printer of one session: asked in a thread beforehand, as CUPS takes its time, a key may not."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.delivery import Printing


class PrinterWatch:
    """Whether a sheet can be printed now."""

    state: Printing | None = None
    """As it was when last asked; None before the first answer."""
    _asks = False

    def ask(self, look: Callable[[], Printing]) -> None:
        """Ask by `look`, unless that is under way, and return at once."""
        if not self._asks:
            self._asks = True
            Thread(target=self._ask, args=(look,), daemon=True).start()

    def _ask(self, look: Callable[[], Printing]) -> None:
        try:
            self.state = look()
        finally:
            self._asks = False

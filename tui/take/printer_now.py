"""Ask whether the printer of this place prints now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.delivery import Printing
    from gespreksklaar.tui.guide_base import GuideBase


def ask_printer(app: GuideBase) -> None:
    """Have `app.printer` know it soon, where there is printing at all."""
    if app.delivery.printer is not None:
        app.printer.ask(partial(_look, app.delivery.printer))


def printing_now(app: GuideBase) -> Printing:
    """What is known of it by now. Without an answer yet, a printer that somebody set up is counted on."""
    return app.printer.state or ("works" if app.delivery.printer else "troubled")


def _look(queue: str) -> Printing:
    from gespreksklaar.tui.take.printing import state_now  # noqa: PLC0415 - loads `subprocess`, beside the app

    return state_now(queue)

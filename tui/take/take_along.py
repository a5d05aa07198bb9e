"""Take a sheet, a message or the dates along: on paper, on a phone, in a file, or from the screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.sheets.page import A4, A4_LARGE
from gespreksklaar.screens.widgets.dialogs import Menu, Waiting
from gespreksklaar.tui.take import save_as, to_stick
from gespreksklaar.tui.take.document import Thing, open_prep, sheet
from gespreksklaar.tui.take.meanwhile import meanwhile, tell

if TYPE_CHECKING:
    from gespreksklaar.tui.full.app import GuideApp


def take_along(app: GuideApp, reader: str) -> None:
    """Ask how to take the sheet for this reader along, and do it."""
    if app.session is not None:
        take(app, sheet(app, reader))


def take(app: GuideApp, thing: Thing) -> None:
    """Ask how, by number, and do it."""

    def chosen(way: str | None) -> None:
        if way:
            _WAYS[way](app, thing)

    rows = [Row(way, app.texts(f"take.menu.{way}"), number=n) for n, way in enumerate(_offered(app, thing), 1)]
    app.push_screen(Menu(app.texts(f"take.{thing.kind}.how"), rows, app.texts), chosen)


def _offered(app: GuideApp, thing: Thing) -> list[str]:
    """The ways there are here for this thing, in a fixed order. The card for a phone goes with a sheet."""
    from gespreksklaar.screens.pages.qr_card import can_show  # noqa: PLC0415 - only when a sheet is taken along

    ways = app.ways
    offered = {
        "print": ways.printer is not None,
        "large": ways.printer is not None and ways.large_print,
        "qr": thing.kind == "sheet" and ways.qr and can_show(app.size, os.environ.get("TERM", "")),
        "file": ways.anywhere,
        "stick": ways.stick is not None,
        "show": True,
    }
    return [way for way, is_offered in offered.items() if is_offered]


def _print(app: GuideApp, thing: Thing, *, large: bool = False) -> None:
    from gespreksklaar.tui.take.printing import print_text  # noqa: PLC0415 - only when something is printed

    text, title = thing.pages(A4_LARGE if large else A4), app.texts("take.print.job-title")
    queue, limit = app.ways.printer or "", app.ways.print_limit

    def work() -> str:
        came_out = print_text(text, queue, title, large=large, limit=limit)
        return app.texts("take.print.done" if came_out else "take.print.slow")

    page = Waiting(app.texts("take.print.title"), app.texts("take.print.busy"), app.texts)
    meanwhile(app, page, work, partial(tell, app, page))


def _show_card(app: GuideApp, thing: Thing) -> None:
    from gespreksklaar.content.sheets.pocket import pocket_card  # noqa: PLC0415 - only when a card is shown
    from gespreksklaar.screens.pages.qr_card import QrCard  # noqa: PLC0415

    app.push_screen(QrCard(pocket_card(open_prep(app), app.texts), app.texts))


def _show(app: GuideApp, thing: Thing) -> None:
    from gespreksklaar.screens.pages.sheet_pages import SheetPages  # noqa: PLC0415 - only when a sheet is shown

    app.push_screen(SheetPages(thing.pages, app.texts))


_WAYS: Final[Mapping[str, Callable[[GuideApp, Thing], None]]] = {
    "print": _print,
    "large": partial(_print, large=True),
    "qr": _show_card,
    "file": save_as.ask_and_save,
    "stick": to_stick.save_on_stick,
    "show": _show,
}

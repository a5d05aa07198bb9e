"""Take a document along: on paper, on a phone, in a file, on a stick, or from the screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.form.places.documents import Document, Documents
from gespreksklaar.content.sheets.page import A4, A4_LARGE
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.time_zone import time_zone
from gespreksklaar.screens.widgets.dialogs import Menu, Page, ProgressPage
from gespreksklaar.tui.take import save_as, to_stick
from gespreksklaar.tui.take.meanwhile import Again, meanwhile, show_progress
from gespreksklaar.tui.take.printer_now import ask_printer, printing_now

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.tui.guide_base import GuideBase


def take_along(app: GuideBase, reader: str) -> None:
    """Ask how to take the sheet for this reader along, and do it."""
    if app.session is not None:
        take(app, documents_of(app).sheet(reader))


def take_message(app: GuideBase, name: str) -> None:
    """Ask how to take the message with this name along, and do it."""
    if app.session is not None:
        take(app, documents_of(app).message(name))


def documents_of(app: GuideBase) -> Documents:
    """The documents of the open prep. Call it only with one open."""
    assert app.session is not None
    now = partial(datetime.now, time_zone(app.time_zone))
    return Documents(partial(_open_prep, app), app.session.name, app.texts, now)


def _open_prep(app: GuideBase) -> Prep:
    assert app.session is not None
    return app.session.prep


def take(app: GuideBase, document: Document, at: str = "", failed: str = "") -> None:
    """Ask how to take this document along, and do it; when it `failed` say why and ask again, `at` that way."""
    from gespreksklaar.screens.pages.qr_card import can_show  # noqa: PLC0415 - only when a sheet is taken along

    fits = can_show(app.size, os.environ.get("TERM", "")) and (document.kind != "sheet" or _has_card(app))
    choice = app.delivery.choose(document, app.texts, card_fits=fits, printing=printing_now(app), failed=failed)
    ask_printer(app)

    def chosen(way: str | None) -> None:
        if way:
            _DELIVERIES[way](app, document, partial(take, app, document, way))

    app.push_screen(Menu(choice.title, choice.rows, app.texts, at=at), chosen)


def _print(app: GuideBase, document: Document, again: Again, *, large: bool = False) -> None:
    from gespreksklaar.tui.take.printing import print_text  # noqa: PLC0415 - only when something is printed

    if app.jobs.is_printing:
        already = Problem("print-already").message(app.texts)
        app.push_screen(Page(app.texts("take.print.title"), already, app.texts))
        return
    text, title = document.pages(A4_LARGE if large else A4), app.texts("take.print.job-title")
    queue, limit = app.delivery.printer or "", app.delivery.print_limit

    app.jobs.is_printing = True

    def work() -> str:
        try:
            came_out = print_text(text, queue, title, large=large, limit=limit, jobs=app.jobs)
        except Problem:
            # What works comes first then, with the numbers that are read beside the trouble.
            app.printer.state = "troubled"
            raise
        finally:
            app.jobs.is_printing = False
        return app.texts("take.print.done" if came_out else "take.print.slow")

    page = ProgressPage(app.texts("take.print.title"), app.texts("take.print.busy"), app.texts)
    meanwhile(app, page, work, partial(show_progress, app, page), again)


def _has_card(app: GuideBase) -> bool:
    from gespreksklaar.content.sheets.pocket import has_card  # noqa: PLC0415 - as in `take`

    return has_card(_open_prep(app), app.texts)


def _show_card(app: GuideBase, document: Document, _: object) -> None:
    from gespreksklaar.content.sheets.pocket import pocket_card  # noqa: PLC0415 - only when a card is shown
    from gespreksklaar.screens.pages.qr_card import QrCard  # noqa: PLC0415

    app.push_screen(QrCard(pocket_card(_open_prep(app), app.texts), app.texts))


def _show(app: GuideBase, document: Document, _: object) -> None:
    from gespreksklaar.screens.pages.sheet_pages import SheetPages  # noqa: PLC0415 - only when a sheet is shown

    app.push_screen(SheetPages(document.pages, app.texts))


_DELIVERIES: Final[Mapping[str, Callable[[GuideBase, Document, Again], None]]] = {
    "print": _print,
    "large": partial(_print, large=True),
    "qr": _show_card,
    "file": save_as.ask_and_save,
    "stick": to_stick.save_on_stick,
    "show": _show,
}

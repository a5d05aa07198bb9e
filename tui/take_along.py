"""Take a sheet along: on paper, on a phone, in a file, or from the screen; of these what is offered here."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.clean import clean_line
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.sheet_page import A4, A4_LARGE, Paper
from gespreksklaar.content.sheets import render_sheet
from gespreksklaar.screens.choices import Row
from gespreksklaar.screens.dialogs import Menu, Page
from gespreksklaar.screens.waiting import Waiting
from gespreksklaar.tui import save_sheet

if TYPE_CHECKING:
    from gespreksklaar.tui.app import GuideApp


def take_along(app: GuideApp, reader: str) -> None:
    """Ask how, by number, and do it."""
    if app.session is None:
        return

    def chosen(way: str | None) -> None:
        if way:
            _WAYS[way](app, reader)

    rows = [Row(way, app.texts(f"take.menu.{way}"), number=n) for n, way in enumerate(_offered(app), 1)]
    app.push_screen(Menu(app.texts("take.menu.title"), rows, app.texts), chosen)


def _offered(app: GuideApp) -> list[str]:
    """The ways there are here, in a fixed order."""
    from gespreksklaar.screens.qr_card import can_show  # noqa: PLC0415 - only when a sheet is taken along

    ways = app.ways
    offered = {
        "print": ways.printer is not None,
        "large": ways.printer is not None and ways.large_print,
        "qr": ways.qr and can_show(app.size, os.environ.get("TERM", "")),
        "file": ways.anywhere,
        "stick": ways.stick is not None,
        "show": True,
    }
    return [way for way, is_offered in offered.items() if is_offered]


def _sheet(app: GuideApp, reader: str, paper: Paper = A4) -> str:
    assert app.session is not None
    return render_sheet(app.session.prep, app.texts, reader, paper=paper)


def _print(app: GuideApp, reader: str, *, large: bool = False) -> None:
    from gespreksklaar.tui.printing import print_text  # noqa: PLC0415 - only when something is printed

    text, title = _sheet(app, reader, A4_LARGE if large else A4), app.texts("take.print.job-title")
    queue = app.ways.printer or ""

    def work() -> str:
        return app.texts("take.print.done" if print_text(text, queue, title, large=large) else "take.print.slow")

    _meanwhile(app, "print", work)


def _show_card(app: GuideApp, reader: str) -> None:
    from gespreksklaar.content.pocket import pocket_card  # noqa: PLC0415 - only when a card is shown
    from gespreksklaar.screens.qr_card import QrCard  # noqa: PLC0415

    assert app.session is not None
    app.push_screen(QrCard(pocket_card(app.session.prep, app.texts), app.texts))


def _save_on_stick(app: GuideApp, reader: str) -> None:
    """On the one that is there; ask which when there are more."""
    assert app.ways.stick is not None
    title, found = app.texts("take.stick.title"), save_sheet.sticks(app.ways.stick)
    if not found:
        app.push_screen(Page(title, Problem("no-stick").say(app.texts), app.texts))
        return
    if len(found) == 1:
        _save_there(app, reader, found[0])
        return

    def chosen(key: str | None) -> None:
        if key:
            _save_there(app, reader, Path(key))

    rows = [Row(str(stick), clean_line(stick.name), number=n) for n, stick in enumerate(found, 1)]
    app.push_screen(Menu(app.texts("take.stick.which"), rows, app.texts), chosen)


def _save_there(app: GuideApp, reader: str, stick: Path) -> None:
    text, name = _sheet(app, reader), save_sheet.file_name(app, reader)
    _meanwhile(app, "stick", lambda: app.texts("take.stick.done", name=save_sheet.write_on_stick(stick, name, text)))


def _show(app: GuideApp, reader: str) -> None:
    from gespreksklaar.screens.sheet_pages import SheetPages  # noqa: PLC0415 - only when a sheet is shown

    app.push_screen(SheetPages(partial(_sheet, app, reader), app.texts))


def _meanwhile(app: GuideApp, what: str, work: Callable[[], str]) -> None:
    """Do this beside the app, which never waits for a printer or a stick; then tell how it went."""
    page = Waiting(app.texts(f"take.{what}.title"), app.texts(f"take.{what}.busy"), app.texts)
    loop = asyncio.get_running_loop()

    def told(words: str) -> None:
        if page in app.screen_stack:
            page.tell(words)
        else:
            app.say(words)

    def run() -> None:
        try:
            words = work()
        except Problem as problem:
            words = problem.say(app.texts)
        # The app can have ended in the meantime.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(app.call_later, told, words)

    app.push_screen(page)
    Thread(target=run, daemon=True).start()


_WAYS: Final[Mapping[str, Callable[[GuideApp, str], None]]] = {
    "print": _print,
    "large": partial(_print, large=True),
    "qr": _show_card,
    "file": save_sheet.ask_and_save,
    "stick": _save_on_stick,
    "show": _show,
}

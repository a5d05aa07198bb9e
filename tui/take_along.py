"""Take a sheet, a message or the dates along: on paper, on a phone, in a file, or from the screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.clean import clean_line
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.sheet_page import A4, A4_LARGE
from gespreksklaar.screens.choices import Row
from gespreksklaar.screens.dialogs import Menu, Page
from gespreksklaar.screens.waiting import Waiting
from gespreksklaar.tui import save_thing
from gespreksklaar.tui.thing import Thing, open_prep, sheet

if TYPE_CHECKING:
    from gespreksklaar.tui.app import GuideApp


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
    from gespreksklaar.screens.qr_card import can_show  # noqa: PLC0415 - only when a sheet is taken along

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
    from gespreksklaar.tui.printing import print_text  # noqa: PLC0415 - only when something is printed

    text, title = thing.pages(A4_LARGE if large else A4), app.texts("take.print.job-title")
    queue, limit = app.ways.printer or "", app.ways.print_limit

    def work() -> str:
        came_out = print_text(text, queue, title, large=large, limit=limit)
        return app.texts("take.print.done" if came_out else "take.print.slow")

    _meanwhile(app, "print", work)


def _show_card(app: GuideApp, thing: Thing) -> None:
    from gespreksklaar.content.pocket import pocket_card  # noqa: PLC0415 - only when a card is shown
    from gespreksklaar.screens.qr_card import QrCard  # noqa: PLC0415

    app.push_screen(QrCard(pocket_card(open_prep(app), app.texts), app.texts))


def _save_on_stick(app: GuideApp, thing: Thing) -> None:
    """On the one that is there; ask which when there are more."""
    assert app.ways.stick is not None
    title, found = app.texts("take.stick.title"), save_thing.sticks(app.ways.stick)
    if not found:
        app.push_screen(Page(title, Problem("no-stick").say(app.texts), app.texts))
        return
    if len(found) == 1:
        _save_there(app, thing, found[0])
        return

    def chosen(key: str | None) -> None:
        if key:
            _save_there(app, thing, Path(key))

    rows = [Row(str(stick), clean_line(stick.name), number=n) for n, stick in enumerate(found, 1)]
    app.push_screen(Menu(app.texts("take.stick.which"), rows, app.texts), chosen)


def _save_there(app: GuideApp, thing: Thing, stick: Path) -> None:
    text = thing.text()

    def work() -> str:
        name = save_thing.write_on_stick(stick, thing.name, thing.ending, text)
        return app.texts("take.stick.done", name=name)

    _meanwhile(app, "stick", work)


def _show(app: GuideApp, thing: Thing) -> None:
    from gespreksklaar.screens.sheet_pages import SheetPages  # noqa: PLC0415 - only when a sheet is shown

    app.push_screen(SheetPages(thing.pages, app.texts))


def _meanwhile(app: GuideApp, what: str, work: Callable[[], str]) -> None:
    """Do this beside the app, which never waits for a printer or a stick; then tell how it went."""
    page = Waiting(app.texts(f"take.{what}.title"), app.texts(f"take.{what}.busy"), app.texts)

    def told(outcome: Future[str]) -> None:
        try:
            words = outcome.result()
        except Problem as problem:
            words = problem.say(app.texts)
        if page in app.screen_stack:
            page.tell(words)
        else:
            app.say(words)

    def run() -> None:
        outcome = Future[str]()
        try:
            outcome.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised where it is told: a bug ends the app there as anywhere
            outcome.set_exception(error)
        app.call_from_beside(told, outcome)

    app.push_screen(page)
    Thread(target=run, daemon=True).start()


_WAYS: Final[Mapping[str, Callable[[GuideApp, Thing], None]]] = {
    "print": _print,
    "large": partial(_print, large=True),
    "qr": _show_card,
    "file": save_thing.ask_and_save,
    "stick": _save_on_stick,
    "show": _show,
}

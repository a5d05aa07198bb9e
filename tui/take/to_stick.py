"""Save a document on a memory stick: the only one plugged in, or the one the user chooses."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.dialogs import Menu, ProgressPage
from gespreksklaar.tui.take import stick_file
from gespreksklaar.tui.take.meanwhile import Again, meanwhile, show_progress
from gespreksklaar.tui.take.sticks import Stick, find, look, names

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.documents import Document
    from gespreksklaar.tui.guide_base import GuideBase


def save_on_stick(app: GuideBase, document: Document, again: Again) -> None:
    """Save the document; wait for a stick that the user plugged in just now. Where it fails, call `again` then."""
    below, title = app.delivery.stick, app.texts("take.stick.title")
    assert below is not None
    try:
        found = look(below)
    except Problem as problem:
        again(problem.message(app.texts))
        return
    if found is not None:
        _choose(app, document, found, again)
        return
    page = ProgressPage(title, app.texts("take.stick.look"), app.texts)

    def go_on(found: list[Stick]) -> None:
        if app.screen is page:
            page.dismiss()
            _choose(app, document, found, again)
        elif page in app.screen_stack:
            # A dialog is open over the page.
            page.show_words(app.texts("take.stick.ready"), is_done=False)

    meanwhile(app, page, partial(find, below), go_on, again)


def _choose(app: GuideBase, document: Document, found: list[Stick], again: Again) -> None:
    if len(found) == 1:
        _write(app, document, found[0].place, again)
        return

    def chosen(key: str | None) -> None:
        if key:
            _write(app, document, Path(key), again)

    labelled = zip(found, names(found, app.texts), strict=True)
    rows = [Row(str(stick.place), label, number=n) for n, (stick, label) in enumerate(labelled, 1)]
    app.push_screen(Menu(app.texts("take.stick.which"), rows, app.texts), chosen)


def _write(app: GuideBase, document: Document, place: Path, again: Again) -> None:
    text = document.text()
    page = ProgressPage(app.texts("take.stick.title"), app.texts("take.stick.busy"), app.texts)

    def work() -> str:
        name = stick_file.write_on_stick(place, document.name, document.ending, text)
        return app.texts("take.stick.done", name=name)

    meanwhile(app, page, work, partial(show_progress, app, page), again)

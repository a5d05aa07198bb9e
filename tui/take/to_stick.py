"""Save a thing on a memory stick: the one that is there, or the one the parent chooses."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.dialogs import Menu, Page, Waiting
from gespreksklaar.tui.take import stick_file
from gespreksklaar.tui.take.meanwhile import meanwhile, tell
from gespreksklaar.tui.take.sticks import Stick, find, look, names

if TYPE_CHECKING:
    from gespreksklaar.tui.full.app import GuideApp
    from gespreksklaar.tui.take.document import Thing


def save_on_stick(app: GuideApp, thing: Thing) -> None:
    """Save it; wait for a stick that was put in just now."""
    below, title = app.ways.stick, app.texts("take.stick.title")
    assert below is not None
    try:
        found = look(below)
    except Problem as problem:
        app.push_screen(Page(title, problem.say(app.texts), app.texts))
        return
    if found is not None:
        _choose(app, thing, found)
        return
    page = Waiting(title, app.texts("take.stick.look"), app.texts)

    def go_on(found: list[Stick]) -> None:
        if app.screen is page:
            page.dismiss()
            _choose(app, thing, found)
        elif page in app.screen_stack:
            # Something else is being read.
            page.tell(app.texts("take.stick.ready"))

    meanwhile(app, page, partial(find, below), go_on)


def _choose(app: GuideApp, thing: Thing, found: list[Stick]) -> None:
    if len(found) == 1:
        _write(app, thing, found[0].place)
        return

    def chosen(key: str | None) -> None:
        if key:
            _write(app, thing, Path(key))

    labelled = zip(found, names(found, app.texts), strict=True)
    rows = [Row(str(stick.place), label, number=n) for n, (stick, label) in enumerate(labelled, 1)]
    app.push_screen(Menu(app.texts("take.stick.which"), rows, app.texts), chosen)


def _write(app: GuideApp, thing: Thing, place: Path) -> None:
    text = thing.text()
    page = Waiting(app.texts("take.stick.title"), app.texts("take.stick.busy"), app.texts)

    def work() -> str:
        name = stick_file.write_on_stick(place, thing.name, thing.ending, text)
        return app.texts("take.stick.done", name=name)

    meanwhile(app, page, work, partial(tell, app, page))

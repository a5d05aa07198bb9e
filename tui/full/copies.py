"""What becomes of a copy that a sync tool left: put together with its prep, or a prep of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gespreksklaar.content.form.places.start_list import APART, TOGETHER, TOGETHER_AS_COPY, choose_about_copy
from gespreksklaar.content.open_prep.copies import keep_apart, put_together, together
from gespreksklaar.content.prep.list_order import copies
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home.start import StartScreen
from gespreksklaar.screens.widgets.dialogs import Menu

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase


def settle(app: GuideBase, name: str) -> None:
    """Ask what becomes of the copy with this name, and do it. Raises Problem."""
    first = copies(app.library.list()).get(name, "")
    if not first:
        # Another window or a sync tool settled it meanwhile.
        app.open_prep(name)
        return
    clashes = together(app.library.open(first).prep, app.library.open(name).prep).differing
    choice = choose_about_copy(name, first, bool(clashes), app.texts)

    def answered(key: str | None) -> None:
        try:
            _do(app, key, first, name)
        except Problem as problem:
            app.show_message(problem.message(app.texts))

    app.push_screen(Menu(choice.title, choice.rows, app.texts), answered)


def _do(app: GuideBase, key: str | None, first: str, copy: str) -> None:
    match key:
        case "open":
            app.open_prep(copy)
        case _ if key == APART:
            keep_apart(app.library, copy)
            _told(app, copy, "apart", copy)
        case _ if key in (TOGETHER, TOGETHER_AS_COPY):
            put_together(app.library, first, copy, copy_counts=key == TOGETHER_AS_COPY)
            _told(app, first, "together", copy)


def _told(app: GuideBase, at: str, message: str, name: str) -> None:
    if isinstance(app.screen, StartScreen):
        app.screen.fill(at, undoable=message == "together")
    app.show_message(app.texts(f"ui.message.{message}", name=visible_name(name)))

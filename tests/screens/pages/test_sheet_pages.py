"""A sheet page by page: the keys on the screen are those that do something."""

from __future__ import annotations

from pathlib import Path

from textual.app import App

from gespreksklaar import tui
from gespreksklaar.content.sheets.page import Paper
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.pages.sheet_pages import SheetPages
from gespreksklaar.screens.widgets.frame import KeyBar
from gespreksklaar.tui.terminal.theme_names import DEFAULT
from gespreksklaar.tui.terminal.themes import THEMES
from tests.pressing import at_rest, press_each


def render(paper: Paper) -> str:
    return "een\ftwee\fdrie"


async def test_a_key_to_another_page_is_shown_where_there_is_one() -> None:
    texts = Texts("nl")
    forward, back = texts("ui.keys.pages.next"), texts("ui.keys.pages.before")
    app = App[None](css_path=Path(tui.__file__).with_name("app.tcss"))
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = DEFAULT
    async with app.run_test(size=(80, 24)):
        page = SheetPages(render, texts)
        app.push_screen(page)
        for keys, forward_is_shown, back_is_shown in (
            ((), True, False),
            (("space",), True, True),
            (("space",), False, True),
            (("left",), True, True),
        ):
            await press_each(app, *keys)
            await at_rest(app)
            bar = str(page.query_one(KeyBar).render())
            assert (forward in bar, back in bar) == (forward_is_shown, back_is_shown), (page.at, bar)

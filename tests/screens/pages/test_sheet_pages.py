"""A sheet page by page: the keys on the screen are those that do something."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from gespreksklaar import tui
from gespreksklaar.content.sheets.page import Paper
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.home.ledger import TimelinePages
from gespreksklaar.screens.pages.pager import Pager
from gespreksklaar.screens.pages.qr_card import QrCard
from gespreksklaar.screens.pages.sheet_pages import SheetPages
from gespreksklaar.screens.widgets.key_bar import KeyBar
from gespreksklaar.tui.terminal.theme_names import DEFAULT
from gespreksklaar.tui.terminal.themes import THEMES
from tests.pressing import at_rest, press_each


class _Left(App[None]):
    """Shows a page, and knows when it is left."""

    CSS_PATH = Path(tui.__file__).with_name("app.tcss")
    left = False

    def __init__(self, page: Pager) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT
        self.page = page

    def on_mount(self) -> None:
        self.push_screen(self.page, lambda _: setattr(self, "left", True))

    @property
    def bar(self) -> str:
        return str(self.page.query_one(KeyBar).render())


def render(paper: Paper) -> str:
    return "een\ftwee\fdrie"


async def test_a_key_to_another_page_is_shown_where_there_is_one() -> None:
    texts = Texts("nl")
    forward, back = texts("ui.keys.pages.next"), texts("ui.keys.pages.before")
    app = _Left(SheetPages(render, texts))
    async with app.run_test(size=(80, 24)):
        for keys, forward_is_shown, back_is_shown in (
            ((), True, False),
            (("space",), True, True),
            (("space",), False, True),
            (("left",), True, True),
        ):
            await press_each(app, *keys)
            await at_rest(app)
            assert (forward in app.bar, back in app.bar) == (forward_is_shown, back_is_shown), (app.page.at, app.bar)


SIZES = [(40, 14), (40, 24), (80, 24)]
"""In the first there is no room for a code."""


def pagers() -> dict[str, Pager]:
    texts = Texts("nl")
    return {
        "a sheet": SheetPages(render, texts),
        "a sheet of one page": SheetPages(lambda paper: "een", texts),
        "a timeline": TimelinePages(render, texts),
        "a card": QrCard("een kaartje", texts),
        "a card in parts": QrCard("een heel lang kaartje " * 40, texts),
    }


@pytest.mark.parametrize("which", pagers())
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_enter_turns_the_pages_and_leaves_after_the_last_as_the_bar_says(
    which: str, size: tuple[int, int]
) -> None:
    app = _Left(pagers()[which])
    async with app.run_test(size=size):
        await at_rest(app)
        for at in range(max(app.page.total, 1)):
            assert app.page.at == at
            assert ("enter volgende" if at + 1 < app.page.total else "enter terug") in app.bar
            assert not app.left
            await press_each(app, "enter")
        assert app.left


@pytest.mark.parametrize("which", pagers())
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("at_last", [False, True])
async def test_a_key_of_the_number_pad_leaves_from_every_page_and_is_on_the_bar(
    which: str, size: tuple[int, int], at_last: bool
) -> None:
    app = _Left(pagers()[which])
    async with app.run_test(size=size):
        await at_rest(app)
        await press_each(app, *["space"] * (app.page.total - 1 if at_last else 0))
        assert "- sluit" in app.bar
        assert "esc terug" in app.bar
        await press_each(app, "minus")
        assert app.left

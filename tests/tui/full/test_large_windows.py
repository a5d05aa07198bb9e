"""A window larger than what there is to show: one picture in its middle, title and keys with it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.widget import Widget

from gespreksklaar.screens.steps.title_bar import TitleBar
from gespreksklaar.screens.widgets.key_bar import KeyBar
from gespreksklaar.tui.kiosk.config import KioskConfig
from gespreksklaar.tui.kiosk.protocol import Briefing
from gespreksklaar.tui.visit.app import KioskApp
from tests.pressing import at_rest, press_each
from tests.tui.walk import FULL_PREP, make_app, screen_text

WIDEST, HIGHEST = 122, 40
LARGE = [(240, 67), (160, 50), (130, 30), (80, 60)]


def is_in_the_middle(region: Region, window: Size) -> bool:
    across = region.x - (window.width - region.right)
    down = region.y - (window.height - region.bottom)
    return abs(across) <= 1 and abs(down) <= 1


def region_of(screen: Screen[object], what: type[Widget] | str) -> Region:
    return screen.query_one(what).region


@pytest.mark.parametrize("size", LARGE)
async def test_every_screen_is_one_picture_in_the_middle(size: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FULL_PREP.read_text())
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await at_rest(app)
        await press_each(app, "enter")
        for step in ("going", "review", "talk", "close", "start"):
            app.show(step)
            await at_rest(app)
            picture, keys = region_of(app.screen, "#picture"), region_of(app.screen, KeyBar)
            highest = size[1] if step == "review" else HIGHEST
            assert picture.size == (min(size[0], WIDEST), min(size[1], highest)), step
            assert is_in_the_middle(picture, app.size), step
            title = region_of(app.screen, TitleBar if step != "start" else "#start-title")
            assert (title.x, title.y, title.right) == (picture.x, picture.y, picture.right), step
            assert (keys.x, keys.bottom, keys.right) == (picture.x, picture.bottom, picture.right), step
        for back in [(80, 24), (40, 12), (200, 60)]:
            await pilot.resize_terminal(*back)
            await at_rest(app)
            assert region_of(app.screen, "#picture").size == (min(back[0], WIDEST), min(back[1], HIGHEST))


async def test_a_high_window_shows_as_much_of_the_sheet_as_it_can(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FULL_PREP.read_text())
    app = make_app(tmp_path)
    async with app.run_test(size=(200, 60)):
        await at_rest(app)
        app.open_prep("a")
        app.show("review")
        await at_rest(app)
        (*_, rows) = (number for number, line in enumerate(screen_text(app).splitlines(), 1) if line.strip())
        assert rows == 60
        assert region_of(app.screen, "#fields").height >= 45


@pytest.mark.parametrize("size", LARGE)
@pytest.mark.parametrize("key", ["f1", "f2", "f5"])
async def test_dialogs_are_in_the_middle(key: str, size: tuple[int, int], tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size):
        await at_rest(app)
        await press_each(app, "enter", key)
        await at_rest(app)
        dialog = region_of(app.screen, ".dialog")
        assert is_in_the_middle(dialog, app.size)
        assert dialog.width <= 76


@pytest.mark.parametrize("size", [(240, 67), (120, 33), (96, 27), (80, 25), (80, 24), (80, 20), (40, 24), (40, 12)])
@pytest.mark.parametrize("words", ["", "Welkom bij ons. " * 25])
async def test_the_welcome_is_one_block_in_the_middle(words: str, size: tuple[int, int], tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        house = "Bibliotheek De Brug"
        config = KioskConfig(organisation=house, welcome={"nl": words.strip()})
        app = KioskApp(Briefing(str(tmp_path), config, 1, note="crashed"), theirs)
        async with app.run_test(size=size):
            await at_rest(app)
            picture, keys = region_of(app.screen, "#picture"), region_of(app.screen, KeyBar)
            assert is_in_the_middle(picture, app.size)
            assert picture.width <= 76 or size[1] < 24
            assert keys.bottom == picture.bottom
            assert app.size.region.contains_region(picture)
            seen = " ".join(screen_text(app).split())
            assert all(each in seen for each in (house, "▶ 1 Beginnen", "enter kiezen"))
            if not words and size[1] >= 25:
                assert picture.height <= 16
                assert "Niets blijft bewaard." in seen

"""The terminal's own cursor, which a braille display and an input method follow, is where the eye is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import STEPS
from tests.pressing import at_rest, press_each
from tests.terminal import Terminal
from tests.tui.walk import make_app, screen_text

SIGN = "▶"


def row_of_sign(text: str) -> int:
    """The lowest: a sidebar has one too."""
    return max(n for n, line in enumerate(text.split("\n")) if SIGN in line)


def test_in_a_terminal_it_goes_along_with_each_key(tmp_path: Path) -> None:
    with Terminal(["--data", str(tmp_path), "--lang", "en"], env={"HOME": str(tmp_path)}) as screen:
        screen.wait("Welcome to Gespreksklaar", "enter")
        screen.press("enter")
        walk = {"Prepare a new meeting": ("f2", "down", "down"), "Where do you want to go?": ("escape", "enter")}
        for words, keys in walk.items():
            screen.wait(words)
            screen.settle()
            assert screen.screen.cursor.y == row_of_sign(screen.text), screen.text
            screen.press(*keys)
            screen.settle()
            assert screen.screen.cursor.y == row_of_sign(screen.text), screen.text


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize("step", STEPS)
async def test_it_is_in_the_field_from_the_first_moment(step: str, size: tuple[int, int], tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size):
        app.begin_prep(Prep())
        app.show(step)
        await at_rest(app)
        seen: set[object] = set()
        while app.focused not in seen:
            seen.add(app.focused)
            here, at = app.focused, app.cursor_position
            assert app.screen.region.contains_point(at)
            if isinstance(here, Input | TextArea):
                before = screen_text(app).split("\n")[at.y]
                await press_each(app, "Z")
                assert app.cursor_position == (at.x + 1, at.y)
                line = screen_text(app).split("\n")[at.y]
                assert line != before
                assert line[at.x] == "Z"
                await press_each(app, "backspace")
            elif here is not None:
                assert screen_text(app).split("\n")[at.y][at.x] == SIGN
            await press_each(app, "tab")
        assert len(seen) > 1


async def test_where_nothing_has_the_focus_it_is_at_the_title_of_the_dialog(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await press_each(app, "f1")
        assert screen_text(app).split("\n")[app.cursor_position.y].strip("│ ")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_in_a_text_that_was_left_before_it_is_where_the_next_letter_comes(
    size: tuple[int, int], tmp_path: Path
) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size):
        app.begin_prep(Prep().edited("ask.mind", "Waarom is rekenen ineens zo moeilijk voor Sam?"))
        app.show("ask")
        await at_rest(app)
        at = app.cursor_position
        await press_each(app, "Z")
        assert screen_text(app).split("\n")[at.y][at.x] == "Z"

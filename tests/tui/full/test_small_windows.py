"""A window that is too small for a moment, as when it is dragged: one plain line, and nothing of the work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.model import Prep
from tests.pressing import at_rest, press, press_each
from tests.tui.walk import make_app, screen_text

SMALL = [(39, 24), (80, 8), (20, 5), (1, 1)]
LINE = "Het venster is te klein. Maak het minstens 40 tekens breed en 12 regels hoog."


@pytest.mark.parametrize(
    ("step", "field", "path"),
    [
        ("ask", "ask.mind", "ask.mind"),
        ("going", "going.child", "going.child"),
        ("talk", "friends", "talk.noted"),
    ],
)
async def test_what_is_typed_goes_where_it_went(step: str, field: str, path: str, tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin_prep(Prep().edited("ask.questions", {"friends": Item()}))
        app.show(step, field)
        await at_rest(app)
        for size in SMALL:
            await press_each(app, "q")
            here = app.focused
            await pilot.resize_terminal(*size)
            await at_rest(app)
            assert "".join(screen_text(app).split()) in LINE.replace(" ", "")
            await press_each(app, "z")
            await pilot.resize_terminal(80, 24)
            await at_rest(app)
            assert app.focused is here
        assert "qz" * len(SMALL) in screen_text(app)
        assert app.session is not None
        assert "qz" * len(SMALL) in str(app.session.prep.get(path))


@pytest.mark.parametrize(("key", "downs"), [("f2", 12), ("f5", 25)])
async def test_the_row_of_a_dialog_stays_in_sight(key: str, downs: int, tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin_prep(Prep())
        app.show("going")
        await at_rest(app)
        await press_each(app, key, "down")
        await press(app, *["down"] * downs)
        for size in [(40, 12), (80, 24), (40, 12)]:
            await pilot.resize_terminal(*size)
            await at_rest(app)
            assert "▶" in screen_text(app)
        await press(app, *["up"] * (downs - 2))
        await at_rest(app)
        assert "▶" in screen_text(app), "keys that come faster than the screen is painted"


@pytest.mark.parametrize("size", [*SMALL, (20, 6), (40, 12)])
async def test_a_word_of_school_rests_in_any_window(size: tuple[int, int], tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size):
        app.begin_prep(Prep())
        app.show("going")
        await at_rest(app)
        # The page of each of these has another length: a scroll bar that comes makes it longer, and goes again.
        await press_each(app, "f5", *"bsatlok")


async def test_the_prep_that_the_parent_comes_back_from_is_in_sight(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    for number in range(30):
        app.library.create(Prep().edited("going.child", f"Kind{number}"))
    oldest = app.library.list()[-1]
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(app)
        app.open_prep(oldest.name)
        await at_rest(app)
        await press_each(app, "escape")
        assert f"▶     {oldest.child}" in screen_text(app)
        await pilot.resize_terminal(40, 12)
        await at_rest(app)
        assert f"▶     {oldest.child}" in screen_text(app)


@pytest.mark.parametrize("step", ["going", "review", "before", "close", "after"])
async def test_the_cursor_is_where_it_was(step: str, tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin_prep(Prep())
        app.show(step)
        await at_rest(app)
        await press_each(app, "down")
        here, cursor = app.focused, cursor_line(screen_text(app))
        for size in SMALL:
            await pilot.resize_terminal(*size)
            await at_rest(app)
            await pilot.resize_terminal(80, 24)
            await at_rest(app)
            assert app.focused is here
            assert cursor_line(screen_text(app)) == cursor


def cursor_line(text: str) -> str:
    """The line the parent is at; the sidebar has a mark of its own."""
    return next((line[23:] for line in text.splitlines() if "▶" in line[23:]), "")

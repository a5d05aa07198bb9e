"""The list every field is made of: walking, picking, numbers, wrapping, small sizes."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from gespreksklaar.content.form.rows import Row
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller
from tests.pressing import at_rest, press_each

FRUIT = [
    Row("h", "Kies:", heading=True),
    *(
        Row(k, w, "[ ]", number=n)
        for n, (k, w) in enumerate(
            [
                ("a", "appel"),
                ("b", "een heel lange zin over bananen die niet op één regel past"),
                ("c", "[/b] [red]kers"),
            ],
            1,
        )
    ),
]


class Host(App[None]):
    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows
        self.picked: list[str] = []

    def compose(self) -> ComposeResult:
        with Scroller():
            yield PickList(self.rows)

    def on_mount(self) -> None:
        self.query_one(PickList).focus()

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        self.picked.append(event.key)


def shown(app: App[None]) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        (["space"], ["a"]),
        (["down", "space"], ["b"]),
        (["3"], ["c"]),
        (["7"], []),
        (["end", "space"], ["c"]),
        (["end", "home", "space", "2"], ["a", "b"]),
        (["down", "up", "up", "up", "space"], ["a"]),
        (["down"] * 9 + ["space"], ["c"]),
    ],
)
async def test_keys_pick_rows_and_never_a_heading(keys: list[str], picked: list[str]) -> None:
    app = Host(FRUIT)
    async with app.run_test():
        await press_each(app, *keys)
        assert app.picked == picked


async def test_long_words_hang_below_their_first_line_and_markup_is_only_text() -> None:
    app = Host(FRUIT)
    async with app.run_test(size=(40, 12)):
        await press_each(app, "end")
        await at_rest(app)
        text = shown(app)
    assert "  [ ] 2 een heel lange zin over" in text
    assert "\n        die niet op één regel past" in text
    assert "▶ [ ] 3 [/b] [red]kers" in text


async def test_a_tag_stands_after_the_words_and_never_cuts_into_them() -> None:
    words = "De leerkracht stuurt een bericht over hoe het gaat"
    app = Host([Row("a", words, "[ ]", "wens"), Row("b", "kort", "[ ]", "wens"), Row("c", "x" * 43, "[ ]", "wens")])
    async with app.run_test(size=(53, 12)):
        await at_rest(app)
        lines = shown(app).split("\n")
    assert lines[0].rstrip() == "▶ [ ]   De leerkracht stuurt een bericht over hoe het"
    assert lines[1].split() == ["gaat", "wens"]
    assert lines[2].split() == ["[", "]", "kort", "wens"]
    assert [line.split()[-1] for line in lines[3:5]] == ["x" * 43, "wens"]


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (10, 2), (40, 12), (300, 100)])
async def test_no_size_and_no_key_breaks_it(size: tuple[int, int]) -> None:
    app = Host([*FRUIT, *(Row(f"r{n}", f"rij {n}") for n in range(100))])
    async with app.run_test(size=size):
        await press_each(app, "down", "end", "up", "home", "pagedown", "pageup", "space", "1")
        app.query_one(PickList).rows = ()
        await press_each(app, "down", "up", "space", "home", "end")


async def test_the_row_under_the_cursor_is_in_sight() -> None:
    app = Host([Row(f"r{n}", f"rij {n}") for n in range(100)])
    async with app.run_test(size=(40, 12)):
        await press_each(app, "end")
        await at_rest(app)
        assert "▶ rij 99" in shown(app)
        await press_each(app, "home")
        await at_rest(app)
        assert "▶ rij 0" in shown(app)


async def test_a_list_that_loses_its_last_row_has_the_cursor_on_the_one_before() -> None:
    app = Host(FRUIT)
    async with app.run_test():
        await press_each(app, "end")
        choices = app.query_one(PickList)
        choices.rows = choices.rows[:-1]
        await at_rest(app)
        assert choices.row
        assert choices.row.key == "b"

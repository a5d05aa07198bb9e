"""A key of the digit row that needs Shift for its digit picks in a list without it, and types its sign in a text."""

from __future__ import annotations

import pytest
from textual.events import Key

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.option_list import PickList
from tests.pressing import at_rest
from tests.screens.host import Host

SIGNS = dict(zip("&é\"'(§è!ç", "123456789", strict=True))


async def press_by_place(app: Host, *signs: str) -> None:
    """As the driver gives it: the digit is the key, the sign its character."""
    for sign in signs:
        app.post_message(Key(SIGNS.get(sign, "0"), sign))
        await at_rest(app)


@pytest.mark.parametrize("sign", list("&é\"'(§"))
async def test_in_a_list_it_picks(sign: str) -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(80, 40)):
        await app.type("tab")
        assert isinstance(app.focused, PickList)
        row = next(row for row in app.focused.rows if str(row.number) == SIGNS[sign])
        await press_by_place(app, sign)
        assert isinstance(app.value, dict)
        assert list(app.value) == [row.key]


async def test_in_a_list_of_one_answer_it_picks() -> None:
    app = Host("going.kind")
    async with app.run_test(size=(80, 40)):
        await press_by_place(app, "é")
        assert app.value
        assert app.value != Prep().get("going.kind")


async def test_the_key_of_0_is_the_next_step() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(80, 40)):
        await app.type("tab")
        await press_by_place(app, "à")
        assert app.went == ["tell"]


async def test_in_a_line_and_in_a_text_it_types() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(80, 40)):
        line = next(iter(app.field.query(LineInput)))
        app.screen.set_focus(line)
        await press_by_place(app, *"éç&à(!")
        assert line.value == "éç&à(!"
        await app.open("ask.mind")
        await press_by_place(app, *"éç&à(!")
        assert app.value == "éç&à(!"

"""An agreement in the user's own words is asked who does it and when, wherever it is made, by the same form."""

from __future__ import annotations

from datetime import date

import pytest

from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from tests.pressing import at_rest, press_each, type_text
from tests.screens.host import Host

PATH = "agree.agreements"


@pytest.mark.parametrize("place", ["agree", "close"])
async def test_a_typed_agreement_is_asked_who_does_it_and_when(place: str) -> None:
    app = Host(PATH, place=place)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "elke dag lezen")
        await press_each(app, "enter")
        assert "Wie doet dit?" in app.seen
        await press_each(app, "1")
        assert "Wanneer is het klaar?" in app.seen
        await type_text(app, "3 dec 2026")
        await press_each(app, "enter", "-")
        (line,) = app.prep.agree.agreements.values()
        assert (line.text, bool(line.who), line.by) == ("elke dag lezen", True, date(2026, 12, 3))


@pytest.mark.parametrize("who", ["oma en ik", "'t hele gezin: 2 of 3"])
async def test_who_does_it_can_be_typed_at_once_in_own_words(who: str) -> None:
    app = Host(PATH)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "koken")
        await press_each(app, "enter")
        for n, letter in enumerate(who, 1):
            await press_each(app, letter)
            assert [line.who for line in app.prep.agree.agreements.values()] == [who[:n].strip()], "kept at once"
        await press_each(app, "enter")
        assert "Wanneer is het klaar?" in app.seen
        await press_each(app, "escape")
        assert [line.who for line in app.prep.agree.agreements.values()] == [who]


async def test_whoever_closes_the_question_keeps_the_line_and_writes_on() -> None:
    app = Host(PATH)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "bellen")
        await press_each(app, "enter", "-")
        await type_text(app, "mailen")
        assert [line.text for line in app.prep.agree.agreements.values()] == ["bellen", "mailen"]
        assert not any(line.who for line in app.prep.agree.agreements.values())


async def test_the_short_way_asks_no_more() -> None:
    app = Host(PATH)
    app.prep = Prep(short=True).edited(PATH, {"own-1": Agreement(text="bellen")})
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "mailen")
        await press_each(app, "enter")
        assert app.screen is app.step
        assert len(app.prep.agree.agreements) == 2

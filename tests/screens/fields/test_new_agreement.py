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


@pytest.mark.parametrize("who", ["2 buren en oma", "6 kinderen"])
async def test_who_does_it_may_begin_with_a_digit(who: str) -> None:
    app = Host(PATH)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "koken")
        await press_each(app, "enter", *who, "enter")
        assert "Wanneer is het klaar?" in app.seen
        await type_text(app, "3 dec 2026")
        await press_each(app, "enter")
        (line,) = app.prep.agree.agreements.values()
        assert (line.who, line.by) == (who, date(2026, 12, 3))


@pytest.mark.parametrize("see", ["10 sommen goed", "3 kruisjes", "6 plaatjes", "5, of 6 sommen"])
async def test_how_both_see_it_may_begin_with_a_digit(see: str) -> None:
    app = Host(PATH, place="close")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "koken")
        await press_each(app, "enter", "2", "enter", *see)
        assert app.went == []
        await press_each(app, "enter")
        (line,) = app.prep.agree.agreements.values()
        assert (line.text, line.who, line.made, line.see) == ("koken", "parents", True, see)


async def test_a_digit_that_answered_the_last_question_stays_an_answer() -> None:
    app = Host(PATH, place="close")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "koken")
        await press_each(app, "enter", "2", "enter", "3", "0", "enter")
        assert app.went
        (line,) = app.prep.agree.agreements.values()
        assert (line.text, line.who, bool(line.see)) == ("koken", "parents", True)


@pytest.mark.parametrize("between", [("7", "up"), ("3", " ")])
async def test_words_after_another_key_are_a_line_of_the_list_and_no_answer_to_the_last_question(
    between: tuple[str, ...],
) -> None:
    app = Host(PATH, place="close")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "koken")
        await press_each(app, "enter", "2", "enter", *between, *"1 keer bellen", "enter", "escape")
        assert [line.text for line in app.prep.agree.agreements.values()] == ["koken", "1 keer bellen"]


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


async def test_who_and_when_of_an_agreement_by_a_number_pad_alone() -> None:
    app = Host(PATH, place="close")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        assert "Met * vult u een afspraak aan." in app.seen
        (row,) = (line for line in app.seen.split("\n") if "stuurt een bericht" in line)
        await press_each(app, row.split("[ ]")[1].split()[0])
        await press_each(app, "*", "enter")
        assert "Wie doet dit?" in app.seen
        await press_each(app, "2", *"3-12-2026", "enter")
        (line,) = app.prep.agree.agreements.values()
        assert (line.who, line.by, line.made) == ("parents", date(2026, 12, 3), True)

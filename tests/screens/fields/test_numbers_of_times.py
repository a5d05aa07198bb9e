"""A day, a time and minutes have numbers to choose by, and are typed all the same, although they begin with a digit."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.pressing import at_rest, press, press_each
from tests.screens.host import Host

SIZE = (80, 24)


@pytest.mark.parametrize(
    ("path", "place", "key"),
    [
        ("going.start", "", "3"),
        ("going.minutes", "", "2"),
        ("going.day", "", "7"),
        ("agree.contact_day", "", "1"),
        ("agree.contact_day", "close", "4"),
        ("agree.contact_day", "after", "4"),
    ],
)
async def test_the_number_beside_a_choice_picks_it_and_takes_it_back(path: str, place: str, key: str) -> None:
    app = Host(path, place=place)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, key)
        row = next(line for line in app.seen.splitlines() if f" {key} " in line and "(•)" in line)
        assert row.partition("(•)")[2].split()[1] in app.seen
        assert app.value is not None
        await press_each(app, "left", key)
        assert app.value is None, "by its number again"
        await press_each(app, "left", key, "enter")
        assert app.value is not None
        assert app.went or app.step.here is not app.field, "enter goes on and does not take it back"


@pytest.mark.parametrize("burst", [True, False])
@pytest.mark.parametrize("first", [[], ["down"], ["space"]])
@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("going.minutes", "15", 15),
        ("going.minutes", "20 min", 20),
        ("going.start", "15:40", time(15, 40)),
        ("going.start", "3 uur", time(15)),
        ("going.day", "3/12/2030", date(2030, 12, 3)),
        ("going.day", "3 dec 2030", date(2030, 12, 3)),
    ],
)
async def test_what_goes_on_after_its_first_digit_is_typed(
    path: str, typed: str, value: object, first: list[str], burst: bool
) -> None:
    app = Host(path)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, *first)
        if burst:
            await press(app, *typed)
            await at_rest(app)
        else:
            await press_each(app, *typed)
        assert app.value == value
        assert typed in app.seen
        await press_each(app, "enter")
        assert app.value == value


async def test_a_space_after_the_number_does_not_take_the_choice_back() -> None:
    app = Host("going.minutes")
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "2", "space", "enter")
        assert app.value == 15


async def test_one_undo_brings_back_what_was_there_before_a_number() -> None:
    app = Host("going.minutes", 20)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "1", "5")
        assert app.value == 15
        assert [edit.value for edit in app.edits if edit.undoable] == [10, 20, 15]


@pytest.mark.parametrize("first", [[], ["down"]])
@pytest.mark.parametrize("path", ["going.minutes", "going.start", "going.day"])
async def test_a_zero_alone_is_no_value_and_enter_after_it_is_the_next_step(path: str, first: list[str]) -> None:
    app = Host(path)
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, *first, "0")
        assert "Verder? Druk op enter." in app.seen
        assert "enter stap 2" in app.seen.splitlines()[-1]
        assert not app.edits
        await press_each(app, "enter")
        assert app.went == ["child"]
        assert app.value is None


async def test_a_time_may_begin_with_a_zero() -> None:
    app = Host("going.start")
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, *"09:15")
        assert "Verder? Druk op enter." not in app.seen
        assert app.value == time(9, 15)


async def test_a_zero_in_place_of_the_value_keeps_it() -> None:
    app = Host("going.start", time(15, 40))
    async with app.run_test(size=SIZE):
        await at_rest(app)
        await press_each(app, "0", "enter")
        assert app.value == time(15, 40)

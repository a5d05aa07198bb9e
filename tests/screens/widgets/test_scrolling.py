"""Where the parent is, is in sight, also in a window that is far too low for the step."""

from __future__ import annotations

import pytest

from gespreksklaar.screens.widgets.option_list import PickList
from tests.pressing import at_rest, press_each
from tests.screens.host import Host

SMALL = (40, 12)


async def test_the_first_field_is_seen_from_its_title() -> None:
    app = Host("going.kind", "progress")
    async with app.run_test(size=SMALL):
        await at_rest(app)
        assert "Stap 1 van 5" in app.seen
        assert "(•) 1 Voortgangsgesprek" in app.seen


async def test_a_long_text_follows_the_cursor() -> None:
    app = Host("ask.mind")
    async with app.run_test(size=SMALL):
        await at_rest(app)
        for number in range(1, 13):
            await app.type(*f"regel{number}", "enter")
        await app.type(*"slot")
        await at_rest(app)
        assert "slot" in app.seen
        await app.type(*["up"] * 12)
        await at_rest(app)
        assert "regel1\n" in app.seen
        assert "slot" not in app.seen


@pytest.mark.parametrize("size", [SMALL, (80, 24)])
async def test_down_comes_by_every_field_and_stays_in_sight(size: tuple[int, int]) -> None:
    app = Host("going.kind")
    async with app.run_test(size=size):
        await at_rest(app)
        come_by = []
        for _ in range(60):
            await app.type("down")
            await at_rest(app)
            here = app.step.here
            assert here is not None
            come_by.append(here.field.path)
            assert isinstance(app.focused, PickList) or here.label.visual.plain.strip()[2:] in app.seen, app.seen
        assert set(come_by) == {field.field.path for field in app.step.fields}


async def test_page_keys_that_come_fast_each_turn_a_page() -> None:
    app = Host("going.kind")
    async with app.run_test(size=SMALL):
        await at_rest(app)
        scroller = app.step.fields_scroll
        await press_each(app, "pagedown", "pagedown", "pagedown")
        by_one = scroller.scroll_offset.y
        await press_each(app, "pageup", "pageup", "pageup")
        await app.type("pagedown", "pagedown", "pagedown")
        assert scroller.scroll_offset.y == by_one > 2


async def test_what_is_picked_out_of_sight_is_named() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=SMALL):
        await at_rest(app)
        await press_each(app, "1")
        assert "Gekozen:" not in app.seen, "it stands there"
        row = next(row for row in app.screen.query_one(PickList).rows if row.number == 6)
        await press_each(app, "6")
        assert f"Gekozen: {row.text}" in " ".join(app.seen.split()), app.seen
        await press_each(app, "down")
        assert "Gekozen:" not in app.seen


async def test_what_is_picked_and_comes_into_sight_with_it_is_not_named() -> None:
    app = Host("tell.tells", {"goes-well-at-home": {}, "different-at-home": {}, "homework-well": {}})
    async with app.run_test(size=SMALL):
        await at_rest(app)
        row = next(row for row in app.screen.query_one(PickList).rows if row.number == 3)
        await press_each(app, "3")
        assert f"[x] 3 {row.text}" in " ".join(app.seen.split())
        assert "Gekozen:" not in app.seen, app.seen

"""While one writes an answer its question is in sight, also in a window that is far too low for the field."""

from __future__ import annotations

import pytest
from textual.content import Content

from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from tests.pressing import at_rest
from tests.screens.host import Host

SMALL = (40, 12)
STEPS = ("going", "child", "ask", "tell", "agree")


def asked_in_sight(app: Host) -> bool:
    """Whether the last line of the question is on the screen, above the line with the focus."""
    here, focused = app.step.here, app.focused
    assert here is not None
    assert focused is not None
    _, words = here.question
    (*_, last) = Content(words).wrap(app.step.fields_scroll.scrollable_content_region.width)
    lines = app.seen.splitlines()[: focused.region.bottom]
    return any(last.plain.strip() in line for line in lines)


@pytest.mark.parametrize("step", STEPS)
async def test_of_every_field_one_writes_in(step: str) -> None:
    app = Host(fields_at(step)[0].path)
    written = []
    async with app.run_test(size=SMALL):
        await at_rest(app)
        for number in range(len(app.step.fields)):
            if number:
                app.step.fields[number].enter_from(1)
            await at_rest(app)
            await app.type(*"zo maar")
            await at_rest(app)
            if isinstance(app.focused, LineInput | LongInput):
                assert app.step.here is not None
                written.append(app.step.here.field.path)
                assert asked_in_sight(app), app.seen
    assert written


async def test_of_a_text_of_many_lines_whichever_of_them_one_is_on() -> None:
    app = Host("ask.mind")
    async with app.run_test(size=SMALL):
        await at_rest(app)
        for number in range(1, 13):
            await app.type(*f"regel{number}", "enter")
        for _ in range(13):
            await at_rest(app)
            assert asked_in_sight(app), app.seen
            assert isinstance(app.focused, LongInput)
            assert app.focused.document.get_line(app.focused.cursor_location[0]) in app.seen
            await app.type("up")


async def test_once_it_is_in_sight_itself_it_stands_there_once() -> None:
    app = Host("going.kind")
    async with app.run_test(size=SMALL):
        await at_rest(app)
        await app.type(*"zo maar")
        await at_rest(app)
        assert app.seen.count("Wat voor gesprek is het?") == 1
        await app.type(*["up"] * 12)
        await at_rest(app)
        assert app.seen.count("Wat voor gesprek is het?") == 1

"""The message line says what is true now: what a key was told goes with the next key, or with the line it is about."""

from __future__ import annotations

import pytest

from tests.pressing import at_rest, press_each, type_text
from tests.screens.host import Host

AGREEMENTS = "agree.agreements"


def message(app: Host) -> str:
    """What the message line says."""
    return app.step.said


@pytest.mark.parametrize("path", ["agree.phrases", AGREEMENTS, "agree.goal.what", "ask.questions"])
async def test_that_nothing_is_chosen_is_said_while_that_line_is_written_and_no_longer(path: str) -> None:
    app = Host(path)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "2 x per week bellen")
        assert "Er is niets gekozen" in message(app)
        await press_each(app, "shift+tab" if path == "agree.goal.what" else "down")
        assert "Er is niets gekozen" not in message(app)
        await press_each(app, "3")
        assert "Er is niets gekozen" not in message(app)
        assert app.value


async def test_that_a_number_is_chosen_and_one_writes_ends_with_the_line() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "6waarom")
        assert message(app) == "Keuze 6 is gekozen. U schrijft nu een eigen regel."
        await press_each(app, "enter")
        assert message(app) == app.field.hint
        assert "Keuze" not in app.seen


async def test_that_one_writes_ends_when_nothing_is_left_of_the_line() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await type_text(app, "6ja")
        assert "U schrijft nu" in message(app)
        await press_each(app, "backspace", "backspace")
        assert message(app) == app.field.hint


@pytest.mark.parametrize("key", ["up", "home", "end", "left", "tab", "shift+tab"])
async def test_that_a_number_stands_nowhere_is_said_until_the_next_key(key: str) -> None:
    app = Host("going.companions")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await press_each(app, "down", "9")
        assert message(app) == "Keuze 9 staat niet op het scherm."
        await press_each(app, key)
        assert "Keuze 9" not in message(app)


async def test_what_was_done_is_said_until_the_next_key() -> None:
    app = Host(AGREEMENTS)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await press_each(app, "1", "home", "/")
        assert "Deze regel komt op geen blad" in message(app)
        await press_each(app, "left")
        assert message(app) == app.field.hint
        await press_each(app, ".")
        assert "Weggehaald" in message(app)
        await press_each(app, "2")
        assert "Weggehaald" not in message(app)


async def test_how_to_change_a_line_is_said_as_long_as_it_is_changed() -> None:
    app = Host("ask.questions")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        await press_each(app, "1", "home", "=")
        assert message(app) == "Verander de woorden en druk op enter."
        await press_each(app, "x", "left", "y")
        assert message(app) == "Verander de woorden en druk op enter."
        await press_each(app, "enter")
        assert message(app) == app.field.hint


async def test_at_the_table_enter_is_asked_for_after_a_zero_until_the_next_key() -> None:
    app = Host("talk.noted", place="talk")
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        hint = message(app)
        await press_each(app, "0")
        assert message(app) == "Verder? Druk op enter."
        await press_each(app, "x")
        assert message(app) == hint

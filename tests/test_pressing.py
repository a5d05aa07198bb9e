"""The tests' own keys: nothing goes on before all that a key brought about is done, by the clock and in threads too."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
from textual.app import App
from textual.widgets import Input

from tests.pressing import at_rest, press, press_each


class Slow(App[None]):
    """It answers each key of a line late."""

    def __init__(self, late: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self.late = late
        self.answered = ""

    def compose(self) -> list[Input]:  # type: ignore[override]
        return [Input()]

    async def on_input_changed(self, event: Input.Changed) -> None:
        await self.late()
        self.call_later(self.answer, event.value)

    async def answer(self, value: str) -> None:
        await self.late()
        self.answered = value


@pytest.mark.parametrize(
    "late",
    [lambda: asyncio.sleep(0), lambda: asyncio.sleep(0.1), lambda: asyncio.to_thread(time.sleep, 0.1)],
    ids=["in turns", "by the clock", "in a thread"],
)
async def test_what_a_key_brings_about_is_waited_for(late: Callable[[], Awaitable[object]]) -> None:
    app = Slow(late)
    async with app.run_test():
        await at_rest(app)
        await press_each(app, "a")
        assert app.answered == "a"
        await press(app, "b", "c")
        assert app.answered == "abc"

"""One input in a small app: for a line, or for a longer text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from textual import events
from textual.app import App, ComposeResult

from gespreksklaar.screens.widgets.line_input import LineInput, TooLong
from gespreksklaar.screens.widgets.long_input import LongInput
from tests.pressing import at_rest, press

Text = LineInput | LongInput
KINDS = [LineInput, LongInput]


class Host(App[None], inherit_bindings=False):
    """One input, with the focus in it."""

    def __init__(self, kind: type[Text], text: str = "", **options: int) -> None:
        super().__init__()
        self.make = partial(kind, text, **options)
        self.too_long: list[int] = []
        self.changes = 0

    def compose(self) -> ComposeResult:
        self.input = self.make()
        yield self.input

    def on_mount(self) -> None:
        self.input.focus()

    def on_too_long(self, event: TooLong) -> None:
        self.too_long.append(event.limit)

    def on_input_changed(self) -> None:
        self.changes += 1

    on_text_area_changed = on_input_changed


@asynccontextmanager
async def typing(kind: type[Text], text: str = "", **options: int) -> AsyncIterator[Host]:
    """Run the app, with the cursor at the end of the text."""
    app = Host(kind, text, **options)
    async with app.run_test():
        await at_rest(app)
        if isinstance(app.input, LongInput):
            app.input.move_cursor(app.input.document.end)
        yield app


def text_of(widget: Text) -> str:
    return widget.value if isinstance(widget, LineInput) else widget.text


def cursor_of(widget: Text) -> int:
    if isinstance(widget, LineInput):
        return widget.cursor_position
    return widget.document.get_index_from_location(widget.cursor_location)


async def paste(app: App[Any], text: str) -> None:
    assert app.focused
    app.focused.post_message(events.Paste(text))
    await press(app)


def keys_of(text: str) -> list[str]:
    return ["space" if c == " " else "enter" if c == "\n" else c for c in text]

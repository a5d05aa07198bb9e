"""The line a parent types in: nothing typed is ever replaced or removed by surprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from gespreksklaar.content.clean import clean_line
from gespreksklaar.content.fields import LINE_LIMIT
from gespreksklaar.screens.keys import key


@dataclass
class TooLong(Message):
    """What was typed or pasted did not fit; `limit` characters of it are kept."""

    limit: int


class LineInput(Input, inherit_bindings=False):
    """One line of text with a steady cursor. Up, down and page keys are left to the screen."""

    # Textual's lays the whole screen out at every letter; the size of a one-line field never changes.
    virtual_size = Reactive(Size(0, 0), layout=False)

    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "cursor_left", "input.left", show=False),
        key("right", "cursor_right", "input.right", show=False),
        key("ctrl+left", "cursor_left_word", "input.word-left", show=False),
        key("ctrl+right", "cursor_right_word", "input.word-right", show=False),
        key("home,ctrl+a", "home", "input.home", show=False),
        key("end,ctrl+e", "end", "input.end", show=False),
        key("backspace", "delete_left", "input.backspace", show=False),
        key("delete", "delete_right", "input.delete", show=False),
        key("enter", "submit", "screen.enter"),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        limit: int = LINE_LIMIT,
        classes: str | None = None,
    ) -> None:
        super().__init__(value, placeholder, select_on_focus=False, compact=True, classes=classes)
        self.limit = limit
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in, as far as it fits; what does not fit is told."""
        room = self.limit - (len(self.value) - abs(end - start))
        if len(text) > room:
            text = text[: max(room, 0)]
            self.post_message(TooLong(self.limit))
        super().replace(text, start, end)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(clean_line(event.text), *sorted(self.selection))

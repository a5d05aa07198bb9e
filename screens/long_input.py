"""The field for a longer text."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.widgets import TextArea

from gespreksklaar.content.clean import clean_text
from gespreksklaar.content.fields import LONG_LIMIT
from gespreksklaar.screens.inputs import TooLong
from gespreksklaar.screens.keys import key


class LongInput(TextArea, inherit_bindings=False):
    """Several lines of text with a steady cursor. At the first and last line the arrows leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "step_up", "input.up", show=False),
        key("down", "step_down", "input.down", show=False),
        key("left", "cursor_left", "input.left", show=False),
        key("right", "cursor_right", "input.right", show=False),
        key("ctrl+left", "cursor_word_left", "input.word-left", show=False),
        key("ctrl+right", "cursor_word_right", "input.word-right", show=False),
        key("home", "cursor_line_start", "input.home", show=False),
        key("end", "cursor_line_end", "input.end", show=False),
        key("backspace", "delete_left", "input.backspace", show=False),
        key("delete", "delete_right", "input.delete", show=False),
        key("ctrl+z", "undo", "input.undo", show=False),
        key("ctrl+y", "redo", "input.redo", show=False),
    ]

    def __init__(self, text: str = "", *, limit: int = LONG_LIMIT) -> None:
        super().__init__(text, compact=True, tab_behavior="focus", highlight_cursor_line=False)
        self.limit = limit
        self.cursor_blink = False

    def action_step_up(self) -> None:
        """A line up; from the first line the key is for the screen."""
        before = self.cursor_location
        self.action_cursor_up()
        if self.cursor_location == before or before[0] == 0 == self.wrapped_document.location_to_offset(before).y:
            self.move_cursor(before)
            raise SkipAction

    def action_step_down(self) -> None:
        """A line down; from the last line the key is for the screen."""
        before = self.cursor_location
        if self.wrapped_document.location_to_offset(before).y >= self.wrapped_document.height - 1:
            raise SkipAction
        self.action_cursor_down()

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable or event.key == "enter":
            selected = len(self.selected_text)
            if len(self.text) - selected >= self.limit:
                event.stop()
                event.prevent_default()
                self.post_message(TooLong(self.limit))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean_text(event.text)
        room = self.limit - len(self.text) + len(self.selected_text)
        if len(text) > room:
            self.post_message(TooLong(self.limit))
        result = self.replace(text[: max(room, 0)], *self.selection)
        self.move_cursor(result.end_location)

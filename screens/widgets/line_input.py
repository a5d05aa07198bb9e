"""The one-line input, in which no key replaces or removes text by surprise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from gespreksklaar.content.form.fields.typing_rule import NEXT
from gespreksklaar.content.prep.fields import LINE_LIMIT
from gespreksklaar.content.words.clean import clean_part_of_line
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.text_undo import Moment, TextKeys, TextUndo

JOINERS = frozenset("\u200c\u200d")
"""Joiners in Persian, Indic scripts and emoji, which Python does not call printable."""


@dataclass
class TooLong(Message):
    """Typed or pasted text did not fit; an input keeps at most `limit` characters."""

    limit: int


class LineInput(TextKeys, Input, inherit_bindings=False):
    """One line of text with a steady cursor and no selection. Up, down and page keys are left to the screen."""

    # Textual's own lays out the whole screen at every letter; the size of a one-line input never changes.
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
        key("ctrl+u", "undo", "input.undo"),
        key("ctrl+y", "redo", "input.redo"),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        limit: int = LINE_LIMIT,
        empties: bool = False,
        first: Callable[[str], bool] = lambda _: False,
        classes: str | None = None,
    ) -> None:
        """`empties`: Enter clears the input, because its line goes to a list and the next key begins another.

        `first` is offered each character that would begin the line, and returns whether it took it for something else.
        """
        super().__init__("", placeholder, select_on_focus=False, compact=True, classes=classes)
        # The initial value is not a change.
        with self.prevent(Input.Changed):
            self.value = value
        self._empties = empties
        self._first = first
        self.limit = limit
        self.cursor_blink = False
        self._undo_steps = TextUndo()

    def render_line(self, y: int) -> Strip:
        """The line in its style up to its end, so that its underline shows where one can write."""
        return super().render_line(y).extend_cell_length(self.size.width, self.rich_style)

    @property
    def _now(self) -> Moment:
        return Moment(self.value, self.cursor_position)

    def validate_selection(self, selection: Selection) -> Selection:
        """Keep only a cursor of a selection, so that no key can replace or remove more than one character."""
        return Selection.cursor(super().validate_selection(selection).end)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where on the screen the next letter comes. Textual's is a cell further at the end of the text."""
        return super().cursor_screen_offset - (int(self.cursor_position == len(self.value)), 0)

    @property
    def typed(self) -> str:
        """The text in the input."""
        return self.value

    def put(self, text: str) -> None:
        """Show a text from elsewhere: it posts no change, and clears the undo history."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        self._undo_steps.clear()
        self.offer(False, False)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a range as far as the text fits; post TooLong if it does not."""
        before = self._now
        room = self.limit - (len(self.value) - abs(end - start))
        if len(text) > room:
            text = text[: max(room, 0)]
            self.post_message(TooLong(self.limit))
        super().replace(text, start, end)
        self._undo_steps.record(before, self._now)
        self._offer_keys()

    async def action_submit(self) -> None:
        """Post that the line is finished, and clear it where it `empties`."""
        await super().action_submit()
        if self._empties:
            self.put("")

    def action_undo(self) -> None:
        """Undo the last word, paste or deletion."""
        self._become(self._undo_steps.undo(self._now))

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._become(self._undo_steps.redo(self._now))

    def _become(self, moment: Moment) -> None:
        self.value, self.cursor_position = moment
        self._offer_keys()

    def _offer_keys(self) -> None:
        self.offer(bool(self._undo_steps.past), bool(self._undo_steps.future))

    def _on_focus(self, event: events.Focus) -> None:
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    async def _on_key(self, event: events.Key) -> None:
        if not self.value and event.is_printable and event.character and self._first(event.character):
            event.stop()
            event.prevent_default()
        elif event.character in JOINERS:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean_part_of_line(event.text)
        # Blank lines above the copied text have become spaces, which would use up the limit.
        self.insert_text_at_cursor(text if self.cursor_position else text.lstrip())


class ListLine(LineInput):
    """The line for own words of a list: while it is empty, 0 goes to the next step, and the key bar shows that."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether this key is text here."""
        acts = not self.value and character == NEXT
        return not acts and super().check_consume_key(key, character)

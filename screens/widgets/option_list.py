"""A list to choose from by keyboard: marks, numbers, wrapped words, and a visible cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from gespreksklaar.content.form.rows import Row
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.scroller import show_lines

NO_ROW = -1
_CURSOR = {True: "▶ ", False: "  "}
_GAP = 2
"""The least space between the words of a row and its tag."""


class PickList(Widget, can_focus=True):
    """Rows through which the arrows move a cursor, to pick with space or a number.

    At the first and last row the arrows go to the screen, which moves to the field before or after. Insert picks like
    space: it is the 0 of a number pad whose arrows are on.
    """

    DEFAULT_CSS = """
    PickList { height: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor", "choices--tag", "choices--heading"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "step(-1)", "choices.up", show=False),
        key("down", "step(1)", "choices.down", show=False),
        key("home", "first", "choices.first", show=False),
        key("end", "last", "choices.last", show=False),
        key("space", "pick", "choices.pick"),
        key("insert", "pick", "choices.pad", show=False),
        *(key(str(n), f"number({n})", f"choices.number{n}", show=False) for n in range(1, 10)),
    ]

    rows: reactive[tuple[Row, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(NO_ROW)

    marks_on_focus: ClassVar[bool] = True
    """Whether a row is under the cursor as soon as the list has the focus."""
    walked = False
    """Whether the user moved the cursor to its row, rather than only came into the list."""
    _coming = 1

    @dataclass
    class Picked(Message):
        """A row was picked: by space, by its number, or by a screen that lets enter pick."""

        choices: PickList
        key: str

        @property
        def control(self) -> PickList:
            """The list that the row is in."""
            return self.choices

    @dataclass
    class Moved(Message):
        """The cursor moved to the row with this key."""

        key: str

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.set_reactive(PickList.rows, tuple(rows))

    @property
    def row(self) -> Row | None:
        """The row under the cursor, if any."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def go_to(self, key: str) -> None:
        """Put the cursor on the row with this key, if there is one."""
        self.cursor = next((i for i, row in enumerate(self.rows) if row.key == key), self.cursor)

    def enter_from(self, direction: int, *, walked: bool = False) -> None:
        """Put the cursor on the first row when the user comes from above (1), on the last from below (-1).

        A field that unfolds for it may show other rows: the list enters them the same way once it has the focus.
        """
        self._coming, self.walked = direction, walked
        self.cursor = self._walk(NO_ROW if direction > 0 else len(self.rows), direction)

    def _on_focus(self, event: events.Focus) -> None:
        self.mark_a_row()

    def _on_blur(self, event: events.Blur) -> None:
        self._coming, self.walked = 1, False

    def mark_a_row(self) -> None:
        """With the focus here, put the cursor on the first or last row if it is on none."""
        if self.marks_on_focus and self.row is None:
            self.enter_from(self._coming)

    # What the keys do.

    def action_step(self, direction: int) -> None:
        """Move down (1) or up (-1) a row; past the ends the key goes to the screen."""
        there = self._walk(self.cursor, direction)
        if there == self.cursor:
            raise SkipAction
        self.walked = True
        self.cursor = there

    def action_first(self) -> None:
        """Move to the first row."""
        self.enter_from(1, walked=True)

    def action_last(self) -> None:
        """Move to the last row."""
        self.enter_from(-1, walked=True)

    def action_pick(self) -> None:
        """Pick the row under the cursor; the first row when there was no cursor yet."""
        if self.row is None:
            self.action_first()
        if self.row:
            self.post_message(self.Picked(self, self.row.key))

    def action_number(self, number: int) -> None:
        """Pick the row with this number."""
        for index, row in enumerate(self.rows):
            if row.number == number:
                self.cursor = index
                self.post_message(self.Picked(self, row.key))

    def _walk(self, start: int, direction: int) -> int:
        at = start + direction
        while 0 <= at < len(self.rows):
            if not self.rows[at].heading:
                return at
            at += direction
        return start if 0 <= start < len(self.rows) else NO_ROW

    # How it looks.

    def head(self, width: int) -> list[Content]:
        """The lines above the rows, if any."""
        return []

    def watch_rows(self) -> None:
        """Keep the cursor inside the list when it shrinks."""
        if self.cursor >= len(self.rows):
            self.cursor = self._walk(len(self.rows), -1)

    def watch_cursor(self) -> None:
        """Keep the row under the cursor in view, and update the key bar for it."""
        if self.is_attached:
            self.refresh_bindings()
            self.show_row()
            if self.row and self.has_focus:
                self.post_message(self.Moved(self.row.key))

    def show_row(self) -> None:
        """Scroll the row under the cursor into view."""
        if self.row is not None:
            above = sum(len(self._lines(row, False, self.size.width)) for row in self.rows[: self.cursor])
            top = len(self.head(self.size.width)) + above
            show_lines(self, top, len(self._lines(self.row, True, self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the wrapped rows need."""
        return len(self.head(width)) + sum(len(self._lines(row, False, width)) for row in self.rows)

    def render(self) -> Content:
        """All rows, wrapped with a hanging indent, the cursor's row marked by a sign and by colour."""
        width = self.content_size.width
        lines = self.head(width)
        for index, row in enumerate(self.rows):
            if at_cursor := self.has_focus and index == self.cursor:
                # Screen readers and magnifiers follow the terminal's own cursor, though it is not shown.
                self.app.cursor_position = self.content_region.offset + Offset(0, len(lines))
            lines += self._lines(row, at_cursor, width)
        return Content("\n").join(lines)

    def _lines(self, row: Row, at_cursor: bool, width: int) -> list[Content]:
        if row.heading:
            style = self.get_visual_style("choices--heading", partial=True)
            return [line.stylize(style) for line in Content("  " + row.text).wrap(max(width, 1))]
        number = f"{row.number} " if row.number else ""
        marked = bool(row.mark) or (not number and any(other.number for other in self.rows))
        lead = _CURSOR[at_cursor] + (f"{row.mark} " if row.mark else "") + number.rjust(2 if marked else 0)
        words = Content(row.text or " ").wrap(max(width - len(lead), 1))
        parts = [Content(lead if n == 0 else " " * len(lead)) + line.rstrip() for n, line in enumerate(words)]
        if row.tag:
            # After the words, never beside a line that goes on below: it would be read as one of them.
            if parts[-1].cell_length + _GAP + len(row.tag) > width:
                parts.append(Content(""))
            gap = " " * max(width - parts[-1].cell_length - len(row.tag), 0)
            parts[-1] += Content.assemble(gap, (row.tag, self.get_visual_style("choices--tag", partial=True)))
        lines = [part.pad_right(max(width - part.cell_length, 0)) for part in parts]
        if at_cursor:
            style = self.get_visual_style("choices--cursor")
            lines = [line.stylize(style) for line in lines]
        return lines

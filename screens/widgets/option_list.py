"""A list to choose from by keyboard: marks, numbers, wrapped words, and a visible cursor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from gespreksklaar.content.form.rows import Row
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.scroller import are_in_sight, show_lines

NO_ROW = -1
_CURSOR = {True: "▶ ", False: "  "}
_GAP = 2
"""The least space between the words of a row and its tag."""


class _Wrapped:
    """The texts of rows in lines of at most `width` cells, without their looks; those of `before` are used again."""

    def __init__(self, rows: tuple[Row, ...], width: int, before: _Wrapped | None) -> None:
        self.rows, self.width = rows, width
        numbered = any(row.number for row in rows)
        known = before._lines if before else {}
        self._lines: dict[tuple[str, int], list[Content]] = {}
        self.leads: list[str] = []
        """What stands before the first line of each row, after the cursor."""
        self.texts: list[list[Content]] = []
        for row in rows:
            number = f"{row.number} " if row.number else ""
            mark = f"{row.mark} " if row.mark else ""
            lead = "" if row.heading else mark + number.rjust(2 if mark or (numbered and not number) else 0)
            room = max(width - 2 - len(lead), 1)
            at = row.text, room
            self._lines[at] = known.get(at) or [line.rstrip() for line in Content(row.text or " ").wrap(room)]
            self.leads.append(lead)
            lines = self._lines[at]
            # After the words, never beside a line that goes on below: it would be read as one of them.
            beside = not row.tag or lines[-1].cell_length + _GAP + len(row.tag) <= room
            self.texts.append(lines if beside else [*lines, Content("")])
        self.tops = list(accumulate(map(len, self.texts), initial=0))
        """The line at which each row begins, and at the end how many lines there are."""


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
    cursor: reactive[int] = reactive(NO_ROW, repaint=False)

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
        self._draw_rows(self.cursor)

    def _on_blur(self, event: events.Blur) -> None:
        self._coming, self.walked = 1, False
        self._draw_rows(self.cursor)

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
        if row := self.go_to_number(number):
            self.post_message(self.Picked(self, row.key))

    def go_to_number(self, number: int) -> Row | None:
        """Put the cursor on the row with this number; None when there is none."""
        at = next((index for index, row in enumerate(self.rows) if row.number == number), None)
        if at is None:
            return None
        self.cursor = at
        return self.rows[at]

    def _walk(self, start: int, direction: int) -> int:
        at = start + direction
        while 0 <= at < len(self.rows):
            if not self.rows[at].heading:
                return at
            at += direction
        return start if 0 <= start < len(self.rows) else NO_ROW

    # How it looks. Only the lines that changed are drawn, and only those in sight.

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the row under the cursor is on the screen."""
        line = self._place(self.cursor, self.content_size.width).start if self.row else 0
        return self.content_region.offset + Offset(0, line)

    def head(self, width: int) -> list[Content]:
        """The lines above the rows, if any."""
        return []

    def watch_rows(self, before: tuple[Row, ...], now: tuple[Row, ...]) -> None:
        """Keep the cursor inside the list when it shrinks, and update the key bar when its row was picked."""
        if self.cursor >= len(now):
            self.cursor = self._walk(len(now), -1)
        elif self.has_focus and 0 <= self.cursor < len(before) and before[self.cursor].mark != now[self.cursor].mark:
            self.refresh_bindings()

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two rows that it went from and to, keep its row in view, and update the key bar for it."""
        if self.is_attached:
            self._draw_rows(before, now)
            self.refresh_bindings()
            self.show_row()
            if self.row and self.has_focus:
                self.post_message(self.Moved(self.row.key))

    def show_row(self) -> None:
        """Scroll the row under the cursor into view."""
        if self.row is not None:
            lines = self._place(self.cursor, self.size.width)
            show_lines(self, lines.start, len(lines))

    def is_in_sight(self, key: str) -> bool:
        """Whether the row with this key is in view; also if there is none."""
        at = next((index for index, row in enumerate(self.rows) if row.key == key), None)
        if at is None:
            return True
        lines = self._place(at, self.size.width)
        return are_in_sight(self, lines.start, len(lines))

    def rows_past(self, lines: int) -> int:
        """How many rows do not fit in this many lines."""
        return sum(self._place(index, self.size.width).stop > lines for index in range(len(self.rows)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the wrapped rows need."""
        return len(self.head(width)) + self._wrap(width).tops[-1]

    def render_line(self, y: int) -> Strip:
        """One line of the rows, wrapped with a hanging indent; the cursor's row is marked by a sign and by colour."""
        width = self.content_size.width
        head = self.head(width)
        if y < len(head):
            line = head[y]
        elif y - len(head) < self._wrap(width).tops[-1]:
            line = self._line(y - len(head))
        else:
            return Strip.blank(width, self.visual_style.rich_style)
        return Visual.to_strips(self, line, width, 1, self.visual_style)[0]

    _wrapped: _Wrapped | None = None

    def _wrap(self, width: int) -> _Wrapped:
        if self._wrapped is None or self._wrapped.rows is not self.rows or self._wrapped.width != width:
            self._wrapped = _Wrapped(self.rows, width, self._wrapped)
        return self._wrapped

    def _place(self, index: int, width: int) -> range:
        """The lines of a row."""
        wrapped, above = self._wrap(width), len(self.head(width))
        return range(above + wrapped.tops[index], above + wrapped.tops[index + 1])

    def _draw_rows(self, *indexes: int) -> None:
        places = [self._place(index, self.content_size.width) for index in indexes if 0 <= index < len(self.rows)]
        if places:
            self.refresh(*(Region(0, lines.start, self.size.width, len(lines)) for lines in places))

    def _line(self, y: int) -> Content:
        width = self.content_size.width
        wrapped = self._wrap(width)
        index = bisect_right(wrapped.tops, y) - 1
        row, text = self.rows[index], wrapped.texts[index][y - wrapped.tops[index]]
        if row.heading:
            return Content.assemble("  ", (text.plain, self.get_visual_style("choices--heading", partial=True)))
        at_cursor, is_first = self.has_focus and index == self.cursor, y == wrapped.tops[index]
        lead = _CURSOR[at_cursor] + wrapped.leads[index]
        line = Content(lead if is_first else " " * len(lead)) + text
        if at_cursor and is_first:
            # Screen readers and magnifiers follow the terminal's own cursor, though it is not shown.
            self.app.cursor_position = self.content_region.offset + Offset(0, len(self.head(width)) + y)
        if row.tag and y + 1 == wrapped.tops[index + 1]:
            gap = " " * max(width - line.cell_length - len(row.tag), 1)
            line += Content.assemble(gap, (row.tag, self.get_visual_style("choices--tag", partial=True)))
        line = line.pad_right(max(width - line.cell_length, 0))
        # `get_visual_style` knows no reverse, by which the row shows where there are no colours.
        style = Style.from_styles(self.get_component_styles("choices--cursor"))
        return line.stylize(style) if at_cursor else line

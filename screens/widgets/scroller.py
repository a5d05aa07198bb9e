"""A scroll container that follows the focus."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget


@runtime_checkable
class HasRow(Protocol):
    """A list with a row under its cursor."""

    def show_row(self) -> None:
        """Scroll that row into view."""


class Scroller(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A part of the screen that scrolls. Arrows and page keys are the screen's: they move through its fields."""

    kept_above = 0
    """How many lines above what is brought into view come with it."""

    class Resized(Message):
        """The scroller has another size, so that other lines are in view."""

    def scroll_lines(self, lines: int) -> None:
        """Scroll down, or up if negative. Done at once: else keys faster than repaints would count as one."""
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Notify the screen, and keep the row under the cursor in view."""
        self.post_message(self.Resized())
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if focused is not None and self in focused.ancestors and isinstance(focused, HasRow):
            focused.show_row()


def show_lines(widget: Widget, top: int, height: int = 1) -> None:
    """Scroll these lines of a widget's content into view, if it is in a scroller."""
    scroller = next((node for node in widget.ancestors if isinstance(node, Scroller)), None)
    if scroller is None or not widget.size.width:
        return
    above = min(scroller.kept_above, scroller.size.height - height)
    lines = Region(0, top_in(scroller, widget) + top - max(above, 0), 1, height + max(above, 0))
    scroller.scroll_to_region(lines, animate=False, immediate=True, x_axis=False)


def are_in_sight(widget: Widget, top: int, height: int) -> bool:
    """Whether these lines of a widget's content are in view; also if it is in no scroller."""
    scroller = next((node for node in widget.ancestors if isinstance(node, Scroller)), None)
    if scroller is None:
        return True
    first, seen_from = top_in(scroller, widget) + top, scroller.scroll_offset.y
    # What is kept above covers the first lines once those were scrolled up.
    covered = scroller.kept_above if seen_from else 0
    return seen_from + covered <= first and first + height <= seen_from + scroller.size.height


def top_in(scroller: Scroller, widget: Widget) -> int:
    """The line of the scroller's content at which this widget in it begins."""
    top = 0
    # Its region on the screen is that of the last repaint, and keys can come faster than repaints.
    for node in widget.ancestors_with_self:
        if node is scroller:
            break
        assert isinstance(node, Widget)
        top += node.virtual_region.y + (node.gutter.top if node is not widget else 0)
    return top

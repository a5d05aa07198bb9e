"""What is higher than the window: it scrolls by itself to where the parent is."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget


@runtime_checkable
class HasRow(Protocol):
    """A list with a row where the parent is."""

    def show_row(self) -> None:
        """Scroll that row into view."""


class Scroller(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A part of the screen that scrolls. Arrows and page keys are the screen's: they walk its fields."""

    class Resized(Message):
        """It got another size, so that other lines are in sight."""

    def scroll_lines(self, lines: int) -> None:
        """Further down, or up: at once, or keys that come faster than the screen is painted count as one."""
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Tell the screen, and keep what the parent is at in sight."""
        self.post_message(self.Resized())
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if focused is not None and self in focused.ancestors and isinstance(focused, HasRow):
            focused.show_row()


def show_lines(widget: Widget, top: int, height: int = 1) -> None:
    """Bring these lines of a widget's content into sight of the scroller it is in."""
    scroller = next((node for node in widget.ancestors if isinstance(node, Scroller)), None)
    if scroller is None or not widget.size.width:
        return
    # Where it is on the screen is known of the last picture only, and keys can come faster than pictures.
    for node in widget.ancestors_with_self:
        if node is scroller:
            break
        assert isinstance(node, Widget)
        top += node.virtual_region.y + (node.gutter.top if node is not widget else 0)
    scroller.scroll_to_region(Region(0, top, 1, height), animate=False, immediate=True, x_axis=False)

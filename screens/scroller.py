"""What is higher than the window: it scrolls by itself to where the parent is."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget


class Scroller(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A part of the screen that scrolls. Arrows and page keys are the screen's: they walk its fields."""

    class Resized(Message):
        """It got another size, so that other lines are in sight."""

    def scroll_lines(self, lines: int) -> None:
        """Further down, or up: at once, or keys that come faster than the screen is painted count as one."""
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Tell the screen."""
        self.post_message(self.Resized())


def show_lines(widget: Widget, top: int, height: int = 1) -> None:
    """Bring these lines of a widget's content into sight of the scroller it is in."""
    scroller = next((node for node in widget.ancestors if isinstance(node, Scroller)), None)
    if scroller is None or not widget.size.width:
        return
    place = widget.region.offset - scroller.content_region.offset + scroller.scroll_offset
    scroller.scroll_to_region(Region(place.x, place.y + top, 1, height), animate=False, immediate=True, x_axis=False)

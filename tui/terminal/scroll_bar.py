"""Scroll bars that every console can draw."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBarRender


class PlainScrollBar(ScrollBarRender):
    """A scroll bar of whole cells: the Linux console's fonts have no parts of blocks."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8

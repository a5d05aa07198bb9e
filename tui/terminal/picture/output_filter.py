"""The last filters before the terminal: for text that was not cleaned on its way in, and for who wants no colours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

from gespreksklaar.content.words.clean import harmless_line
from gespreksklaar.screens.drawing.marks import PICTURE

if TYPE_CHECKING:
    from textual.color import Color


class OutputFilter(LineFilter):
    """Removes controls, bidi marks and invisible signs from every line, and keeps its measured width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line without harmful characters."""
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text = harmless_line(segment.text)
    if text == segment.text or segment.control:
        return segment
    return Segment(set_cell_size(text, cell_len(segment.text)), segment.style)


class NoColours(LineFilter):
    """Removes every colour, also grey, but from a picture that is one of black and white; app.tcss marks by `nocolor`.

    Textual's own makes greys of them, which a terminal with a ground of its own colour shows beside it.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line in the terminal's own colours."""
        return [Segment(text, style and _without_colour(style), control) for text, style, control in segments]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style if PICTURE in style.meta else style.without_color

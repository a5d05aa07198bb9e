"""The last filter before the terminal, for text that was not cleaned on its way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

from gespreksklaar.content.words.clean import harmless_line

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

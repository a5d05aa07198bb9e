"""Little that was drawn stays in memory once it is gone from the screen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.style import Style

if TYPE_CHECKING:
    from textual.color import Color


_split_cells = lru_cache(1024)(Segment.__dict__["_split_cells"].__func__.__wrapped__)


@lru_cache(1024)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def let_go() -> None:
    """From here on Textual remembers styles by their colours alone, and fewer pieces of lines.

    It remembers styles by the widget too, and so keeps every line that a thousand widgets ever drew; and of the last
    sixteen thousand lines that were cut, both parts.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[assignment]
    Segment._split_cells = classmethod(_split_cells)  # type: ignore[arg-type, assignment, method-assign]

"""Shrink Textual's and Rich's render caches, which keep removed widgets alive."""

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
    """Cache styles by their colours only, and fewer cut lines, from here on.

    Textual's own key includes the widget, which keeps every line that the last thousand widgets drew; Rich keeps both
    parts of the last sixteen thousand cut lines.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[assignment]
    Segment._split_cells = classmethod(_split_cells)  # type: ignore[arg-type, assignment, method-assign]

"""Replace Textual's cache of styles, which keeps removed widgets alive, by one that does not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.style import Style

if TYPE_CHECKING:
    from textual.color import Color


@lru_cache(1024)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def let_go() -> None:
    """Cache styles by their colours only, from here on.

    Textual's own key includes the widget, and so keeps every line that a thousand widgets ever drew: some 5 MB after
    eight walks through all steps and back (bench/compare.py).
    """
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[assignment]

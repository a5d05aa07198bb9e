"""A screen that is drawn once for each key. It uses private names of Textual: see docs/textual.md."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.screen import UPDATE_PERIOD, Screen
from textual.timer import Timer
from textual.widget import Widget

from gespreksklaar.screens.drawing.changed_parts import ChangedParts
from gespreksklaar.screens.drawing.settled import settled

_Result = TypeVar("_Result")
_TOGETHER = 0.25
"""Seconds that a picture waits at most for what is still changing: a slow machine shows its parts as they come."""
_ROUNDS = 4
"""How often a picture is laid out at most before it is drawn: scrolling after one layout asks for the next."""


class OnePicture(Screen[_Result]):
    """A screen that is drawn once all that a key brought about is known, rather than at each change of a part."""

    _turns: Timer | None = None
    _is_turn = False
    """Whether it is being laid out or drawn now, rather than asked to be."""
    _is_held = False
    """Whether it is laid out without being drawn, for more may come."""
    _is_asked = False
    """Whether something on it is to be drawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compositor = ChangedParts()

    @property
    def _update_timer(self) -> Timer:
        if self._turns is None:
            self._turns = self.set_interval(UPDATE_PERIOD, self._draw, name="screen_update", pause=True)
        return self._turns

    def _reset_focus(self, widget: Widget, avoiding: list[Widget] | None = None) -> None:
        if self in self.app.screen_stack:
            super()._reset_focus(widget, avoiding)

    async def _draw(self) -> None:
        self._is_held = True
        anything = False
        try:
            for _ in range(_ROUNDS):
                await settled(_TOGETHER)
                self._on_timer_update()
                if not self._is_asked:
                    break
                anything, self._is_asked = True, False
        finally:
            self._is_held = False
            self._is_asked |= anything
        self._on_timer_update()

    def _on_timer_update(self) -> None:
        self._is_turn = True
        try:
            super()._on_timer_update()
        finally:
            self._is_turn = False
        if self._is_asked and not self._is_held:
            self._is_asked = False
            super()._compositor_refresh()

    def _compositor_refresh(self) -> None:
        self._is_asked = True
        self._dirty_widgets.clear()
        if not self._is_turn:
            self._update_timer.resume()

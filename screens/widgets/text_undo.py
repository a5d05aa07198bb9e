"""The undo history of a text: each step is a word, a paste or a run of deletions, and ends at a pause."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.events import Key
    from textual.widget import Widget
else:
    # Textual takes a widget's styles from its first base that is a widget, so this mixin may not be one.
    Widget = object

PAUSE = 2.0
"""Seconds without a key after which a new step begins."""
LINE_STEPS = 500
LONG_STEPS = 5_000


class Moment(NamedTuple):
    """A text and the cursor in it."""

    text: str
    cursor: int


def begins_word(char: str, last: str) -> bool:
    """Whether a word begins with this character, coming after that one."""
    return last.isspace() and not char.isspace()


class TextUndo:
    """The moments before each step, and those that the user undid."""

    def __init__(self) -> None:
        self.past: deque[Moment] = deque(maxlen=LINE_STEPS)
        self.future: list[Moment] = []
        self.clear()

    def clear(self) -> None:
        """Forget everything: the text was replaced from elsewhere."""
        self.past.clear()
        self.future.clear()
        self._last: Moment | None = None
        self._growth, self._char, self._at = 0, "", 0.0

    def record(self, before: Moment, after: Moment) -> None:
        """Record a change; one more letter of the same word joins the step before."""
        growth = len(after.text) - len(before.text)
        if not growth:
            return
        char = after.text[before.cursor] if growth > 0 else before.text[after.cursor]
        now = time.monotonic()
        goes_on = before == self._last and growth == self._growth and abs(growth) == 1 and now - self._at < PAUSE
        if not goes_on or begins_word(char, self._char):
            self.past.append(before)
        self.future.clear()
        self._last, self._growth, self._char, self._at = after, growth, char, now

    def undo(self, now: Moment) -> Moment:
        """The moment before the last step; raises IndexError when there is none."""
        self.future.append(now)
        self._last = None
        return self.past.pop()

    def redo(self, now: Moment) -> Moment:
        """The moment after the step undone last; raises IndexError when there is none."""
        self.past.append(now)
        self._last = None
        return self.future.pop()


class TextKeys(Widget):
    """A mixin for inputs: keys work in the order pressed, undo and redo only while there is something."""

    _ways: tuple[bool, bool] = (False, False)

    def offer(self, undo: bool, redo: bool) -> None:
        """Set which of these keys the input offers from now on."""
        if self._ways != (undo, redo):
            self._ways = undo, redo
            self.refresh_bindings()

    async def _on_key(self, event: Key) -> None:
        # Textual runs a binding only when the key has bubbled to the app. By then letters of the same burst, as over
        # a slow line, have overtaken it, and a backspace removes the wrong one.
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo and redo only while there is something to undo or redo."""
        return self._ways[action == "redo"] if action in ("undo", "redo") else True

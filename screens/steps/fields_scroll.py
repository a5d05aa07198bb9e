"""The fields of a place, one below the other; the question that is being answered stays in sight above them."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.screens.widgets.scroller import Scroller, top_in


class FieldsScroll(Scroller):
    """A scroller whose top line shows the question where that is scrolled out of sight."""

    kept_above = 1

    def __init__(self) -> None:
        self._question: Widget | None = None
        self._words = ""
        self._head = Static(id="question")
        super().__init__(self._head, id="fields")

    def keep_in_sight(self, question: Widget | None, words: str) -> None:
        """Show the last line of these `words` while the end of `question`, where they stand, is not in sight."""
        self._question, self._words = question, words
        self._look()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Look whether the question is still in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._look()

    def _look(self) -> None:
        question, width = self._question, self.scrollable_content_region.width
        gone = False
        if question is not None and question.is_attached and width:
            gone = top_in(self, question) + question.size.height <= self.scroll_offset.y
        if gone:
            self._head.update(Content(Content(self._words).wrap(width)[-1].plain))
        self._head.display = gone

"""The line of a list in which own words are written, and the words of another line changed."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import Prep, new_id
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.screens.fields.marked_lines import MarkedLinesField
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import FieldDone, Said


class OwnLineField(MarkedLinesField):
    """A list with an input for one of its lines: each letter is in the list at once. A subclass shows the list."""

    item_type: ClassVar[type[Item]] = Item
    writing = ""
    """The key of the line that is in the input now: a new own line, or one that is being changed."""
    _changes = False
    """Whether it is one that was finished before."""
    _emptied: tuple[int, Item] | None = None
    """That line and its place while it has no words: whoever writes it anew does not make it another line."""

    def is_written(self, key: str) -> bool:
        """Whether this line is in the input now."""
        return bool(self.writing) and key == self.writing

    def load(self, prep: Prep) -> None:
        """Show what this prep holds; a line that is being written stays in the input while it exists."""
        super().load(prep)
        if self.writing in self.items:
            self._emptied = None
        elif self.writing and not self._emptied:
            self._stop_writing()

    def write_in(self, key: str) -> None:
        """Put this line of the list in the input, to change its words."""
        self.writing, self._emptied, self._changes = key, None, True
        line = self.query_one(LineInput)
        line.put(self.words_of(key))
        line.focus()

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        text = clean_line(event.value)
        items = dict(self.items)
        if text and not self.has_room(self.writing):
            self._stop_writing()
            return
        if text:
            self.writing = self.writing or f"own-{new_id()[:8]}"
            items = self._with_line(items, text)
        elif self.writing and self.writing in items:
            self._emptied = list(items).index(self.writing), items.pop(self.writing)
        self.edit(items)

    def _with_line(self, items: dict[str, Item], text: str) -> dict[str, Item]:
        """The list with these words in the line that is in the input."""
        if not self._emptied or self.writing in items:
            return items | {self.writing: self.edited_item(items.get(self.writing, self.item_type()), text)}
        at, item = self._emptied
        self._emptied = None
        has_place = sum(other.top for other in items.values()) < self.field.asks.top
        lines = list(items.items())
        lines.insert(at, (self.writing, item.model_copy(update={"text": text, "top": item.top and has_place})))
        return dict(lines)

    def has_room(self, key: str) -> bool:
        """Whether this line is on the list or still fits; says so when it does not."""
        fits = key in self.items or len(self.items) < LIST_LIMIT
        if not fits:
            self.say("ui.message.list-full", limit=LIST_LIMIT)
        return fits

    def edited_item(self, item: Item, text: str) -> Item:
        """The line with other words."""
        return item.model_copy(update={"text": text})

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        if self.writing and self.writing in self.items:
            key, self.writing = self.writing, ""
            self.show_value()
            if self._changes:
                self._changes = False
                self.post_message(Said(self.hint))
            self.line_done(key)
        elif not event.value.strip():
            self._stop_writing()
            self.post_message(FieldDone())

    def line_done(self, key: str) -> None:
        """An own line was finished with enter: the next can be typed."""

    def _stop_writing(self) -> None:
        self.writing, self._emptied, self._changes = "", None, False
        self.query_one(LineInput).put("")

    def watch_unfolded(self, unfolded: bool) -> None:
        """Whoever leaves the field has finished the line."""
        if not unfolded and self.writing:
            self._stop_writing()
        super().watch_unfolded(unfolded)

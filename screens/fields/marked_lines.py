"""Lines that can be marked: not in front of my child, or only for me. One key goes through the marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.visibility import next_mark
from gespreksklaar.screens.fields.suggestions import SuggestionField
from gespreksklaar.screens.widgets.keys import key


class MarkedLinesField(SuggestionField):
    """A list whose lines say in words who may not see them."""

    BINDINGS: ClassVar[list[BindingType]] = [key("p", "mark", "field.mark")]

    @property
    def items(self) -> Mapping[str, Item]:
        """The list as the prep holds it."""
        items: Mapping[str, Item] = self.value
        return items

    def words_of(self, key: str) -> str:
        """A line in words, without its mark."""
        return item_words(self.texts, self.field.asks.bank, key, self.items[key], self.prep)

    def with_mark(self, words: str, item: Item) -> str:
        """These words of a line, followed by its mark."""
        return f"{words} · {self.texts(f'sheet.marks.{item.mark}')}" if item.mark else words

    def action_mark(self) -> None:
        """Give the line under the cursor the next mark, and say what that means."""
        row = self.choices.row
        if row is None or row.key not in self.items:
            return
        item = self.items[row.key]
        marked = item.model_copy(update={"mark": next_mark(item.mark)})
        self.edit({**self.items, row.key: marked}, undoable=True)
        self.show_value()
        self.say(f"ui.marks.{marked.mark or 'none'}")

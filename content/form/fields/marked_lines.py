"""Lists of which each line can have a mark: not in front of my child, or only for me."""

from __future__ import annotations

from collections.abc import Mapping

from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.suggestions import Suggestions
from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.visibility import next_mark


class MarkedLines(Suggestions):
    """A list whose rows show who may not see them."""

    @property
    def items(self) -> Mapping[str, Item]:
        """The lines as the prep holds them, in their order."""
        items: Mapping[str, Item] = self.value
        return items

    def words_of(self, key: str) -> str:
        """A line in words, without its mark."""
        return item_words(self.texts, self.field.asks.bank, key, self.items[key], self.prep)

    def with_mark(self, words: str, item: Item) -> str:
        """These words of a line, followed by its mark."""
        return f"{words} · {self.texts(f'sheet.marks.{item.mark}')}" if item.mark else words

    def with_line(self, key: str, item: Item, message: str = "") -> Change:
        """Put this line in the list: in its own place when it is there already, else at the end."""
        return self.change({**self.items, key: item}, message)

    def marked(self, key: str) -> Change | None:
        """Give the line its next mark; the message explains that mark. None when the list has no such line."""
        item = self.items.get(key)
        if item is None:
            return None
        mark = next_mark(item.mark)
        return self.with_line(key, item.model_copy(update={"mark": mark}), self.texts(f"ui.marks.{mark or 'none'}"))

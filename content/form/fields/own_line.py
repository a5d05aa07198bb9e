"""A list with an input for one of its lines: the user adds own words there, or changes the words of a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.marked_lines import MarkedLines
from gespreksklaar.content.form.fields.typing_rule import is_only_digits, is_only_signs, without_opening_quote
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import new_id
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem


@dataclass(frozen=True)
class OwnLine:
    """The line that is in the input: `key` is its key in the list, empty while nothing is typed.

    `is_change` is true when the line was finished before. `emptied` is its place and the line itself while it has no
    words and so is not in the list: typed anew, it is the same line, with its mark.
    """

    key: str = ""
    is_change: bool = False
    emptied: tuple[int, Item] | None = None

    def in_list(self, items: Mapping[str, Item]) -> Self:
        """The line after the list changed elsewhere; empty when that removed a line which the user had not emptied."""
        if self.key in items:
            return replace(self, emptied=None)
        return self if self.emptied else type(self)()


class OwnLines(MarkedLines):
    """What all lists with such an input share."""

    item_type: ClassVar[type[Item]] = Item

    @property
    def placeholder(self) -> str:
        """What the empty input shows."""
        return self.words("own") or self.texts("ui.field.own")

    def typed(self, text: str) -> Change | None:
        """Add a whole line in own words; None without words. Raises Problem when the list is full."""
        return self.written(OwnLine(), text)[1] if clean_line(text) else None

    def written(self, line: OwnLine, text: str) -> tuple[OwnLine, Change]:
        """The line and the list after the input changed to this text. Raises Problem when the list is full.

        Digits alone are no line, nor are signs: they were pressed as keys.
        """
        text = without_opening_quote(clean_line(text))
        text = "" if is_only_digits(text) or is_only_signs(text) else text
        items = dict(self.items)
        if text:
            self.check_room(line.key)
            line = line if line.key else replace(line, key=f"own-{new_id()[:8]}")
            items = self._with_words(items, line, text)
            line = line if line.emptied is None else replace(line, emptied=None)
        elif line.key and line.key in items:
            line = replace(line, emptied=(list(items).index(line.key), items.pop(line.key)))
        return line, self.change(items)

    def check_room(self, key: str) -> None:
        """Raise Problem when this line is not in the list and the list is full."""
        if key not in self.items and len(self.items) >= LIST_LIMIT:
            raise Problem("list-full", limit=LIST_LIMIT)

    def reworded(self, key: str, item: Item, text: str) -> Item:
        """The line with these words; `item` is an empty one where the list has none with this key yet."""
        return item.model_copy(update={"text": text})

    def _with_words(self, items: dict[str, Item], line: OwnLine, text: str) -> dict[str, Item]:
        if not line.emptied or line.key in items:
            return items | {line.key: self.reworded(line.key, items.get(line.key, self.item_type()), text)}
        at, item = line.emptied
        has_place = sum(other.top for other in items.values()) < self.field.asks.top
        lines = list(items.items())
        lines.insert(at, (line.key, item.model_copy(update={"text": text, "top": item.top and has_place})))
        return dict(lines)

"""A list: what was picked or written, in the user's order, and which lines are most important."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from gespreksklaar.content.agreements.carry_over import questions_before
from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.own_line import OwnLines
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.declaration import Item

LineAction = Literal["top", "change", "remove", "mark", "move"]
"""What can be done with one line of the list."""


class PickMany(OwnLines):
    """The lines of the list first, then what else can be picked."""

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """The list, and below it the suggestions of the page that it does not have.

        A line that is a suggestion of this page keeps its number, which takes it off again.
        """
        numbers = {key: n for n, key in enumerate(self.shown(page), 1)}
        picked = [row._replace(number=numbers.get(row.key)) for row in self.answer_rows(writing)]
        rest = [
            Row(key, self.suggested_words(key), "[ ]", number=n) for key, n in numbers.items() if key not in self.items
        ]
        return (*picked, *rest, *self.turning_rows(page))

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """The list without the line that is in the input."""
        return tuple(self.row_of(key, item) for key, item in self.items.items() if not writing or key != writing)

    def row_of(self, key: str, item: Item) -> Row:
        """The row of a line, with its number among the most important ones."""
        tag = self.texts("ui.field.top", n=self._tops.index(key) + 1) if item.top else ""
        return Row(key, self.with_mark(self.words_of(key), item), "[x]", tag)

    def can_be(self, action: LineAction, key: str) -> bool:
        """Whether this can be done with the line or suggestion with this key; both can become a most important one."""
        if action == "top":
            return bool(self.field.asks.top) and (key in self.items or self.is_suggestion(key))
        return key in self.items

    # The list.

    def picked(self, key: str) -> Change | None:
        """Add a suggestion, or remove a line of the list. Raises Problem when the list is full."""
        if key in self.items:
            return self.picked_again(key)
        return self.added(key) if self.is_suggestion(key) else None

    def picked_again(self, key: str) -> Change | None:
        """The change when the user picks a line of the list: remove it."""
        return self.removed(key)

    def added(self, key: str) -> Change:
        """Add the suggestion at the end. Raises Problem when the list is full."""
        self.check_room(key)
        return self.with_line(key, self.new_item(key))

    def new_item(self, key: str) -> Item:
        """The line that a suggestion becomes, with the mark that it has from the start."""
        entry = bank(self.field.asks.bank).get(key)
        return self.item_type(mark=entry.mark if entry else "")

    def removed(self, key: str) -> Change | None:
        """Remove the line; None when the list has no such line."""
        if key not in self.items:
            return None
        rest = {name: item for name, item in self.items.items() if name != key}
        return self.change(rest, self.texts("ui.message.removed"))

    def moved(self, key: str, direction: int) -> Change | None:
        """Move the line one place earlier (-1) or later (1); None at the ends."""
        keys = list(self.items)
        if key not in keys or not 0 <= (to := keys.index(key) + direction) < len(keys):
            return None
        keys.remove(key)
        keys.insert(to, key)
        return self.change({name: self.items[name] for name in keys})

    # Most important.

    def topped(self, key: str) -> Change | None:
        """Make the line one of the most important, or take that back. It adds a suggestion to the list too.

        None when all places are taken: ask with `swap_title` and `swap_rows` which line gives up its place, then use
        `swapped`. Raises Problem when the list is full.
        """
        self.check_room(key)
        is_top = key in self._tops
        return self._with_tops({key: not is_top}) if is_top or len(self._tops) < self.field.asks.top else None

    @property
    def swap_title(self) -> str:
        """The question which of the most important lines gives up its place."""
        return self.texts("ui.dialog.top-full.title", n=len(self._tops))

    def swap_rows(self) -> tuple[Row, ...]:
        """The most important lines, to answer that question."""
        rows = (self.row_of(key, self.items[key]) for key in self._tops)
        return tuple(Row(row.key, row.text, number=n) for n, row in enumerate(rows, 1))

    def swapped(self, goes: str, comes: str) -> Change:
        """Make one line most important in the place of another."""
        return self._with_tops({goes: False, comes: True})

    @property
    def _tops(self) -> list[str]:
        return [key for key, item in self.items.items() if item.top]

    def _with_tops(self, tops: Mapping[str, bool]) -> Change:
        items = dict(self.items)
        for key, top in tops.items():
            if key in items or self.is_suggestion(key):
                items[key] = (items.get(key) or self.new_item(key)).model_copy(update={"top": top})
        return self.change(items)


class Questions(PickMany):
    """The questions for the teacher: those about agreements of earlier talks are the first to choose from."""

    def suggestions(self) -> Sequence[str]:
        """The questions about last time, then the guide's."""
        return [*questions_before(self.prep), *super().suggestions()]

    def is_suggestion(self, key: str) -> bool:
        """Whether the user can pick this key."""
        return super().is_suggestion(key) or key in questions_before(self.prep)

    def new_item(self, key: str) -> Item:
        """The line that a question becomes; one about last time has the mark of its agreement."""
        return questions_before(self.prep).get(key) or super().new_item(key)

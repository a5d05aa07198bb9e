"""A field with a list: what is picked, its order, and which lines are most important."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.screens.fields.own_line import OwnLineField
from gespreksklaar.screens.fields.suggestions import MORE
from gespreksklaar.screens.widgets.dialogs import Menu
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.option_list import Choices

_ROW_ACTIONS = {"top", "change", "remove", "mark", "move"}


class PickManyField(OwnLineField):
    """An own line first, then the list as it is now, then what else can be picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("t", "top", "field.top"),
        key("e", "change", "field.change"),
        key("x,delete,backspace", "remove", "field.remove"),
        key("plus,equals_sign", "move(-1)", "field.earlier", display="+"),
        key("minus", "move(1)", "field.later", display="-"),
    ]
    offers_undo = True

    def compose(self) -> ComposeResult:
        """A label, a line for own words, the list."""
        yield self.label
        yield LineInput(placeholder=self.words("own"), limit=self.field.asks.limit, empties=True)
        yield Choices(self.rows())

    # What is shown.

    def rows(self) -> tuple[Row, ...]:
        """The list, and below it what can still be picked."""
        picked = [self.row_of(key, item) for key, item in self.items.items() if not self.is_written(key)]
        if not self.unfolded:
            return tuple(picked)
        rest = [
            Row(key, self.suggested_words(key), "[ ]", number=n)
            for n, key in enumerate(self.shown(), 1)
            if key not in self.items
        ]
        heading = self.texts("ui.field.pick-from" if not picked else "ui.field.pick-more")
        return (*picked, Row("", heading, heading=True), *rest, *self.more_row())

    def row_of(self, key: str, item: Item) -> Row:
        """How a line of the list looks."""
        tops = [name for name, other in self.items.items() if other.top]
        tag = self.texts("ui.field.top", n=tops.index(key) + 1) if key in tops else ""
        return Row(key, self.with_mark(self.words_of(key), item), "[x]", tag)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for a line work where the cursor is on a line."""
        if action in _ROW_ACTIONS:
            row = self.choices.row if self.choices.has_focus else None
            known = row is not None and (row.key in self.items or (action == "top" and row.mark == "[ ]"))
            return known and (action != "top" or bool(self.field.asks.top))
        return super().check_action(action, parameters)

    # The list.

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        if event.key == MORE:
            self.action_more()
        elif event.key in self.items:
            self.pick_again(event.key)
        elif self.is_suggestion(event.key):
            self.add(event.key)

    def pick_again(self, key: str) -> None:
        """A line that is on the list already goes off it."""
        self.action_remove()

    def add(self, key: str) -> None:
        """Put a suggestion on the list."""
        if not self.has_room(key):
            return
        at = self.choices.cursor
        self.edit({**self.items, key: self.picked_item(key)}, undoable=True)
        self.show_value()
        self.choices.cursor = min(at + 1, len(self.choices.rows) - 1)

    def picked_item(self, key: str) -> Item:
        """The line a suggestion becomes."""
        return self.item_type()

    def action_remove(self) -> None:
        """Take the line off the list; undo brings it back."""
        row = self.choices.row
        if row and row.key in self.items:
            self.edit({key: item for key, item in self.items.items() if key != row.key}, undoable=True)
            self.show_value()
            self.say("ui.message.removed")

    def action_change(self) -> None:
        """Change the words of this line in the input."""
        row = self.choices.row
        if row and row.key in self.items:
            self.write_in(row.key)
            self.show_value()
            # After the hint that the line gives when the parent comes to it.
            self.call_after_refresh(self.say, "ui.message.changing")

    def action_move(self, direction: int) -> None:
        """Put the line one place earlier or later."""
        keys = list(self.items)
        row = self.choices.row
        if row is None or not 0 <= (to := keys.index(row.key) + direction) < len(keys):
            return
        keys.remove(row.key)
        keys.insert(to, row.key)
        self.edit({key: self.items[key] for key in keys}, undoable=True)
        self.show_value()
        self.choices.go_to(row.key)

    # Most important.

    def action_top(self) -> None:
        """Mark this line as most important, or not any more; a suggestion is picked by it too."""
        row = self.choices.row
        if row is None or not self.has_room(row.key):
            return
        item = self.items.get(row.key)
        tops = [key for key, other in self.items.items() if other.top]
        if item and item.top:
            self._set_top({row.key: False})
        elif len(tops) < self.field.asks.top:
            self._set_top({row.key: True})
        else:
            self._ask_which_goes(row.key, tops)

    def _ask_which_goes(self, key: str, tops: list[str]) -> None:
        rows = [self.row_of(top, self.items[top]) for top in tops]
        menu = Menu(
            self.texts("ui.dialog.top-full.title", n=len(tops)),
            [Row(row.key, row.text, number=n) for n, row in enumerate(rows, 1)],
            self.texts,
        )

        def answered(goes: str | None) -> None:
            if goes:
                self._set_top({goes: False, key: True})

        self.app.push_screen(menu, answered)

    def _set_top(self, marks: Mapping[str, bool]) -> None:
        items = dict(self.items)
        for name, top in marks.items():
            if name in items or self.is_suggestion(name):
                items[name] = (items.get(name) or self.picked_item(name)).model_copy(update={"top": top})
        self.edit(items, undoable=True)
        self.show_value()
        self.choices.go_to(list(marks)[-1])

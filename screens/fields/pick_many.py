"""A list field: the user picks lines, orders them and marks the most important ones."""

from __future__ import annotations

from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import BindingType

from gespreksklaar.content.form.fields.pick_many import LineAction, PickMany
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.own_line import OwnLineField
from gespreksklaar.screens.fields.suggestions import TURNING
from gespreksklaar.screens.widgets.dialogs import Menu
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import ListLine
from gespreksklaar.screens.widgets.option_list import PickList


class PickManyField(OwnLineField):
    """An input for the user's own lines, then the picked lines, then the suggestions left."""

    form = FormOf(PickMany)

    BINDINGS: ClassVar[list[BindingType]] = [
        key("asterisk", "top", "field.top", display="*"),
        key("equals_sign,f7", "change", "field.change", display="="),
        key("full_stop,comma,delete,backspace", "remove", "field.remove", display="."),
        key("plus", "move(-1)", "field.earlier", display="+"),
        key("minus", "move(1)", "field.later", display="-"),
    ]
    offers_undo = True

    def compose(self) -> ComposeResult:
        """The label, the input for own lines, the list."""
        yield from self.heading()
        limit, placeholder = self.field.asks.limit, self.form.placeholder
        yield ListLine(placeholder=placeholder, limit=limit, empties=True, first=self.first_in_line)
        yield PickList(self.rows())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for a line work only with the cursor on one."""
        if action == "move":
            direction = parameters[0]
            assert isinstance(direction, int)
            return self.choices.has_focus and self.form.moved(self.row_key, direction) is not None
        for line_action in get_args(LineAction):
            if action == line_action:
                return self.choices.has_focus and self.form.can_be(line_action, self.row_key)
        return super().check_action(action, parameters)

    def pick(self, key: str) -> None:
        """Take a suggestion or take a line off the list, or show other suggestions."""
        if key in TURNING:
            self.turn(key)
            return
        comes, at = key not in self.form.items, self.choices.cursor
        with self.reporting():
            if change := self.form.picked(key):
                self.make(change)
                if comes:
                    self.choices.cursor = min(at + 1, len(self.choices.rows) - 1)
                    # After the hint of the row that the cursor came to; the first pick comes into view a refresh later.
                    self.call_after_refresh(self.call_after_refresh, self._tell_picked, key)

    def _tell_picked(self, key: str) -> None:
        """Name the line that was picked where a low window does not show it among the others."""
        # By then the user may have gone on, and nothing of the list be there.
        for choices in self.query(PickList):
            row = next((row for row in choices.rows if row.key == key), None)
            if row is not None and choices.has_focus and not choices.is_in_sight(key):
                self.show_text("ui.message.picked", words=row.text)

    def action_remove(self) -> None:
        """Take the line off the list; undo brings it back."""
        self.make(self.form.removed(self.row_key))

    def action_change(self) -> None:
        """Change the words of this line in the input."""
        if self.row_key in self.form.items:
            self.write_in(self.row_key)
            self.show_value()
            # After the hint that the field shows when the focus moves to the input.
            self.call_after_refresh(self.show_text, "ui.message.changing")

    def action_move(self, direction: int) -> None:
        """Move the line one place up (-1) or down (1)."""
        name = self.row_key
        if change := self.form.moved(name, direction):
            self.make(change)
            self.choices.go_to(name)

    def action_top(self) -> None:
        """Toggle this line as most important; when there is no room for another, ask which one to replace."""
        name = self.row_key
        if not name:
            return
        with self.reporting():
            if change := self.form.topped(name):
                self.make(change)
                self.choices.go_to(name)
            else:
                self._ask_which_goes(name)

    def _ask_which_goes(self, comes: str) -> None:
        def answered(goes: str | None) -> None:
            if goes:
                self.make(self.form.swapped(goes, comes))
                self.choices.go_to(comes)

        self.app.push_screen(Menu(self.form.swap_title, self.form.swap_rows(), self.texts), answered)

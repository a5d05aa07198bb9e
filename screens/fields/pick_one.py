"""A field with one answer: picked from suggestions, or in own words."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.wording import picked_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import next_mark
from gespreksklaar.content.words.clean import clean_text
from gespreksklaar.screens.fields.suggestions import MORE, SuggestionField
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import Edited, FieldDone
from gespreksklaar.screens.widgets.option_list import NO_ROW, Choices

OWN = "own-words"
"""The key of the row that asks for own words."""


class PickOneField(SuggestionField):
    """A list of which one holds, and a last row for own words."""

    BINDINGS: ClassVar[list[BindingType]] = [key("p", "mark", "field.mark")]

    own_words = False

    def compose(self) -> ComposeResult:
        """A label, the list, and the line for own words, hidden until it is wanted."""
        self.own_words = bool(self.value) and not self.is_suggestion(self.value)
        yield self.label
        yield Choices(self.rows())
        line = LineInput(self.value if self.own_words else "", limit=self.field.asks.limit)
        line.display = self.own_words
        yield line

    def rows(self) -> tuple[Row, ...]:
        """All suggestions of the page while the parent is here, else only the answer."""
        bank, chosen = self.field.asks.bank, self.value
        if not self.unfolded:
            words = picked_words(self.texts, bank, chosen, self.prep) or self.texts("ui.field.nothing-yet")
            return () if self.own_words else (Row("", words),)
        rows = [
            Row(key, self.suggested_words(key), _mark(key == chosen), number=n) for n, key in enumerate(self.shown(), 1)
        ]
        own = Row(OWN, self.texts("ui.field.own-words"), _mark(self.own_words), number=len(rows) + 1)
        return (*rows, own, *self.more_row())

    def show_value(self) -> None:
        """Show the rows anew, and the line for own words where that is the answer."""
        super().show_value()
        self.query_one(LineInput).display = self.own_words
        if self.unfolded and self.value and self.choices.cursor == NO_ROW:
            self.choices.go_to(self.value)

    def load(self, prep: Prep) -> None:
        """Show what this prep holds."""
        super().load(prep)
        self.own_words = bool(self.value) and not self.is_suggestion(self.value)
        line = self.query_one(LineInput)
        if self.own_words and clean_text(line.value) != self.value:
            line.put(self.value)
        self.show_value()

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        self.pick(event.key)

    def pick(self, key: str) -> None:
        """Take this row: a suggestion (or not any more), own words, or more suggestions."""
        if key == MORE:
            self.action_more()
        elif key == OWN:
            self._take_own_words()
        elif key:
            self.own_words = False
            self.edit("" if key == self.value else key, undoable=True)
            self.show_value()

    def _take_own_words(self) -> None:
        """Write in the line; what was written there before a suggestion was picked counts again."""
        line = self.query_one(LineInput)
        if not self.own_words and self.value != line.value:
            self.edit(line.value, undoable=True)
        self.own_words = True
        self.show_value()
        line.focus()

    @property
    def _mark_path(self) -> str:
        """Where the mark is of what this field is a part of, when that is marked as a whole, such as the goal."""
        whole = self.field.path.rpartition(".")[0]
        return f"{whole}.mark" if "mark" in type(self.prep.get(whole)).model_fields else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not filled in, or is no such part, is not marked; in own words the key is a letter."""
        if action == "mark":
            return bool(self._mark_path and self.value) and self.choices.has_focus
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Give the whole the next mark, and say what that means."""
        path = self._mark_path
        mark = next_mark(self.prep.get(path))
        self._prep = self._prep.edited(path, mark)
        self.post_message(Edited(path, mark))
        self.label.update(self._label_words())
        self.say(f"ui.marks.{mark or 'none'}")

    def _label_words(self) -> Content:
        mark = self.prep.get(self._mark_path) if self._mark_path else ""
        words = super()._label_words()
        return words + f" · {self.texts(f'sheet.marks.{mark}')}" if mark else words

    def action_enter(self) -> None:
        """Take the row the parent walked to, and go on."""
        row = self.choices.row
        if row and row.key != self.value:
            self.pick(row.key)
        if not row or row.key not in (OWN, MORE):
            self.post_message(FieldDone())

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if self.own_words:
            self.edit(event.value)

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.post_message(FieldDone())


def _mark(chosen: bool) -> str:
    return "(•)" if chosen else "( )"

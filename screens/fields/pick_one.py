"""A field with one answer: picked from suggestions, or in the user's own words."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from gespreksklaar.content.form.fields.pick_one import OWN, PickOne
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.suggestions import TURNING, SuggestionField
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import LineInput, ListLine
from gespreksklaar.screens.widgets.messages import FieldDone
from gespreksklaar.screens.widgets.option_list import NO_ROW, PickList


class PickOneField(SuggestionField):
    """A list of which one row is the answer, with a last row for the user's own words."""

    form = FormOf(PickOne)

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "field.choose"),
        key("enter", "enter", "screen.enter"),
        key("slash", "mark", "field.mark", display="/"),
    ]

    own_words = False
    """Whether the input for own words is shown."""

    @property
    def writing(self) -> str:
        """The key of the row for own words while its input is shown; else empty."""
        return OWN if self.own_words else ""

    def compose(self) -> ComposeResult:
        """The label, the list, and the input for own words, hidden until the user picks that row."""
        self.own_words = self.form.is_own_words
        yield from self.heading()
        yield PickList(self.rows())
        words = self.value if self.own_words else ""
        line = ListLine(words, limit=self.field.asks.limit, first=self.first_in_line)
        line.display = self.own_words
        yield line

    def show_value(self) -> None:
        """Show the rows again, and the input when the answer is in own words."""
        super().show_value()
        self.query_one(LineInput).display = self.own_words
        if self.unfolded and self.value and self.choices.cursor == NO_ROW:
            self.choices.go_to(self.value)

    def show_prep(self) -> None:
        """Show the prep's value."""
        super().show_prep()
        self.own_words = self.form.is_own_words
        line = self.query_one(LineInput)
        if self.own_words and self.form.typed(line.value).value != self.value:
            line.put(self.value)
        self.show_value()

    def pick(self, key: str) -> None:
        """Act on a row: toggle a suggestion, open the input for own words, or show more suggestions."""
        if key in TURNING:
            self.turn(key)
        elif key == OWN:
            self._accept_own_words()
        elif change := self.form.picked(key):
            self.own_words = False
            self.make(change)

    def _accept_own_words(self) -> None:
        """Open the input; words written there before a suggestion was picked are the answer again."""
        line = self.query_one(LineInput)
        self._answer_in(line.value)
        self._open_line()

    def _answer_in(self, words: str) -> None:
        if not self.own_words and (change := self.form.in_own_words(words)):
            self.edit(change.value, undoable=True)

    def begin_line(self, text: str) -> None:
        """Write this in the input, as the answer instead of a suggestion; undo brings that back."""
        line = self.query_one(LineInput)
        if not self.own_words:
            line.put("")
            self._answer_in("")
        self._open_line()
        line.cursor_position = len(line.value)
        line.insert_text_at_cursor(text)

    def _open_line(self) -> None:
        self.own_words = True
        self.show_value()
        self.screen.set_focus(self.query_one(LineInput))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer marking only for an answer that can be marked, and not in the input, where the key is a letter."""
        if action == "mark":
            return self.form.can_be_marked and self.choices.has_focus
        if action == "choose":
            row = self.choices.row if self.choices.has_focus and self.choices.walked else None
            return row is not None and row.key != self.value
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Give the whole answer, such as the goal, its next mark, and show what that means."""
        change = self.form.marked()
        self.edit_at(change.path, change.value)
        self.show_label()
        self.tell(change.message)

    def action_choose(self) -> None:
        """Pick the row that the user walked to, and go on to the next field; who only comes by picks nothing."""
        row = self.choices.row
        if row is None:
            return
        self.pick(row.key)
        if row.key not in (OWN, *TURNING):
            self.post_message(FieldDone())

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if not self.line_changed(event.value) and self.own_words:
            self.edit(self.form.typed(event.value).value)

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.action_enter()

"""Fields for a day, a time or a number of minutes: typed freely or picked, and shown in full."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.fields.pick_one import chosen_mark
from gespreksklaar.content.form.fields.when import TYPED_LIMIT, Answer, Reading, When
from gespreksklaar.content.words.clean import clean_line, clean_part_of_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.field import FormOf, StepField
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import FieldDone
from gespreksklaar.screens.widgets.option_list import PickList


class WhenField(StepField):
    """An input and a list to pick from; between them stands in full what the program understood.

    Text that cannot be read stays in the input and is reported; the field then keeps its earlier value. A day, a time
    or minutes begin with a digit, so here every digit and sign is text, and the rows have no numbers.
    """

    form = FormOf(When)

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "field.choose"),
        key("enter", "enter", "screen.enter"),
    ]

    _before: object = None
    """The field's value when the user began to type."""
    _told = ""
    """The unreadable text that Enter reported: Enter pressed again goes on."""

    def compose(self) -> ComposeResult:
        """The label, the input, the value as understood, the list."""
        self._before = self.value
        yield from self.heading()
        yield LineInput(
            self.form.unread, placeholder=self.form.placeholder, limit=TYPED_LIMIT, first=self._first_in_line
        )
        yield Static("", classes="understood")
        yield PickList(())

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    def _read(self) -> Reading:
        return self.form.read(self._line.value, self._before)

    def _show_understood(self, problem: Problem | None = None) -> None:
        """Show the value in full, or the problem; the line keeps its place while the input holds text."""
        words = self.form.understood
        understood = self.query_one(".understood", Static)
        understood.update(Content(problem.message(self.texts) if problem else words))
        understood.display = bool(words or self._line.value)

    def show_value(self) -> None:
        """Show the value in full, and the list while the field is unfolded."""
        self._show_understood()
        self.query_one(PickList).rows = self.form.rows() if self.unfolded else ()

    def on_mount(self) -> None:
        """Show the value, and read again the text left unread: another language may understand it."""
        if answer := self.form.reread():
            self._make(answer)
            self._empty()
        self.show_value()
        self._show_understood(self._read().problem)

    def show_prep(self) -> None:
        """Show the prep's value, and in the input the unread text that the prep keeps.

        This makes no edit of its own: it is also the answer to an edit that the prep refuses.
        """
        super().show_prep()
        unread = self.form.unread
        if clean_line(self._line.value) != unread:
            self._line.put(unread)
        self._before = self.value

    def watch_unfolded(self, unfolded: bool) -> None:
        """Show the list while the field is unfolded; on leaving, empty an input that was understood."""
        # The usual minutes depend on the kind of talk, which the user may have picked meanwhile.
        self._line.placeholder = self.form.placeholder
        super().watch_unfolded(unfolded)
        if not unfolded and not self._read().problem:
            self._empty()
        self.show_value()
        self._show_understood(self._read().problem)

    def _empty(self) -> None:
        self._line.put("")
        self._before = self.value
        if change := self.form.with_unread(""):
            self.edit_at(change.path, change.value)

    def _make(self, answer: Answer) -> None:
        for change in answer.changes:
            self.edit_at(change.path, change.value, undoable=answer.undoable and change is answer.value)

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        """Read the input after every key, so that the value is saved at once; report no problem while typing."""
        event.stop()
        answer = self.form.typing(self._line.value, self._before)
        self._make(answer)
        if answer.value:
            self.show_value()
        self._show_understood()

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        problem = self._read().problem
        if problem and self._line.value != self._told:
            self._told = self._line.value
            self._show_understood(problem)
        else:
            self.post_message(FieldDone())

    def _first_in_line(self, character: str) -> bool:
        """A space in the empty input goes to the list; nothing begins with one."""
        if character == " ":
            self.screen.set_focus(self.query_one(PickList))
        return character == " "

    def on_key(self, event: events.Key) -> None:
        """In the list, put what is typed in the input."""
        if self.query_one(PickList).has_focus and event.is_printable and event.character not in (None, " "):
            event.stop()
            event.prevent_default()
            self._write(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """In the list, put a paste in the input."""
        if self.query_one(PickList).has_focus:
            event.stop()
            self._write(clean_part_of_line(event.text))

    def _write(self, text: str) -> None:
        self.screen.set_focus(self._line)
        self._line.cursor_position = len(self._line.value)
        self._line.insert_text_at_cursor(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer choosing with Enter only with the cursor on a row that the user walked to."""
        if action == "choose":
            choices = self.query_one(PickList)
            return choices.has_focus and choices.walked and choices.row is not None
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Take the row that the user walked to, and go on to the next field."""
        row = self.query_one(PickList).row
        if row and row.mark != chosen_mark(True):
            self._pick(row.key)
        self.post_message(FieldDone())

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        self._pick(event.key)

    def _pick(self, key: str) -> None:
        if change := self.form.picked(key):
            self.edit(change.value, undoable=True)
            self._empty()
            self.show_value()

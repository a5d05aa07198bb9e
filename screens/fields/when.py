"""Fields for a day, a time or a number of minutes: typed freely or picked, and shown in full."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.fields import typing_rule
from gespreksklaar.content.form.fields.pick_one import chosen_mark
from gespreksklaar.content.form.fields.typing_rule import SoFar
from gespreksklaar.content.form.fields.when import TYPED_LIMIT, Answer, Reading, When
from gespreksklaar.content.words.clean import clean_line, clean_part_of_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.field import FormOf, StepField
from gespreksklaar.screens.widgets.keys import key, sign_of
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import FieldDone, StepDone
from gespreksklaar.screens.widgets.option_list import PickList


class WhenField(StepField):
    """An input and a list to pick from; between them stands in full what the program understood.

    Text that cannot be read stays in the input and is reported; the field then keeps its earlier value. What a digit
    means is decided by `typing_rule`, as a day, a time or minutes begin with one.
    """

    form = FormOf(When)

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "field.choose"),
        key("enter", "enter", "screen.enter"),
    ]

    _before: object = None
    """The field's value when the user began to type."""
    _reported = ""
    """The unreadable text that Enter reported: Enter pressed again goes on."""
    _meant = (True, False)
    """What the digit for the next step and Enter meant when the key bar was last updated."""
    _so_far = SoFar()
    """What was typed since a digit: it may be the beginning of a text."""

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
    def hint(self) -> str:
        """As in `StepField`, unless the empty input says it already."""
        said = self.form.hint
        return "" if said == self.form.placeholder else said

    @property
    def takes_next(self) -> bool:
        """As in `StepField`."""
        return not self._line.value

    @property
    def asks_for_enter(self) -> bool:
        """As in `StepField`: `0:30` and `09-12` begin with it."""
        return True

    @property
    def waits_for_enter(self) -> bool:
        """As in `StepField`."""
        return self._line.value.strip() == typing_rule.NEXT

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def _choices(self) -> PickList:
        return self.query_one(PickList)

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
        self._choices.rows = self.form.rows() if self.unfolded else ()

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
        now = (self.takes_next, self.waits_for_enter)
        if now != self._meant:
            before, self._meant = self._meant, now
            self.refresh_bindings()
            if self.waits_for_enter:
                self.show_text("ui.message.zero-waits")
            elif before[1]:
                self.forget_what_was_told()

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        if self.waits_for_enter:
            self._empty()
            self.post_message(StepDone())
            return
        problem = self._read().problem
        if problem and self._line.value != self._reported:
            self._reported = self._line.value
            self._show_understood(problem)
        else:
            self.post_message(FieldDone())

    # What is typed.

    def _first_in_line(self, character: str) -> bool:
        """Do what the first character of the empty input means; False when it begins a text."""
        return self._typed_here(character)

    def on_key(self, event: events.Key) -> None:
        """In the list, pick with a digit; what goes on after it, and all else that is typed, goes into the input."""
        character = sign_of(event)
        if not character:
            self._so_far = SoFar()
        if not (character and self.screen.focused is self._line):
            self.forget_what_was_told()
        if not (character and self._choices.has_focus):
            return
        if self.screen.focused is self._line:
            # It came in one burst with the key that led to the input.
            self._write(character)
        elif character == " " and not self._so_far.keys:
            return
        elif not self._typed_here(character):
            self._write(character)
        event.stop()
        event.prevent_default()

    def _typed_here(self, character: str) -> bool:
        before = self._so_far
        meaning = typing_rule.in_list_of_times(character, self._choices.rows, before.keys)
        self._so_far = before.followed_by(character, self.value)
        match meaning:
            case "pick":
                self.screen.set_focus(self._choices)
                if row := self._choices.go_to_number(int(character)):
                    self._pick(row.key)
                    self.show_text("ui.message.digit-picks")
            case "text":
                self._so_far = SoFar()
                self._take_back(before)
                # One by one, so that undo takes back all that is typed in one go.
                for typed in before.keys + character:
                    self._write(typed)
            case "look":
                self.screen.set_focus(self._choices)
            case "wait":
                pass
            case _:
                self._so_far = SoFar()
                return False
        return True

    def _take_back(self, so_far: SoFar) -> None:
        """Have the value from before the digit again, which picks nothing then."""
        if self.value != so_far.before:
            self.edit(so_far.before, undoable=True)
        self._before = self.value
        self.show_value()

    @on(events.DescendantBlur)
    def _gone_on(self, event: events.DescendantBlur) -> None:
        """Going elsewhere ends what was typed since a digit; the digit itself leads from the input to the list."""
        if event.widget is not self._line:
            self._so_far = SoFar()

    def on_paste(self, event: events.Paste) -> None:
        """In the list, put a paste in the input; a burst over a slow line arrives as a paste too."""
        if self._choices.has_focus:
            event.stop()
            text, before = clean_part_of_line(event.text), self._so_far
            if before.keys:
                self._so_far = SoFar()
                self._take_back(before)
            self._write(before.keys + text)

    def _write(self, text: str) -> None:
        self.screen.set_focus(self._line)
        self._line.cursor_position = len(self._line.value)
        self._line.insert_text_at_cursor(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer choosing with Enter only with the cursor on a row that the user walked to."""
        if action == "choose":
            choices = self._choices
            return choices.has_focus and choices.walked and choices.row is not None
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Take the row that the user walked to, and go on to the next field."""
        row = self._choices.row
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

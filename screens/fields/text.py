"""Text fields: one line, or a longer text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from gespreksklaar.content.form.fields.typing_rule import NEXT, is_only_digits
from gespreksklaar.content.words.clean import clean_text
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from gespreksklaar.screens.widgets.messages import FieldDone, StepDone


class TextField(StepField):
    """A field in which one only writes: the digit for the next step goes there while it is empty."""

    _meant = (True, False)
    """What the digit and Enter meant when the key bar was last updated."""

    @property
    def area(self) -> LineInput | LongInput:
        """The input. Supplied by the subclass."""
        raise NotImplementedError

    @property
    def takes_next(self) -> bool:
        """As in `StepField`."""
        return not self.area.typed

    def first(self, character: str) -> bool:
        """Go to the next step when the digit for it would begin the text."""
        if character == NEXT:
            self.post_message(StepDone())
        return character == NEXT

    def update_bar(self) -> None:
        """Update the key bar when the digit for the next step, or Enter, means something else by now."""
        now = (self.takes_next, self.waits_for_enter)
        if now != self._meant:
            self._meant = now
            self.refresh_bindings()


class LineField(TextField):
    """A field for one line of text."""

    def compose(self) -> ComposeResult:
        """The label and the line."""
        yield from self.heading()
        # Not one that shows the digit on the key bar: that is asked for each key of the bar at every letter.
        yield LineInput(self.value, limit=self.field.asks.limit, first=self.first)

    @property
    def area(self) -> LineInput:
        """The line."""
        return self.query_one(LineInput)

    def show_value(self) -> None:
        """Put the prep's value in the line, unless it is there already."""
        if clean_text(self.area.value) != self.value:
            self.area.put(self.value)

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        self.edit(event.value)
        self.update_bar()

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.post_message(FieldDone())


class LongField(TextField):
    """A field for several lines of text. Digits alone are no answer: they were pressed as on a list."""

    def compose(self) -> ComposeResult:
        """The label and the text."""
        yield from self.heading()
        yield LongInput(self.value, limit=self.field.asks.limit, first=self.first)

    @property
    def area(self) -> LongInput:
        """The text."""
        return self.query_one(LongInput)

    @property
    def waits_for_enter(self) -> bool:
        """As in `StepField`."""
        return is_only_digits(self.area.typed) and self.area.typed.endswith(NEXT)

    def action_enter(self) -> None:
        """Go on to the next field; after digits that end with a zero, as on a list, to the next step."""
        if self.waits_for_enter:
            self.post_message(StepDone())
        elif not self._takes_out_digits():
            super().action_enter()

    def watch_unfolded(self, unfolded: bool) -> None:
        """Take out digits that are no answer on leaving."""
        super().watch_unfolded(unfolded)
        if not unfolded:
            self._takes_out_digits()

    def _takes_out_digits(self) -> bool:
        """Take out digits alone, and tell so; False when there is something else."""
        if digits := self.area.typed if is_only_digits(self.area.typed) else "":
            self.area.put("")
            self.update_bar()
            self.show_text("ui.message.no-line-yet", words=digits)
        return bool(digits)

    def show_value(self) -> None:
        """Put the prep's value in the text, unless it is there already."""
        if clean_text(self.area.text) != self.value:
            self.area.put(self.value)

    @on(LongInput.Changed)
    def _typed(self, event: LongInput.Changed) -> None:
        event.stop()
        text = event.text_area.text
        self.edit("" if is_only_digits(text) else text)
        waited = self._meant[1]
        self.update_bar()
        if self.waits_for_enter:
            self.show_text("ui.message.zero-waits")
        elif waited:
            self.forget_what_was_told()

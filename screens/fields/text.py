"""Text fields: one line, or a longer text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from gespreksklaar.content.words.clean import clean_text
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.long_input import LongInput
from gespreksklaar.screens.widgets.messages import FieldDone


class LineField(StepField):
    """A field for one line of text."""

    def compose(self) -> ComposeResult:
        """The label and the line."""
        yield from self.heading()
        yield LineInput(self.value, limit=self.field.asks.limit)

    def show_value(self) -> None:
        """Put the prep's value in the line, unless it is there already."""
        line = self.query_one(LineInput)
        if clean_text(line.value) != self.value:
            line.put(self.value)

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        self.edit(event.value)

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.post_message(FieldDone())


class LongField(StepField):
    """A field for several lines of text."""

    def compose(self) -> ComposeResult:
        """The label and the text."""
        yield from self.heading()
        yield LongInput(self.value, limit=self.field.asks.limit)

    def show_value(self) -> None:
        """Put the prep's value in the text, unless it is there already."""
        area = self.query_one(LongInput)
        if clean_text(area.text) != self.value:
            area.put(self.value)

    @on(LongInput.Changed)
    def _typed(self, event: LongInput.Changed) -> None:
        event.stop()
        self.edit(event.text_area.text)

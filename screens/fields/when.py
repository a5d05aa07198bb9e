"""Fields for a day, a time and a number of minutes: typed freely or picked, shown back in full."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.fields.when import TYPED_LIMIT, Reading, When
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import FieldDone
from gespreksklaar.screens.widgets.option_list import Choices


class WhenField(StepField):
    """A line to type in and a list to pick from. What was understood stands below, in full.

    What can't be understood stays in the line and is told; the field holds then what it held before.
    """

    _before: object = None
    """What the field held when the parent began to type."""
    _told = ""
    """The words that enter was pressed on without being understood: pressed again, it goes on."""

    @property
    def form(self) -> When:
        """The field as every front shares it."""
        form = super().form
        assert isinstance(form, When)
        return form

    def compose(self) -> ComposeResult:
        """A label, the line, what was understood, the list."""
        self._before = self.value
        yield self.label
        yield LineInput(self.form.unread, placeholder=self.form.placeholder, limit=TYPED_LIMIT)
        yield Static("", classes="understood")
        yield Choices(())

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    def _read(self) -> Reading:
        return self.form.read(self._line.value, self._before)

    def _show_understood(self, problem: Problem | None = None) -> None:
        """The value in full, or what is wrong; it keeps its place while something is typed."""
        words = self.form.understood
        understood = self.query_one(".understood", Static)
        understood.update(Content(problem.say(self.texts) if problem else words))
        understood.display = bool(words or self._line.value)

    def show_value(self) -> None:
        """Show the value in full, and the list while the parent is here."""
        self._show_understood()
        self.query_one(Choices).rows = self.form.rows() if self.unfolded else ()

    def on_mount(self) -> None:
        """Show what the prep holds, and what was not understood when the parent left; in another language it may be."""
        reading = self._read()
        if self._line.value and not reading.problem:
            if reading.value != self.value:
                self.edit(reading.value, undoable=True)
            self._empty()
        self.show_value()
        self._show_understood(self._read().problem)

    def show_prep(self) -> None:
        """Show what the prep holds, and in the line what it holds of what was not understood.

        It tells no change: where none is taken, the answer is to load again.
        """
        super().show_prep()
        unread = self.form.unread
        if clean_line(self._line.value) != unread:
            self._line.put(unread)
        self._before = self.value

    def watch_unfolded(self, unfolded: bool) -> None:
        """The list is there while the parent is; a line that was understood is emptied afterwards."""
        # The usual minutes are those of the kind of talk, which may have been picked meanwhile.
        self._line.placeholder = self.form.placeholder
        super().watch_unfolded(unfolded)
        if not unfolded and not self._read().problem:
            self._empty()
        self.show_value()
        self._show_understood(self._read().problem)

    def _empty(self) -> None:
        self._line.put("")
        self._before = self.value
        self._keep_unread("")

    def _keep_unread(self, words: str) -> None:
        """What is no day is there again when the parent comes back to the step, whatever happened in between."""
        if change := self.form.with_unread(words):
            self.edit_at(change.path, change.value)

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        """Every letter is read, so that nothing waits to be kept; of what is not understood yet, nothing is said."""
        event.stop()
        reading = self._read()
        self._keep_unread(self._line.value if reading.problem else "")
        if reading.value != self.value:
            self.edit(reading.value, undoable=self.value == self._before)
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

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        if change := self.form.picked(event.key):
            self.edit(change.value, undoable=True)
            self._empty()
            self.show_value()

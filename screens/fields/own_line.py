"""The input of a list: the user adds a line in their own words, or rewords one."""

from __future__ import annotations

from textual import events, on
from textual.reactive import reactive

from gespreksklaar.content.form.fields.own_line import OwnLine, OwnLines
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.marked_lines import MarkedLinesField
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import LineTurned


class OwnLineField(MarkedLinesField):
    """A list with an input for one of its lines; each letter goes into the list at once. A subclass shows the list."""

    form = FormOf(OwnLines)

    own_line: reactive[OwnLine] = reactive(OwnLine(), repaint=False, init=False)
    """The line being written in the input."""

    @property
    def writing(self) -> str:
        """The key of the line being written; empty when there is none."""
        return self.own_line.key

    @property
    def rewords(self) -> bool:
        """As in `SuggestionField`."""
        return self.own_line.is_change

    @property
    def half_typed(self) -> str:
        """As in `StepField`."""
        return self.writing if self.writing in self.form.items else ""

    def watch_own_line(self, before: OwnLine, now: OwnLine) -> None:
        """Tell that another line is half typed now, or none."""
        if before.key != now.key:
            self.post_message(LineTurned())

    def go_on_with(self, key: str) -> None:
        """Have this line in the input again, unless it is gone or hidden by now."""
        if any(row.key == key for row in self.form.answer_rows()):
            self.own_line = OwnLine(key)
            self.query_one(LineInput).put(self.form.words_of(key))
            self.show_value()

    def show_prep(self) -> None:
        """Show the prep's value; the line being written stays in the input as long as the prep has it."""
        super().show_prep()
        line = self.own_line.in_list(self.form.items)
        if self.writing and not line.key:
            self._stop_writing()
        self.own_line = line

    def write_in(self, key: str) -> None:
        """Put this line of the list in the input, to reword it."""
        self.own_line = OwnLine(key, is_change=True)
        line = self.query_one(LineInput)
        line.put(self.form.words_of(key))
        line.focus()

    def begin_line(self, text: str) -> None:
        """Write this at the end of what is in the line, which gets the focus."""
        line = self.query_one(LineInput)
        self.screen.set_focus(line)
        line.cursor_position = len(line.value)
        line.insert_text_at_cursor(text)

    @on(events.DescendantFocus)
    def _finish_line(self) -> None:
        """Going to the list finishes the line: it is a row there, so that nothing half-typed is out of sight."""
        line = self.query_one(LineInput)
        # Not `has_focus`: that is still true of a list that a burst of letters has just left for the line.
        if self.screen.focused is self.choices and line.value:
            key = self.writing
            if key not in self.form.items:
                self.show_text("ui.message.no-line-yet", words=line.value.strip())
            self._stop_writing()
            self.show_value()
            if self.choices.walked:
                self.choices.go_to(key)

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if self.line_changed(event.value):
            return
        try:
            self.own_line, change = self.form.written(self.own_line, event.value)
        except Problem as problem:
            self._stop_writing()
            self.tell(problem.message(self.texts))
        else:
            self.edit(change.value)

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.forget_what_was_told()
        line = self.own_line
        if line.key and line.key in self.form.items:
            self.own_line = OwnLine()
            self.show_value()
            if line.is_change:
                # Where the user came from, and the next key is often one for the same row.
                self.choices.go_to(line.key)
                self.screen.set_focus(self.choices)
            self.line_done(line.key)
        elif not event.value.strip():
            self._stop_writing()
            self.action_enter()
        else:
            # Such as a single digit.
            self._stop_writing()
            self.show_text("ui.message.no-line-yet", words=event.value.strip())

    def line_done(self, key: str) -> None:
        """Called when Enter finishes a line. A subclass may ask for more."""

    def _stop_writing(self) -> None:
        self.own_line = OwnLine()
        self.query_one(LineInput).put("")

    def watch_unfolded(self, unfolded: bool) -> None:
        """Leaving the field finishes the line."""
        if not unfolded and self.writing:
            self._stop_writing()
        super().watch_unfolded(unfolded)

"""Every question with a line for its answer, to fill in from memory."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.screens.talk.note_field import NoteField, NoteLine
from gespreksklaar.screens.widgets.messages import FieldDone


def _asked(row: Row) -> str:
    return " · ".join(filter(None, (row.text, row.tag)))


class AnswersField(NoteField):
    """A line under each question, the top ones first."""

    def compose(self) -> ComposeResult:
        """The label, then the words of each question and a line for its answer."""
        yield from self.heading()
        rows = self.form.rows()
        for row in rows:
            yield Static(Content(_asked(row)), classes="answers-question")
            yield NoteLine(row.key, self.form.of(row.key).notes, self.texts("talk.own-words"), enter=self._go_on)
        if not rows:
            yield Static(Content(self.texts("talk.no-questions")), classes="answers-question")

    @property
    def question(self) -> tuple[Widget, str]:
        """The question above the line with the focus."""
        children = list(self.children)
        at = children.index(self.screen.focused) if self.screen.focused in children else 0
        asked = children[max(at - 1, 0)]
        assert isinstance(asked, Static)
        return asked, str(asked.content)

    def show_value(self) -> None:
        """Put the prep's notes in each line, unless they are there already."""
        self._show_ticks()
        for line in self.query(NoteLine).results(NoteLine):
            if clean_line(line.value) != self.form.of(line.of).notes:
                line.put(self.form.of(line.of).notes)

    @on(NoteLine.Changed)
    def _typed(self, event: NoteLine.Changed) -> None:
        event.stop()
        assert isinstance(event.input, NoteLine)
        self.write(event.input.of, event.value)
        self._show_ticks()

    def _show_ticks(self) -> None:
        """Say beside each question what became of it: what is written there ticks it too."""
        for row, asked in zip(self.form.rows(), self.query(".answers-question").results(Static), strict=False):
            if str(asked.content) != _asked(row):
                asked.update(Content(_asked(row)))

    def _go_on(self) -> None:
        """Go to the next line; after the last, to the next field."""
        lines = list(self.query(NoteLine).results(NoteLine))
        at = next((n for n, line in enumerate(lines) if line is self.screen.focused), len(lines))
        if at + 1 < len(lines):
            self.screen.set_focus(lines[at + 1])
        else:
            self.post_message(FieldDone())

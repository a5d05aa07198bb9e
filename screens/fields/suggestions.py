"""A field with suggestions: seven at a time, the best first, one key for the next seven."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from gespreksklaar.content.form.fields.suggestions import Suggestions
from gespreksklaar.content.form.rows import Row
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import Said
from gespreksklaar.screens.widgets.option_list import NO_ROW, Choices


class SuggestionField(StepField):
    """A field with a list that shows one page of suggestions at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [key("m", "more", "field.more")]

    page = 0

    @property
    def form(self) -> Suggestions:
        """The front-neutral logic of this field."""
        form = super().form
        assert isinstance(form, Suggestions)
        return form

    @property
    def choices(self) -> Choices:
        """The list on screen."""
        return self.query_one(Choices)

    @property
    def writing(self) -> str:
        """The key of the row being written in an input; empty when there is none."""
        return ""

    def rows(self) -> tuple[Row, ...]:
        """The rows of the page while the field is unfolded, else only the answer."""
        return self.form.rows(self.page, self.writing) if self.unfolded else self.form.answer_rows(self.writing)

    def show_value(self) -> None:
        """Show the rows again."""
        self.choices.rows = self.rows()

    def watch_unfolded(self, unfolded: bool) -> None:
        """Show all options, or only the answer."""
        super().watch_unfolded(unfolded)
        self.choices.cursor = NO_ROW
        self.show_value()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the key for more only when there are more suggestions."""
        if action == "more":
            return self.choices.has_focus and self.form.has_more
        return super().check_action(action, parameters)

    @on(Choices.Moved)
    def _explain(self, event: Choices.Moved) -> None:
        """Explain the row under the cursor on the message line."""
        event.stop()
        # The cursor moves a moment after the field got the focus, which may be in the next field by now.
        if self.has_focus_within:
            self.post_message(Said(self.form.about(event.key)))

    def action_more(self) -> None:
        """Show the next page."""
        self.page = self.form.next_page(self.page)
        self.show_value()
        self.choices.focus()

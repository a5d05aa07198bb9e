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
    """Keeps which page of suggestions is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [key("m", "more", "field.more")]

    page = 0

    @property
    def form(self) -> Suggestions:
        """The field as every front shares it."""
        form = super().form
        assert isinstance(form, Suggestions)
        return form

    @property
    def choices(self) -> Choices:
        """The list on screen."""
        return self.query_one(Choices)

    @property
    def writing(self) -> str:
        """The key of the row that is in the input now."""
        return ""

    def rows(self) -> tuple[Row, ...]:
        """All rows of the page while the parent is here, else only the answer."""
        return self.form.rows(self.page, self.writing) if self.unfolded else self.form.answer_rows(self.writing)

    def show_value(self) -> None:
        """Show the rows anew."""
        self.choices.rows = self.rows()

    def watch_unfolded(self, unfolded: bool) -> None:
        """Show all there is to choose, or only what was chosen."""
        super().watch_unfolded(unfolded)
        self.choices.cursor = NO_ROW
        self.show_value()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """More is a key only where there is more."""
        if action == "more":
            return self.choices.has_focus and self.form.has_more
        return super().check_action(action, parameters)

    @on(Choices.Moved)
    def _explain(self, event: Choices.Moved) -> None:
        """Say more about the row under the cursor."""
        event.stop()
        # The cursor is put in its place a moment after the parent came, who can be in the next field by now.
        if self.has_focus_within:
            self.post_message(Said(self.form.about(event.key)))

    def action_more(self) -> None:
        """Show the next page."""
        self.page = self.form.next_page(self.page)
        self.show_value()
        self.choices.focus()

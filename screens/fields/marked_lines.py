"""Lines that can be marked: not in front of my child, or only for me. One key goes through the marks."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.fields.marked_lines import MarkedLines
from gespreksklaar.screens.fields.suggestions import SuggestionField
from gespreksklaar.screens.widgets.keys import key


class MarkedLinesField(SuggestionField):
    """A list whose lines say in words who may not see them."""

    BINDINGS: ClassVar[list[BindingType]] = [key("p", "mark", "field.mark")]

    @property
    def form(self) -> MarkedLines:
        """The field as every front shares it."""
        form = super().form
        assert isinstance(form, MarkedLines)
        return form

    @property
    def row_key(self) -> str:
        """The key of the row under the cursor; empty when there is none."""
        row = self.choices.row
        return row.key if row else ""

    def action_mark(self) -> None:
        """Give the line under the cursor the next mark, and say what that means."""
        self.make(self.form.marked(self.row_key))

"""Lines with a visibility mark (not in front of my child, only for me), which one key cycles through."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.fields.marked_lines import MarkedLines
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.suggestions import SuggestionField
from gespreksklaar.screens.widgets.keys import key


class MarkedLinesField(SuggestionField):
    """A list in which each marked line says who may not see it."""

    form = FormOf(MarkedLines)

    BINDINGS: ClassVar[list[BindingType]] = [key("slash", "mark", "field.mark", display="/")]

    @property
    def row_key(self) -> str:
        """The key of the row under the cursor; empty when there is none."""
        row = self.choices.row
        return row.key if row else ""

    def action_mark(self) -> None:
        """Give the line under the cursor its next mark, and show what that means."""
        self.make(self.form.marked(self.row_key))

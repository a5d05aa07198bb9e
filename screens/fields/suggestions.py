"""A field with suggestions: seven at a time, the best first, one key for the next seven."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.ranking import ranked
from gespreksklaar.content.guidance.wording import child_name, suggestion
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import Said
from gespreksklaar.screens.widgets.option_list import NO_ROW, Choices

PAGE = 7
MORE = "show-more"
"""The key of the row that shows the next page."""


class SuggestionField(StepField):
    """Keeps which seven suggestions are shown; a subclass makes the rows."""

    BINDINGS: ClassVar[list[BindingType]] = [key("m", "more", "field.more")]

    page = 0

    @property
    def choices(self) -> Choices:
        """The list on screen."""
        return self.query_one(Choices)

    def suggestions(self) -> Sequence[str]:
        """The keys of all suggestions, those that fit this prep best first."""
        return [entry.id for entry in ranked(self.field.asks.bank, self.prep)]

    def suggested_words(self, key: str) -> str:
        """A suggestion in words."""
        return suggestion(self.texts, self.field.asks.bank, key, self.prep)

    def is_suggestion(self, key: str) -> bool:
        """Whether the bank has a suggestion with this key."""
        return key in bank(self.field.asks.bank)

    def rows(self) -> tuple[Row, ...]:
        """The rows to show now. Supplied by the subclass."""
        raise NotImplementedError

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
            return self.choices.has_focus and len(self.suggestions()) > PAGE
        return super().check_action(action, parameters)

    @on(Choices.Moved)
    def _explain(self, event: Choices.Moved) -> None:
        """Say more about the suggestion under the cursor where the guide has more, else the field's hint."""
        event.stop()
        # The cursor is put in its place a moment after the parent came, who can be in the next field by now.
        if self.has_focus_within:
            self.post_message(Said(self.about(event.key)))

    def about(self, key: str) -> str:
        """What to say of the row with this key."""
        more = f"{self.field.asks.bank}.{key}.more"
        known = bool(key) and self.texts.find(more) is not None
        return self.texts(more, child=child_name(self.prep, self.texts)) if known else self.hint

    def action_more(self) -> None:
        """Show the next seven; after the last seven the first again."""
        self.page = (self.page + 1) % (-(-len(self.suggestions()) // PAGE))
        self.show_value()
        self.choices.focus()

    def shown(self) -> Sequence[str]:
        """The suggestions of the page we are at."""
        return self.suggestions()[self.page * PAGE : (self.page + 1) * PAGE]

    def more_row(self) -> tuple[Row, ...]:
        """The row that shows the next page, where there is one."""
        more = len(self.suggestions()) > PAGE
        return (Row(MORE, self.texts("ui.field.more"), mark=" m "),) if more else ()

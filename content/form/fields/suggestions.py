"""A field with suggestions: seven at a time, the best first, and a row that shows the next seven."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gespreksklaar.content.form.fields.form_field import FormField
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.ranking import ranked, reason
from gespreksklaar.content.guidance.wording import child_name, suggestion

PAGE: Final = 7
MORE: Final = "show-more"
"""The key of the row that shows the next page."""


class Suggestions(FormField):
    """What the kinds of field with suggestions share; they make the rows."""

    def suggestions(self) -> Sequence[str]:
        """The keys of all suggestions, those that fit this prep best first."""
        return [entry.id for entry in ranked(self.field.asks.bank, self.prep)]

    def is_suggestion(self, key: str) -> bool:
        """Whether the user can pick this key."""
        return key in bank(self.field.asks.bank)

    def suggested_words(self, key: str) -> str:
        """A suggestion in words."""
        return suggestion(self.texts, self.field.asks.bank, key, self.prep)

    def about(self, key: str) -> str:
        """The guide's explanation of this suggestion where it has one, else the field's hint."""
        more = f"{self.field.asks.bank}.{key}.more"
        known = bool(key) and self.texts.find(more) is not None
        said = self.texts(more, child=child_name(self.prep, self.texts)) if known else self.hint
        entry = bank(self.field.asks.bank).get(key)
        word = reason(entry, self.prep) if entry else ""
        return f"{self.texts('ui.field.because', word=word)} {said}" if word else said

    # Pages.

    def shown(self, page: int) -> Sequence[str]:
        """The suggestions of this page, counted from 0."""
        return self.suggestions()[page * PAGE : (page + 1) * PAGE] if self.has_more else self.suggestions()

    @property
    def has_more(self) -> bool:
        """Whether there are more suggestions than one page; a single one more stands on it too."""
        return len(self.suggestions()) > PAGE + 1

    def next_page(self, page: int) -> int:
        """The page after this one; after the last, the first again."""
        return (page + 1) % (-(-len(self.suggestions()) // PAGE)) if self.has_more else 0

    def more_row(self) -> tuple[Row, ...]:
        """The row that shows the next page, where there is one."""
        return (Row(MORE, self.texts("ui.field.more"), mark=" m "),) if self.has_more else ()

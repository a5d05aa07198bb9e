"""A field with suggestions: a page at a time, the best first, and rows that show the next page and the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gespreksklaar.content.form.fields.form_field import FormField
from gespreksklaar.content.form.rows import EARLIER, MORE, PAGE, Row
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.ranking import ranked, reason
from gespreksklaar.content.guidance.wording import child_name, suggestion

SHORT_PAGE: Final = 4
"""Suggestions to a page the short way; the whole way it has `PAGE`."""
_MORE_NUMBER, _EARLIER_NUMBER = PAGE + 1, PAGE + 2


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
        return self.suggestions()[page * self._page : (page + 1) * self._page]

    @property
    def _page(self) -> int:
        """Suggestions to a page. A single one more needs no page of its own: the digit that turns it picks it."""
        page = SHORT_PAGE if self.prep.short else PAGE
        return page + 1 if len(self.suggestions()) == page + 1 else page

    def turned(self, page: int, key: str) -> int:
        """The page that the row `MORE` or `EARLIER` of this page shows; at the ends the same one."""
        last = max(-(-len(self.suggestions()) // self._page) - 1, 0)
        return min(max(page + (1 if key == MORE else -1), 0), last)

    def turning_rows(self, page: int) -> tuple[Row, ...]:
        """The rows that show the next page and the page before, where there is one."""
        ways = ((MORE, "more", _MORE_NUMBER), (EARLIER, "earlier", _EARLIER_NUMBER))
        return tuple(
            Row(key, self.texts(f"ui.field.{words}"), mark="   ", number=number)
            for key, words, number in ways
            if self.turned(page, key) != page
        )

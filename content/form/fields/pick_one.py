"""A field with one answer: a suggestion, or own words."""

from __future__ import annotations

from typing import Final

from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.suggestions import Suggestions
from gespreksklaar.content.form.fields.typing_rule import is_only_digits, without_opening_quote
from gespreksklaar.content.form.rows import PAGE, Row
from gespreksklaar.content.guidance.wording import picked_words
from gespreksklaar.content.prep.visibility import next_mark
from gespreksklaar.content.words.clean import clean_line

OWN: Final = "own-words"
"""The key of the row that asks for own words."""


class PickOne(Suggestions):
    """A list of which one row is the answer, with a row for own words after the suggestions."""

    @property
    def is_own_words(self) -> bool:
        """Whether the answer is in the user's own words."""
        return bool(self.value) and not self.is_suggestion(self.value)

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """The suggestions of the page, the row for own words, and the rows that turn the page."""
        rows = [
            Row(key, self.suggested_words(key), chosen_mark(key == self.value), number=n)
            for n, key in enumerate(self.shown(page), 1)
        ]
        is_own = chosen_mark(writing == OWN or self.is_own_words)
        turning = self.turning_rows(page)
        # The numbers after a full page are those of the rows that turn it.
        number = len(rows) + 1 if len(rows) < PAGE or not turning else None
        return (*rows, Row(OWN, self.texts("ui.field.own-words"), is_own, number=number), *turning)

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """The answer in words; no row while own words are in the input, which shows them."""
        words = picked_words(self.texts, self.field.asks.bank, self.value, self.prep)
        return () if writing == OWN else (Row("", words or self.texts("ui.field.nothing-yet")),)

    def picked(self, key: str) -> Change | None:
        """Make the suggestion the answer; picked again, take it back."""
        return self.change("" if key == self.value else key) if self.is_suggestion(key) else None

    def typed(self, text: str) -> Change:
        """Make these words the answer. Digits alone are none: they were pressed to pick a row."""
        words = clean_line(text)
        return self.change("" if is_only_digits(words) else without_opening_quote(words))

    def in_own_words(self, words: str) -> Change | None:
        """Make these words, written before or just begun, the answer instead of a suggestion; None when it is them."""
        change = self.typed(words)
        return change if change.value != self.value else None

    # The mark of what this field is a part of.

    @property
    def label(self) -> str:
        """The line above the field, with the mark of the whole it is a part of."""
        mark = self.prep.get(self._mark_path) if self._mark_path else ""
        return f"{super().label} · {self.texts(f'sheet.marks.{mark}')}" if mark else super().label

    @property
    def can_be_marked(self) -> bool:
        """Whether this is a filled-in part of something that is marked as a whole, such as the goal."""
        return bool(self._mark_path and self.value)

    def marked(self) -> Change:
        """Give the whole its next mark. Call it only where `can_be_marked`."""
        mark = next_mark(self.prep.get(self._mark_path))
        return Change(self._mark_path, mark, self.texts(f"ui.marks.{mark or 'none'}"))

    @property
    def _mark_path(self) -> str:
        """The path of that mark; empty when this field is no part of such a whole."""
        whole = self.field.path.rpartition(".")[0]
        return f"{whole}.mark" if "mark" in type(self.prep.get(whole)).model_fields else ""


def chosen_mark(chosen: bool) -> str:
    """The sign before a row of a list of which one row is the answer."""
    return "(•)" if chosen else "( )"

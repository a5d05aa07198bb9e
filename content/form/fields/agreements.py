"""A list of agreements: each line has a what, a who and a by-when, which are asked one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal

from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.pick_many import PickMany
from gespreksklaar.content.form.fields.pick_one import OWN
from gespreksklaar.content.form.fields.when import days_after
from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import agreement_parts, by_words, deed_words, picked_words, suggestion
from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import counted_from, day_heard_after, parse_day, show_day_short
from gespreksklaar.content.words.problems import Problem

AgreementPart = Literal["text", "who", "by", "see"]
"""A part of an agreement, by its name there: what is done, who does it, by when, and how both see it."""

KEEP: Final = "keep"
"""The key of the row that leaves a part as it is."""
_BANKS: Final[Mapping[AgreementPart, str]] = {"who": "actors", "see": "signs"}
"""The banks of the parts that the user picks."""


@dataclass(frozen=True)
class PartQuestion:
    """The question for one part of the agreement with this key.

    With `rows` the user picks one, starting at the row `at`; the row `OWN` asks the same part in own words. Without
    rows the user types, starting from the words `known`.
    """

    key: str
    part: AgreementPart
    title: str
    known: str
    note: str = ""
    rows: tuple[Row, ...] = ()
    at: str = ""


class Agreements(PickMany):
    """Agreements as the user wishes them before the talk."""

    item_type: ClassVar[type[Item]] = Agreement
    parts: ClassVar[tuple[AgreementPart, ...]] = ("text", "who", "by")
    """The parts that a changed line is asked, in this order."""

    @property
    def parts_of_a_new_line(self) -> tuple[AgreementPart, ...]:
        """The parts that are asked at once of a line whose words the user wrote; the short way asks no more."""
        return () if self.prep.short else self.parts[1:]

    def agreement(self, key: str) -> Agreement:
        """The line as the prep holds it, else an empty one."""
        item = self.items.get(key)
        return item if isinstance(item, Agreement) else Agreement()

    def row_of(self, key: str, item: Item) -> Row:
        """Who does what (by when)."""
        assert isinstance(item, Agreement)
        text, when = deed_words(key, item, self.prep, self.texts), self._day_words(item)
        return Row(key, self.with_mark(f"{text} ({when})" if when else text, item), "[x]")

    def suggested_words(self, key: str) -> str:
        """Who does what: without who, nobody can tell whether to propose it."""
        return deed_words(key, Agreement(who=bank(self.field.asks.bank)[key].actor), self.prep, self.texts)

    def new_item(self, key: str) -> Agreement:
        """A suggestion brings who usually does it, and its usual date counted from the talk."""
        entry = bank(self.field.asks.bank)[key]
        talk = self.prep.going.day
        by = days_after(talk, entry.days) if talk and entry.days else ""
        return Agreement(who=entry.actor, by=by)

    # The parts of a line.

    def question(self, key: str, part: AgreementPart, *, own_words: bool = False) -> PartQuestion:
        """The question for this part; `own_words` lets the user type a part that could be picked."""
        item = self.agreement(key)
        if part == "text":
            what = agreement_parts(self.texts, key, item, self.prep)[1]
            return PartQuestion(key, part, self.texts("ui.dialog.agreement.what"), what)
        title = self.texts(f"ui.dialog.agreement.{part}")
        if part == "by":
            note = self.texts("ui.dialog.agreement.by-note")
            return PartQuestion(key, part, title, self._day_words(item), note)
        known, bank_name = getattr(item, part), _BANKS[part]
        if own_words:
            return PartQuestion(key, part, title, picked_words(self.texts, bank_name, known, self.prep))
        offered = [(name, suggestion(self.texts, bank_name, name, self.prep)) for name in bank(bank_name)]
        own, keep = self.texts("ui.field.own-words"), self.texts("ui.field.keep")
        at = known if known in dict(offered) else KEEP
        return PartQuestion(key, part, title, known, rows=tuple(numbered([*offered, (OWN, own), (KEEP, keep)])), at=at)

    def answered(self, question: PartQuestion, answer: str) -> Change | None:
        """Set the part to this row or these words; None when nothing changes. The message shows a day in full.

        Raises Problem when the line has gone meanwhile and the list is full.
        """
        key, part = question.key, question.part
        known = getattr(self.agreement(key), part) if part in _BANKS else question.known
        keeps = question.rows and answer == KEEP
        if keeps or answer == known or (not answer and part != "by"):
            return None
        self.check_room(key)
        value = self._meant(part, answer)
        talk = self.prep.going.day
        message = day_heard_after(value, talk, self.texts, self.today) if isinstance(value, date) else ""
        return self.with_line(key, self.agreement(key).model_copy(update={part: value}), message)

    def while_typed(self, question: PartQuestion, item: Agreement, words: str) -> Change | None:
        """Hold the words that the user has typed so far, so that no letter is lost; None when nothing changes.

        `item` is the line as it was before the question. Without new words the line is that again.
        """
        words = clean_line(words)
        if words and words != question.known:
            item = item.model_copy(update={question.part: self._meant(question.part, words)})
        key = question.key
        return self.with_line(key, item) if key in self.items and self.items[key] != item else None

    def next_part(self, part: AgreementPart) -> AgreementPart | None:
        """The part to ask after this one; None after the last."""
        at = self.parts.index(part) + 1
        return self.parts[at] if at < len(self.parts) else None

    def _day_words(self, item: Agreement) -> str:
        by = by_words(item, self.prep, self.texts)
        return show_day_short(by, self.texts) if isinstance(by, date) else by

    def _meant(self, part: AgreementPart, words: str) -> date | str:
        # A day that is kept as words would never be due.
        try:
            from_day = counted_from(self.prep.going.day, self.today)
            return parse_day(words, self.texts, from_day) if part == "by" else words
        except Problem:
            return words

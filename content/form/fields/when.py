"""A day, a time or a number of minutes: typed as people write it, or picked from the usual ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from typing import Final

from gespreksklaar.content.form.fields.form_field import Change, FormField
from gespreksklaar.content.form.fields.pick_one import chosen_mark
from gespreksklaar.content.form.fields.typing_rule import NEXT
from gespreksklaar.content.form.rows import Row, number_key
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.words.dates import (
    counted_from,
    day_heard,
    day_heard_after,
    parse_clock,
    parse_day,
    show_clock,
    show_day,
    show_day_soon,
)
from gespreksklaar.content.words.minutes import parse_minutes
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.school_days import is_school_day

TYPED_LIMIT: Final = 60
"""The most characters that a day, a time or minutes can be typed with."""
_WEEK: Final = 7
_OFFERED: Final = 7
_FURTHEST_OFFER: Final = 35
"""Days: there are seven school days among any so many."""
_TIMES: Final = tuple(time(*divmod(14 * 60 + 30 + 30 * n, 60)) for n in range(7))
"""Every half hour from half past two, when most talks are."""
_LENGTHS: Final = (10, 15, 20, 30, 45, 60)
"""The usual minutes of a talk."""
_SHORTEST, _LONGEST_TALK = 5, 240
"""The minutes that a talk at school can take: any other number was meant otherwise."""


def days_after(day: date, days: int) -> date:
    """This many days later, or the last day there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


@dataclass(frozen=True)
class Reading:
    """The value that typed words mean. With a `problem` they mean none, and `value` is what the field held before."""

    value: object
    problem: Problem | None = None


@dataclass(frozen=True)
class Answer:
    """What words in the input make of the prep: the field's value, and the words kept because they mean none.

    `undoable`: it begins an undo step; the letters after it belong to the same.
    """

    value: Change | None
    unread: Change | None
    undoable: bool

    @property
    def changes(self) -> list[Change]:
        """The changes to make, in their order."""
        return [change for change in (self.unread, self.value) if change]


class When(FormField):
    """What the three kinds share. The prep keeps words that are not understood, so that the user can mend them."""

    def parse(self, text: str) -> object:
        """The value this text means. Raises Problem when it means none."""
        raise NotImplementedError

    def show(self, value: object) -> str:
        """The value in full words."""
        raise NotImplementedError

    def heard(self, value: object) -> str:
        """The value as it was understood, with a remark when it looks odd."""
        return self.show(value)

    def offers(self) -> Sequence[object]:
        """The values to pick from."""
        raise NotImplementedError

    def offered(self, value: object) -> str:
        """A value to pick from, in words."""
        return self.show(value)

    @property
    def placeholder(self) -> str:
        """What the empty input shows."""
        return self.hint

    @property
    def understood(self) -> str:
        """The value in full words; empty when there is none."""
        return self.heard(self.value) if self.value is not None else ""

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """The usual values. Whoever presses 1 may well be typing 15: see `typing_rule.in_list_of_times`."""
        return tuple(
            Row(str(n), self.offered(offer), chosen_mark(offer == self.value), number=number_key(n))
            for n, offer in enumerate(self.offers(), 1)
        )

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """The value in full."""
        return (Row("", self.understood),) if self.understood else ()

    def picked(self, key: str) -> Change | None:
        """Set the value of this row; picked again, take it back."""
        offers = {str(n): offer for n, offer in enumerate(self.offers(), 1)}
        if key not in offers:
            return None
        return self.change(None if offers[key] == self.value else offers[key])

    # What is typed.

    def read(self, text: str, before: object) -> Reading:
        """What this input means. An empty input means `before`, which the field held when the user began to type.

        So does a zero alone: it was pressed to go on to the next step.
        """
        words = "" if text.strip() == NEXT else text.strip()
        try:
            return Reading(self.parse(words) if words else before)
        except Problem as problem:
            return Reading(before, problem)

    def typing(self, text: str, before: object) -> Answer:
        """What the input makes of the prep after each key: a value as soon as it means one, no problem while typing."""
        reading = self.read(text, before)
        value = self.change(reading.value) if reading.value != self.value else None
        return Answer(value, self.with_unread(text if reading.problem else ""), undoable=self.value == before)

    def reread(self) -> Answer | None:
        """What the words left unread mean by now, as in another language; None when that is still nothing."""
        answer = self.typing(self.unread, self.value) if self.unread else None
        return None if answer is None or self.read(self.unread, self.value).problem else answer

    def typed(self, text: str) -> Change | None:
        """Set the value that the text means; the message shows it in full. Raises Problem when it means none."""
        value = self.parse(text)
        return self.change(value, self.heard(value))

    @property
    def unread(self) -> str:
        """The words that were typed here and not understood."""
        return self.prep.unread.get(self.field.path, "")

    def with_unread(self, words: str) -> Change | None:
        """Keep these words in the prep, or with "" none; None when nothing changes."""
        unread = {path: kept for path, kept in self.prep.unread.items() if path != self.field.path}
        if words:
            unread[self.field.path] = words
        return Change("unread", unread) if unread != self.prep.unread else None


class Day(When):
    """A day: "3 dec", "morgen", or one of the seven on offer.

    That of the talk counts from today, that of the next contact from the talk.
    """

    def parse(self, text: str) -> date:
        """The day this text means."""
        return parse_day(text, self.texts, self.today if self._is_of_talk else counted_from(self._talk, self.today))

    def show(self, value: object) -> str:
        """The day in full, as "donderdag 3 december 2026"."""
        assert isinstance(value, date)
        return show_day(value, self.texts)

    def heard(self, value: object) -> str:
        """The day in full; a day in the past is shown as such, and that of the next contact as counted."""
        assert isinstance(value, date)
        if self._is_of_talk:
            return day_heard(value, self.texts, self.today)
        return day_heard_after(value, self._talk, self.texts, self.today)

    def offered(self, value: object) -> str:
        """The day without its year, which is known of a day so near."""
        assert isinstance(value, date)
        return show_day_soon(value, self.texts)

    def offers(self) -> Sequence[date]:
        """The next school days, from tomorrow; for the next contact those from a week after the talk."""
        talk = self._talk
        first = days_after(self.today, 1) if self._is_of_talk or not talk else days_after(talk, _WEEK)
        days = (days_after(first, n) for n in range(_FURTHEST_OFFER))
        return list(islice(filter(is_school_day, days), _OFFERED))

    @property
    def _is_of_talk(self) -> bool:
        return self.field.path == "going.day"

    @property
    def _talk(self) -> date | None:
        return self.prep.going.day


class Clock(When):
    """A time: "15.40", "half vier", or one of the usual ones."""

    def parse(self, text: str) -> time:
        """The time this text means."""
        return parse_clock(text, self.texts)

    def show(self, value: object) -> str:
        """The time, as "15:40"."""
        assert isinstance(value, time)
        return show_clock(value, self.texts)

    def offers(self) -> Sequence[time]:
        """The times when most talks are."""
        return _TIMES


class Minutes(When):
    """How many minutes the talk takes."""

    @property
    def placeholder(self) -> str:
        """The usual minutes of this kind of talk."""
        kind = kinds().get(self.prep.going.kind)
        if kind is None:
            return self.hint
        usual = "ui.field.usual-minutes" if kind.sourced else "ui.field.usual-minutes-unsure"
        return self.texts(usual, n=kind.minutes)

    def parse(self, text: str) -> int:
        """The minutes this text means. Raises Problem when no talk at school takes so few or so many."""
        minutes = parse_minutes(text, self.texts)
        if not _SHORTEST <= minutes <= _LONGEST_TALK:
            raise Problem("minutes-odd", minutes=self.show(minutes))
        return minutes

    def show(self, value: object) -> str:
        """The minutes in words, as "10 minuten"."""
        assert isinstance(value, int)
        return self.texts.count("ui.field.minutes", value)

    def offers(self) -> Sequence[int]:
        """The usual lengths."""
        return _LENGTHS

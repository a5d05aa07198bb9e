"""Fields for a day, a time and a number of minutes: typed freely or picked, shown back in full."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from gespreksklaar.content.dates import parse_clock, parse_day, show_clock, show_day
from gespreksklaar.content.entries import kinds
from gespreksklaar.content.problems import Problem
from gespreksklaar.screens.choices import Choices, Row
from gespreksklaar.screens.inputs import LineInput
from gespreksklaar.screens.messages import FieldDone
from gespreksklaar.screens.step_field import StepField

PAUSE = 0.4
"""Seconds without a key after which what was typed is read."""


def days_after(day: date, days: int) -> date:
    """This many days later, or the last day there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


class WhenField(StepField):
    """A line to type in and a list to pick from. What was understood stands below, in full.

    What can't be understood stays in the line and is told; the field keeps its last good value.
    """

    _pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """A label, the line, what was understood, the list."""
        yield self.label
        yield LineInput("", placeholder=self.placeholder(), limit=60)
        yield Static(self._understood(), classes="understood")
        yield Choices(())

    def placeholder(self) -> str:
        """What the empty line says."""
        return self.words("hint")

    def parse(self, text: str) -> object:
        """The value this text means. Raises Problem when it means none."""
        raise NotImplementedError

    def show(self, value: object) -> str:
        """The value in full words."""
        raise NotImplementedError

    def offers(self) -> Iterable[object]:
        """The values to pick from."""
        raise NotImplementedError

    def _understood(self, problem: str = "") -> Content:
        value = self.value
        return Content(problem or (self.show(value) if value is not None else ""))

    def show_value(self) -> None:
        """Show the value in full, and the list while the parent is here."""
        understood = self.query_one(".understood", Static)
        understood.update(self._understood())
        understood.display = self.value is not None
        offers = list(self.offers()) if self.unfolded else []
        self.query_one(Choices).rows = tuple(
            Row(str(n), self.show(offer), "(•)" if offer == self.value else "( )", number=n)
            for n, offer in enumerate(offers, 1)
        )

    def on_mount(self) -> None:
        """Show what the prep holds."""
        self.show_value()

    def watch_unfolded(self, unfolded: bool) -> None:
        """The list is there while the parent is; a line that was understood is emptied afterwards."""
        super().watch_unfolded(unfolded)
        self.show_value()
        if not unfolded:
            self._read(leaving=True)

    def _read(self, *, leaving: bool = False) -> bool:
        """Take over what was typed; False when it means nothing."""
        line = self.query_one(LineInput)
        if not line.value.strip():
            return True
        try:
            value = self.parse(line.value)
        except Problem as problem:
            words = problem.say(self.texts)
            understood = self.query_one(".understood", Static)
            understood.update(self._understood(words))
            understood.display = True
            return False
        self._take(value)
        if leaving:
            with self.prevent(LineInput.Changed):
                line.value = ""
        return True

    def _take(self, value: object) -> None:
        if value != self.value:
            self.edit(value, undoable=True)
        self.show_value()

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._read_quietly)

    def _read_quietly(self) -> None:
        """In a pause of the typing: show what is understood so far, and say nothing of what is not."""
        with suppress(Problem):
            if self.query_one(LineInput).value.strip():
                self._take(self.parse(self.query_one(LineInput).value))

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        if self._read():
            self.post_message(FieldDone())

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        offer = list(self.offers())[int(event.key) - 1]
        with self.prevent(LineInput.Changed):
            self.query_one(LineInput).value = ""
        self.edit(None if offer == self.value else offer, undoable=True)
        self.show_value()


class DayField(WhenField):
    """A day: "3 dec", "morgen", or one of the next seven."""

    def parse(self, text: str) -> date:
        """The day this text means."""
        return parse_day(text, self.texts, date.today())

    def show(self, value: object) -> str:
        """As "donderdag 3 december 2026"."""
        assert isinstance(value, date)
        return show_day(value, self.texts)

    def offers(self) -> Iterable[date]:
        """The seven days from tomorrow."""
        first = self.first_offer()
        return [days_after(first, n) for n in range(7)]

    def first_offer(self) -> date:
        """Tomorrow; for the next contact the week after the talk."""
        talk = self.prep.going.day
        if self.field.path != "going.day" and talk:
            return days_after(talk, 7)
        return days_after(date.today(), 1)


class ClockField(WhenField):
    """A time: "15.40", "half vier", or one of the usual ones."""

    def parse(self, text: str) -> time:
        """The time this text means."""
        return parse_clock(text, self.texts)

    def show(self, value: object) -> str:
        """As "15:40"."""
        assert isinstance(value, time)
        return show_clock(value, self.texts)

    def offers(self) -> Iterable[time]:
        """Every half hour from a quarter to three, when most talks are."""
        start = datetime(2000, 1, 1, 14, 30)
        return [(start + timedelta(minutes=30 * n)).time() for n in range(7)]


class MinutesField(WhenField):
    """How many minutes the talk takes."""

    def placeholder(self) -> str:
        """The usual minutes of this kind of talk."""
        kind = kinds().get(self.prep.going.kind)
        if kind is None:
            return self.words("hint")
        usual = "ui.field.usual-minutes" if kind.sourced else "ui.field.usual-minutes-unsure"
        return self.texts(usual, n=kind.minutes)

    def watch_unfolded(self, unfolded: bool) -> None:
        """Name the minutes of the kind that was picked meanwhile."""
        self.query_one(LineInput).placeholder = self.placeholder()
        super().watch_unfolded(unfolded)

    def parse(self, text: str) -> int:
        """A whole number from 1 to 480."""
        minutes = int("".join(c for c in text if c.isdecimal()) or "0")
        if not 1 <= minutes <= 480:
            raise Problem("minutes")
        return minutes

    def show(self, value: object) -> str:
        """As "10 minuten"."""
        assert isinstance(value, int)
        return self.texts.count("ui.field.minutes", value)

    def offers(self) -> Iterable[int]:
        """The usual lengths."""
        return (10, 15, 20, 30, 45, 60)

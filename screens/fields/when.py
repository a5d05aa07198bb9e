"""Fields for a day, a time and a number of minutes: typed freely or picked, shown back in full."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import day_heard, parse_clock, parse_day, show_clock, show_day
from gespreksklaar.content.words.minutes import parse_minutes
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.field import StepField
from gespreksklaar.screens.widgets.line_input import LineInput
from gespreksklaar.screens.widgets.messages import Edited, FieldDone
from gespreksklaar.screens.widgets.option_list import Choices


def days_after(day: date, days: int) -> date:
    """This many days later, or the last day there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


class WhenField(StepField):
    """A line to type in and a list to pick from. What was understood stands below, in full.

    What can't be understood stays in the line and is told; the field holds then what it held before.
    """

    _before: object = None
    """What the field held when the parent began to type."""
    _told = ""
    """The words that enter was pressed on without being understood: pressed again, it goes on."""

    def compose(self) -> ComposeResult:
        """A label, the line, what was understood, the list."""
        self._before = self.value
        yield self.label
        yield LineInput(self.prep.unread.get(self.field.path, ""), placeholder=self.placeholder(), limit=60)
        yield Static("", classes="understood")
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

    def heard(self, value: object) -> str:
        """The value as it was understood, with what is odd about it."""
        return self.show(value)

    def offers(self) -> Iterable[object]:
        """The values to pick from."""
        raise NotImplementedError

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    def _read(self) -> tuple[object, Problem | None]:
        """The value the line means, and what is wrong with it. Without words of its own it means what there was."""
        words = self._line.value.strip()
        try:
            return (self.parse(words) if words else self._before), None
        except Problem as problem:
            return self._before, problem

    @property
    def _problem(self) -> Problem | None:
        return self._read()[1]

    def _show_understood(self, problem: Problem | None = None) -> None:
        """The value in full, or what is wrong; it keeps its place while something is typed."""
        words = self.heard(self.value) if self.value is not None else ""
        understood = self.query_one(".understood", Static)
        understood.update(Content(problem.say(self.texts) if problem else words))
        understood.display = bool(words or self._line.value)

    def show_value(self) -> None:
        """Show the value in full, and the list while the parent is here."""
        self._show_understood()
        offers = list(self.offers()) if self.unfolded else []
        self.query_one(Choices).rows = tuple(
            Row(str(n), self.show(offer), "(•)" if offer == self.value else "( )", number=n)
            for n, offer in enumerate(offers, 1)
        )

    def on_mount(self) -> None:
        """Show what the prep holds, and what was not understood when the parent left; in another language it may be."""
        means, problem = self._read()
        if self._line.value and not problem:
            if means != self.value:
                self.edit(means, undoable=True)
            self._empty()
        self.show_value()
        self._show_understood(self._problem)

    def load(self, prep: Prep) -> None:
        """Show what this prep holds, and in the line what it holds of what was not understood.

        It tells no change: where none is taken, the answer is to load again.
        """
        super().load(prep)
        unread = self.prep.unread.get(self.field.path, "")
        if clean_line(self._line.value) != unread:
            self._line.put(unread)
        self._before = self.value

    def watch_unfolded(self, unfolded: bool) -> None:
        """The list is there while the parent is; a line that was understood is emptied afterwards."""
        super().watch_unfolded(unfolded)
        if not unfolded and not self._problem:
            self._empty()
        self.show_value()
        self._show_understood(self._problem)

    def _empty(self) -> None:
        self._line.put("")
        self._before = self.value
        self._keep_unread("")

    def _keep_unread(self, words: str) -> None:
        """What is no day is there again when the parent comes back to the step, whatever happened in between."""
        unread = {path: kept for path, kept in self.prep.unread.items() if path != self.field.path}
        if words:
            unread[self.field.path] = words
        if unread != self.prep.unread:
            self._prep = self._prep.edited("unread", unread)
            self.post_message(Edited("unread", unread))

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        """Every letter is read, so that nothing waits to be kept; of what is not understood yet, nothing is said."""
        event.stop()
        means, problem = self._read()
        self._keep_unread(self._line.value if problem else "")
        if means != self.value:
            self.edit(means, undoable=self.value == self._before)
            self.show_value()
        self._show_understood()

    @on(LineInput.Submitted)
    def _entered(self, event: LineInput.Submitted) -> None:
        event.stop()
        problem = self._problem
        if problem and self._line.value != self._told:
            self._told = self._line.value
            self._show_understood(problem)
        else:
            self.post_message(FieldDone())

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        offer = list(self.offers())[int(event.key) - 1]
        self.edit(None if offer == self.value else offer, undoable=True)
        self._empty()
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

    def heard(self, value: object) -> str:
        """In full, and whether it has passed."""
        assert isinstance(value, date)
        return day_heard(value, self.texts, date.today())

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
        self._line.placeholder = self.placeholder()
        super().watch_unfolded(unfolded)

    def parse(self, text: str) -> int:
        """The minutes this text means."""
        return parse_minutes(text, self.texts)

    def show(self, value: object) -> str:
        """As "10 minuten"."""
        assert isinstance(value, int)
        return self.texts.count("ui.field.minutes", value)

    def offers(self) -> Iterable[int]:
        """The usual lengths."""
        return (10, 15, 20, 30, 45, 60)

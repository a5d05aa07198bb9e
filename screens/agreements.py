"""The field for agreements: a list in which each line has a who, a what and a by-when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from gespreksklaar.content.dates import parse_day, show_day_short
from gespreksklaar.content.entries import bank
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.steps import Agreement, Item
from gespreksklaar.content.wording import agreement_parts, picked_words, suggestion
from gespreksklaar.screens.choices import Row, numbered
from gespreksklaar.screens.dialogs import Menu, Prompt
from gespreksklaar.screens.pick_many import PickManyField
from gespreksklaar.screens.when_fields import days_after

OWN = "own-words"


class AgreementsField(PickManyField):
    """Changing a line asks its three parts, one after the other."""

    item_type: ClassVar[type[Item]] = Agreement

    def row_of(self, key: str, item: Item) -> Row:
        """Who: what (by when)."""
        assert isinstance(item, Agreement)
        who, what, by = agreement_parts(self.texts, key, item, self.prep)
        when = show_day_short(by, self.texts) if isinstance(by, date) else by
        text = f"{who}: {what}" if who else what
        return Row(key, self.with_mark(f"{text} ({when})" if when else text, item), "[x]")

    def picked_item(self, key: str) -> Agreement:
        """A suggestion brings who usually does it, and its usual date counted from the talk."""
        entry = bank(self.field.asks.bank)[key]
        talk = self.prep.going.day
        by = days_after(talk, entry.days) if talk and entry.days else ""
        return Agreement(who=entry.actor, by=by)

    def action_change(self) -> None:
        """Ask what, who, by when; escape keeps a part as it is, and each answer is kept at once."""
        row = self.choices.row
        if row is None or row.key not in self.items:
            return
        key = row.key
        what = agreement_parts(self.texts, key, self.agreement(key), self.prep)[1]

        def got_what(answer: str | None) -> None:
            if answer and answer != what:
                self.change(key, text=answer)
            self.ask_who(key)

        self._ask("what", what, got_what)

    def agreement(self, key: str) -> Agreement:
        """The line as the prep holds it."""
        item = self.items.get(key)
        return item if isinstance(item, Agreement) else Agreement()

    def change(self, key: str, **parts: object) -> None:
        """Other parts of the line."""
        if self.has_room(key):
            self.edit({**self.items, key: self.agreement(key).model_copy(update=parts)}, undoable=True)
            self.show_value()

    def _ask(self, part: str, known: str, then: Callable[[str | None], None], *, note: str = "") -> None:
        title = self.texts(f"ui.dialog.agreement.{part}")
        self.app.push_screen(Prompt(title, self.texts, value=known, note=note, limit=self.field.asks.limit), then)

    def ask_who(self, key: str) -> None:
        """Ask who does it, then by when."""
        self.choose(key, "who", "actors", self.agreement(key).who, self._ask_when)

    def choose(self, key: str, part: str, bank_name: str, known: str, then: Callable[[str], None]) -> None:
        """Ask a part by number, from a bank or in own words, and go on with the next."""
        offered = [(name, suggestion(self.texts, bank_name, name, self.prep)) for name in bank(bank_name)]
        rows = numbered([*offered, (OWN, self.texts("ui.field.own-words"))])

        def got(answer: str | None) -> None:
            if answer == OWN:
                self._ask(part, picked_words(self.texts, bank_name, known, self.prep), got)
                return
            if answer and answer != known:
                self.change(key, **{part: answer})
            then(key)

        self.app.push_screen(Menu(self.texts(f"ui.dialog.agreement.{part}"), rows, self.texts, at=known), got)

    def _ask_when(self, key: str) -> None:
        by = self.agreement(key).by
        known = show_day_short(by, self.texts) if isinstance(by, date) else by

        def got_when(answer: str | None) -> None:
            if answer not in (None, known):
                self.change(key, by=self._read_by(answer or ""))
            self.after_when(key)

        self._ask("by", known, got_when, note=self.texts("ui.dialog.agreement.by-note"))

    def after_when(self, key: str) -> None:
        """Who, what and when are known: that is all before the talk."""
        self.choices.focus()

    def _read_by(self, words: str) -> date | str:
        try:
            return parse_day(words, self.texts, date.today())
        except Problem:
            return words

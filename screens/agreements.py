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
from gespreksklaar.screens.choices import Row
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
        what = agreement_parts(self.texts, key, self._agreement(key), self.prep)[1]

        def got_what(answer: str | None) -> None:
            if answer and answer != what:
                self._change(key, text=answer)
            self._ask_who(key)

        self._ask("what", what, got_what)

    def _agreement(self, key: str) -> Agreement:
        item = self.items.get(key)
        return item if isinstance(item, Agreement) else Agreement()

    def _change(self, key: str, **parts: object) -> None:
        if self.has_room(key):
            self.edit({**self.items, key: self._agreement(key).model_copy(update=parts)}, undoable=True)
            self.show_value()

    def _ask(self, part: str, known: str, then: Callable[[str | None], None], *, note: str = "") -> None:
        title = self.texts(f"ui.dialog.agreement.{part}")
        self.app.push_screen(Prompt(title, self.texts, value=known, note=note, limit=self.field.asks.limit), then)

    def _ask_who(self, key: str) -> None:
        who = self._agreement(key).who
        rows = [
            Row(name, suggestion(self.texts, "actors", name, self.prep), number=n)
            for n, name in enumerate(bank("actors"), 1)
        ]
        rows.append(Row(OWN, self.texts("ui.field.own-words"), number=len(rows) + 1))

        def got_who(answer: str | None) -> None:
            if answer == OWN:
                self._ask("who", picked_words(self.texts, "actors", who, self.prep), got_who)
                return
            if answer and answer != who:
                self._change(key, who=answer)
            self._ask_when(key)

        self.app.push_screen(Menu(self.texts("ui.dialog.agreement.who"), rows, self.texts, at=who), got_who)

    def _ask_when(self, key: str) -> None:
        by = self._agreement(key).by
        known = show_day_short(by, self.texts) if isinstance(by, date) else by

        def got_when(answer: str | None) -> None:
            if answer not in (None, known):
                self._change(key, by=self._read_by(answer or ""))
            self.choices.focus()

        self._ask("by", known, got_when, note=self.texts("ui.dialog.agreement.by-note"))

    def _read_by(self, words: str) -> date | str:
        try:
            return parse_day(words, self.texts, date.today())
        except Problem:
            return words

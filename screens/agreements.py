"""The field for agreements: a list in which each line has a who, a what and a by-when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from gespreksklaar.content.dates import parse_day, show_day_short
from gespreksklaar.content.entries import bank
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.steps import Agreement, Item
from gespreksklaar.content.wording import agreement_parts, picked_words, suggestion
from gespreksklaar.screens.choices import Row
from gespreksklaar.screens.dialogs import Menu, Prompt
from gespreksklaar.screens.pick_many import PickManyField

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
        return Row(key, f"{text} ({when})" if when else text, "[x]")

    def picked_item(self, key: str) -> Agreement:
        """A suggestion brings who usually does it, and its usual date counted from the talk."""
        entry = bank(self.field.asks.bank)[key]
        talk = self.prep.going.day
        by = talk + timedelta(days=entry.days) if talk and entry.days else ""
        return Agreement(who=entry.actor, by=by)

    def action_change(self) -> None:
        """Ask what, who, by when; escape keeps a part as it is."""
        row = self.choices.row
        if row is None or row.key not in self.items:
            return
        key, item = row.key, self.items[row.key]
        assert isinstance(item, Agreement)
        what = agreement_parts(self.texts, key, item, self.prep)[1]

        def got_what(answer: str | None) -> None:
            changed = item if answer in (None, "", what) else item.model_copy(update={"text": answer})
            self._ask_who(key, changed)

        self.app.push_screen(Prompt(self.texts("ui.dialog.agreement.what"), self.texts, value=what), got_what)

    def _ask_who(self, key: str, item: Agreement) -> None:
        rows = [
            Row(name, suggestion(self.texts, "actors", name, self.prep), number=n)
            for n, name in enumerate(bank("actors"), 1)
        ]
        rows.append(Row(OWN, self.texts("ui.field.own-words"), number=len(rows) + 1))
        title = self.texts("ui.dialog.agreement.who")

        def got_own(answer: str | None) -> None:
            self._ask_when(key, item.model_copy(update={"who": answer}) if answer else item)

        def got_who(answer: str | None) -> None:
            if answer == OWN:
                known = picked_words(self.texts, "actors", item.who, self.prep)
                self.app.push_screen(Prompt(title, self.texts, value=known), got_own)
            else:
                self._ask_when(key, item.model_copy(update={"who": answer}) if answer else item)

        self.app.push_screen(Menu(title, rows, self.texts, at=item.who), got_who)

    def _ask_when(self, key: str, item: Agreement) -> None:
        by = show_day_short(item.by, self.texts) if isinstance(item.by, date) else item.by
        title, note = self.texts("ui.dialog.agreement.by"), self.texts("ui.dialog.agreement.by-note")

        def got_when(answer: str | None) -> None:
            changed = item if answer in (None, by) else item.model_copy(update={"by": self._read_by(answer or "")})
            self.edit({**self.items, key: changed}, undoable=True)
            self.show_value()
            self.choices.focus()

        self.app.push_screen(Prompt(title, self.texts, value=by, note=note), got_when)

    def _read_by(self, words: str) -> date | str:
        try:
            return parse_day(words, self.texts, date.today())
        except Problem:
            return words

"""The field for agreements: a list in which each line has a who, a what and a by-when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import agreement_parts, picked_words, suggestion
from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import day_heard, parse_day, show_day_short
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.pick_many import PickManyField
from gespreksklaar.screens.fields.when import days_after
from gespreksklaar.screens.widgets.dialogs import Menu, Prompt
from gespreksklaar.screens.widgets.messages import Said

OWN, KEEP = "own-words", "keep"
"""The rows below what can be picked: to write it, and to go on without."""


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
        """Ask what, who, by when. Each answer is kept at once; escape asks no further."""
        row = self.choices.row
        if row is None or row.key not in self.items:
            return
        key = row.key
        what = agreement_parts(self.texts, key, self.agreement(key), self.prep)[1]

        def got_what(answer: str) -> None:
            if answer and answer != what:
                self.change(key, text=answer)
            self.ask_who(key)

        self._ask(key, "what", what, got_what, "text")

    def agreement(self, key: str) -> Agreement:
        """The line as the prep holds it."""
        item = self.items.get(key)
        return item if isinstance(item, Agreement) else Agreement()

    def change(self, key: str, **parts: object) -> None:
        """Other parts of the line."""
        if self.has_room(key):
            self.edit({**self.items, key: self.agreement(key).model_copy(update=parts)}, undoable=True)
            self.show_value()

    def _ask(self, key: str, question: str, known: str, then: Callable[[str], None], part: str, note: str = "") -> None:
        """Ask a part in own words. What is typed is in the prep at once, as meant; escape makes it what it was."""
        before = self.items[key]
        limit = self.field.asks.limit

        def now(item: Item) -> None:
            if key in self.items and self.items[key] != item:
                self.edit({**self.items, key: item})

        def typed(words: str) -> None:
            words = clean_line(words)
            now(before.model_copy(update={part: self._meant(part, words)}) if words and words != known else before)

        def got(answer: str | None) -> None:
            # What is kept is one change from what it was, to be taken back as one.
            now(before)
            if answer is None:
                self.choices.focus()
            else:
                then(answer)

        title = self.texts(f"ui.dialog.agreement.{question}")
        self.app.push_screen(Prompt(title, self.texts, value=known, note=note, limit=limit, typed=typed), got)

    def ask_who(self, key: str) -> None:
        """Ask who does it, then by when."""
        self.choose(key, "who", "actors", self.agreement(key).who, self._ask_when)

    def choose(self, key: str, part: str, bank_name: str, known: str, then: Callable[[str], None]) -> None:
        """Ask a part by number, from a bank or in own words, and go on with the next."""
        offered = [(name, suggestion(self.texts, bank_name, name, self.prep)) for name in bank(bank_name)]
        own, keep = self.texts("ui.field.own-words"), self.texts("ui.field.keep")
        rows = numbered([*offered, (OWN, own), (KEEP, keep)])

        def kept(answer: str) -> None:
            if answer and answer != known:
                self.change(key, **{part: answer})
            then(key)

        def got(answer: str | None) -> None:
            if answer is None:
                self.choices.focus()
            elif answer == OWN:
                self._ask(key, part, picked_words(self.texts, bank_name, known, self.prep), kept, part)
            else:
                kept("" if answer == KEEP else answer)

        at = known if known in dict(offered) else KEEP
        self.app.push_screen(Menu(self.texts(f"ui.dialog.agreement.{part}"), rows, self.texts, at=at), got)

    def _ask_when(self, key: str) -> None:
        by = self.agreement(key).by
        known = show_day_short(by, self.texts) if isinstance(by, date) else by

        def got_when(answer: str) -> None:
            if answer != known:
                day = self._meant("by", answer)
                self.change(key, by=day)
                if isinstance(day, date):
                    # After the hint of the list, to which the parent comes back; the row has no room for the year.
                    self.call_after_refresh(self.post_message, Said(day_heard(day, self.texts, date.today())))
            self.after_when(key)

        self._ask(key, "by", known, got_when, "by", self.texts("ui.dialog.agreement.by-note"))

    def after_when(self, key: str) -> None:
        """Who, what and when are known: that is all before the talk."""
        self.choices.focus()

    def _meant(self, part: str, words: str) -> date | str:
        """What typed words mean: of when, a day if they name one. Kept as words a day would never be due."""
        try:
            return parse_day(words, self.texts, date.today()) if part == "by" else words
        except Problem:
            return words

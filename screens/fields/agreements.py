"""The field for agreements: a list in which each line has a who, a what and a by-when."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.fields.agreements import AgreementPart, Agreements, PartQuestion
from gespreksklaar.content.form.fields.pick_one import OWN
from gespreksklaar.content.form.fields.typing_rule import SoFar
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.pick_many import PickManyField
from gespreksklaar.screens.widgets.dialogs import Menu, Prompt
from gespreksklaar.screens.widgets.keys import key


class AgreementsField(PickManyField):
    """A list of agreements; changing a line asks for its parts one after another."""

    form = FormOf(Agreements)

    # A number pad has no equals sign, and of agreements none is among the most important ones.
    BINDINGS: ClassVar[list[BindingType]] = [key("asterisk", "change", "field.change", display="*")]

    _by_digit: tuple[PartQuestion, SoFar] | None = None
    """The question that a digit has just answered, and that digit: it may be the beginning of own words instead."""

    def pick(self, key: str) -> None:
        """As in the other lists, but stay at the line, which may lack who does it and when."""
        super().pick(key)
        if key in self.form.items:
            self.choices.go_to(key)

    def action_change(self) -> None:
        """Ask for each part of the line. Each answer is saved at once; Escape stops asking."""
        if self.row_key in self.form.items:
            self.ask(self.row_key, self.form.parts[0])

    def line_done(self, key: str) -> None:
        """Ask at once for the other parts of a new line, where they are asked."""
        if parts := self.form.parts_of_a_new_line:
            self.choices.focus()
            self.choices.go_to(key)
            self.ask(key, parts[0])

    def ask(self, key: str, part: AgreementPart) -> None:
        """Ask for this part of a line, then for the parts after it."""
        question = self.form.question(key, part)
        if question.rows:
            self._ask_to_pick(question)
        else:
            self._ask_to_type(question)

    def _ask_to_pick(self, question: PartQuestion) -> None:
        def got(answer: str | None) -> None:
            is_digit = menu.begun.isdigit()
            self._by_digit = (question, SoFar(menu.begun, self.value)) if is_digit and answer else None
            if answer == OWN:
                self._ask_in_own_words(question, "" if is_digit else menu.begun)
            else:
                self._answered(question, answer)

        menu = Menu(question.title, question.rows, self.texts, at=question.at, own=OWN)
        self.app.push_screen(menu, got)

    def _ask_in_own_words(self, question: PartQuestion, begun: str) -> None:
        self._ask_to_type(self.form.question(question.key, question.part, own_words=True), begun)

    def _ask_to_type(self, question: PartQuestion, begun: str = "") -> None:
        """Ask for a part in the user's own words, `begun` or as they are.

        Each key is saved at once; Escape restores the earlier value.
        """
        before = self.form.agreement(question.key)
        picked, self._by_digit = self._by_digit, None
        goes_back = False

        def first(character: str) -> bool:
            """A space right after a digit goes on with that digit: nothing begins with a space."""
            nonlocal goes_back
            goes_back = picked is not None and character == " "
            if goes_back:
                dialog.dismiss(None)
            return goes_back

        def typed(words: str) -> None:
            if change := self.form.while_typed(question, before, words):
                self.edit(change.value)

        def got(answer: str | None) -> None:
            # Restore the value first, so that the answer is a single undo step.
            typed("")
            if picked and goes_back:
                self._write_instead(*picked, " ")
            else:
                self._answered(question, answer)

        limit = self.field.asks.limit
        value = begun or question.known
        typed(value)
        dialog = Prompt(
            question.title, self.texts, value=value, note=question.note, limit=limit, typed=typed, first=first
        )
        self.app.push_screen(dialog, got)

    def _answered(self, question: PartQuestion, answer: str | None) -> None:
        following = None if answer is None else self.form.next_part(question.part)
        if answer is not None:
            with self.reporting():
                self.make(self.form.answered(question, answer), later=True)
        if following:
            self.ask(question.key, following)
        else:
            self.choices.focus()
            if self._by_digit:
                # As after a digit in the list: a zero waits for Enter, and words take the pick back.
                self.so_far, self._value_then = self._by_digit[1], self.value

    def watch_so_far(self, before: SoFar, now: SoFar) -> None:
        """As in `SuggestionField`; what ends what was typed since a digit ends it for the question too."""
        super().watch_so_far(before, now)
        if not now.keys:
            self._by_digit = None

    def _write_so_far(self, text: str) -> None:
        picked, so_far = self._by_digit, self.so_far
        if picked and so_far.before is picked[1].before:
            self.so_far = SoFar()
            self._write_instead(picked[0], so_far, text)
        else:
            super()._write_so_far(text)

    def _write_instead(self, question: PartQuestion, so_far: SoFar, text: str) -> None:
        """Answer the question with what was typed since a digit and this text, and take back what those keys did."""
        if self.value != so_far.before:
            self.edit(so_far.before, undoable=True)
        self.show_prep()
        self._ask_in_own_words(question, so_far.keys + text)

"""The field for agreements: a list in which each line has a who, a what and a by-when."""

from __future__ import annotations

from gespreksklaar.content.form.fields.agreements import AgreementPart, Agreements, PartQuestion
from gespreksklaar.content.form.fields.pick_one import OWN
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.pick_many import PickManyField
from gespreksklaar.screens.widgets.dialogs import Menu, Prompt


class AgreementsField(PickManyField):
    """A list of agreements; changing a line asks for its parts one after another."""

    form = FormOf(Agreements)

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
            if answer == OWN:
                self._ask_to_type(self.form.question(question.key, question.part, own_words=True), menu.begun)
            else:
                self._answered(question, answer)

        menu = Menu(question.title, question.rows, self.texts, at=question.at, own=OWN)
        self.app.push_screen(menu, got)

    def _ask_to_type(self, question: PartQuestion, begun: str = "") -> None:
        """Ask for a part in the user's own words, `begun` or as they are.

        Each key is saved at once; Escape restores the earlier value.
        """
        before = self.form.agreement(question.key)

        def typed(words: str) -> None:
            if change := self.form.while_typed(question, before, words):
                self.edit(change.value)

        def got(answer: str | None) -> None:
            # Restore the value first, so that the answer is a single undo step.
            typed("")
            self._answered(question, answer)

        limit = self.field.asks.limit
        value = begun or question.known
        typed(value)
        dialog = Prompt(question.title, self.texts, value=value, note=question.note, limit=limit, typed=typed)
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

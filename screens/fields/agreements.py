"""The field for agreements: a list in which each line has a who, a what and a by-when."""

from __future__ import annotations

from gespreksklaar.content.form.fields.agreements import AgreementPart, Agreements, PartQuestion
from gespreksklaar.content.form.fields.pick_one import OWN
from gespreksklaar.screens.fields.pick_many import PickManyField
from gespreksklaar.screens.widgets.dialogs import Menu, Prompt


class AgreementsField(PickManyField):
    """Changing a line asks its parts, one after the other."""

    @property
    def form(self) -> Agreements:
        """The field as every front shares it."""
        form = super().form
        assert isinstance(form, Agreements)
        return form

    def action_change(self) -> None:
        """Ask the parts of the line. Each answer is kept at once; escape asks no further."""
        if self.row_key in self.form.items:
            self.ask(self.row_key, self.form.parts[0])

    def ask(self, key: str, part: AgreementPart, *, own_words: bool = False) -> None:
        """Ask this part of a line, then those that come after it."""
        question = self.form.question(key, part, own_words=own_words)
        if question.rows:
            self._ask_to_pick(question)
        else:
            self._ask_to_type(question)

    def _ask_to_pick(self, question: PartQuestion) -> None:
        def got(answer: str | None) -> None:
            if answer == OWN:
                self.ask(question.key, question.part, own_words=True)
            else:
                self._answered(question, answer)

        self.app.push_screen(Menu(question.title, question.rows, self.texts, at=question.at), got)

    def _ask_to_type(self, question: PartQuestion) -> None:
        """Ask a part in own words. What is typed is in the prep at once; escape makes it what it was."""
        before = self.form.agreement(question.key)

        def typed(words: str) -> None:
            if change := self.form.while_typed(question, before, words):
                self.edit(change.value)

        def got(answer: str | None) -> None:
            # Back to what it was, so that the answer is one undo step.
            typed("")
            self._answered(question, answer)

        limit = self.field.asks.limit
        dialog = Prompt(question.title, self.texts, value=question.known, note=question.note, limit=limit, typed=typed)
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

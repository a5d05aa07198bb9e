"""The field that asks for the outcome of each agreement of earlier talks."""

from __future__ import annotations

from textual.app import ComposeResult

from gespreksklaar.content.form.fields.outcome import PreviousAgreements
from gespreksklaar.content.form.fields.typing_rule import SoFar
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.screens.fields.field import FormOf
from gespreksklaar.screens.fields.marked_lines import MarkedLinesField
from gespreksklaar.screens.fields.outcome import AgreementList, outcome_menu, when_answered


class PreviousAgreementsField(MarkedLinesField):
    """A list without an input: the user neither adds nor removes lines here."""

    form = FormOf(PreviousAgreements)

    offers_undo = True

    def compose(self) -> ComposeResult:
        """The label and the list."""
        yield from self.heading()
        yield AgreementList(self.rows())

    def watch_unfolded(self, unfolded: bool) -> None:
        """Put the cursor on the first agreement when the field unfolds."""
        super().watch_unfolded(unfolded)
        if unfolded:
            self.choices.enter_from(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer marking only with the cursor on a line."""
        if action == "mark":
            return self.choices.has_focus and self.choices.row is not None
        return super().check_action(action, parameters)

    def pick(self, key: str) -> None:
        """Ask what became of the agreement with this key."""
        name, self.so_far = key, SoFar()

        def save_outcome(state: AgreementState) -> None:
            if change := self.form.with_outcome(name, state):
                self.make(change)
                self.choices.go_to(self.form.next_untold(name))

        if item := self.form.agreements.get(name):
            self.app.push_screen(
                outcome_menu(self.form.words_of(name), item.state, self.texts), when_answered(save_outcome)
            )

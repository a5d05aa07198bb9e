"""The field with the agreements of earlier talks: what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult

from gespreksklaar.content.agreements.carry_over import answered
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.prep.declaration import Carried
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.screens.fields.marked_lines import MarkedLinesField
from gespreksklaar.screens.fields.outcome import OPEN, AgreementList, became, became_menu, then_told
from gespreksklaar.screens.widgets.option_list import Choices


class BeforeField(MarkedLinesField):
    """A list without an own line: nothing comes on it here, and nothing goes."""

    offers_undo = True

    def compose(self) -> ComposeResult:
        """A label and the list."""
        yield self.label
        yield AgreementList(self.rows())

    def rows(self) -> tuple[Row, ...]:
        """Each agreement, with what is known of it at the right."""
        return tuple(
            Row(
                name,
                self.with_mark(self.words_of(name), item),
                tag=self.texts(f"ledger.states.{item.state or OPEN}"),
                number=n if n < 10 else None,
            )
            for n, (name, item) in enumerate(self.agreements.items(), 1)
        )

    @property
    def agreements(self) -> dict[str, Carried]:
        """The list as the prep holds it."""
        return dict(self.value)

    def words_of(self, key: str) -> str:
        """A line in words, without its mark."""
        return became(key, self.agreements[key], self.prep, self.texts)

    def suggestions(self) -> Sequence[str]:
        """There is nothing to choose from."""
        return ()

    def watch_unfolded(self, unfolded: bool) -> None:
        """The first agreement is the first thing to tell of."""
        super().watch_unfolded(unfolded)
        if unfolded:
            self.choices.enter_from(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A line can be marked where the cursor is on one."""
        if action == "mark":
            return self.choices.has_focus and self.choices.row is not None
        return super().check_action(action, parameters)

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        name = event.key

        def tell(state: AgreementState) -> None:
            item = self.agreements.get(name)
            if item is not None:
                self.edit({**self.agreements, name: answered(item, state, date.today())}, undoable=True)
                self.show_value()
                self._to_next(name)

        if item := self.agreements.get(name):
            self.app.push_screen(became_menu(self.words_of(name), item.state, self.texts), then_told(tell))

    def _to_next(self, name: str) -> None:
        """To the next agreement of which nothing was told; when all was told, the cursor stays."""
        names = list(self.agreements)
        after = [*names[names.index(name) + 1 :], *names]
        waiting = (other for other in after if not (self.agreements[other].state or self.agreements[other].state_day))
        self.choices.go_to(next(waiting, name))

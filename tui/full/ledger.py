"""The agreements of all talks, from the start screen: save the outcome of one, and look back on the talks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gespreksklaar.content.agreements.carry_over import save_outcome
from gespreksklaar.content.agreements.ledger import LedgerLine, children, ledger, whose_is
from gespreksklaar.content.form.places.documents import TalksOver
from gespreksklaar.content.form.places.ledger_list import not_written_message, outcome_message
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home.ledger import LedgerScreen, TimelinePages
from gespreksklaar.tui.take.take_along import take

if TYPE_CHECKING:
    from gespreksklaar.content.prep.vocabulary import AgreementState
    from gespreksklaar.tui.guide_base import GuideBase


def open_ledger(app: GuideBase, name: str = "") -> None:
    """Show the agreements of all children, with the cursor on the child of this prep."""
    preps = app.library.list()
    at = next((whose_is(prep) for prep in preps if prep.name == name), "")

    def read() -> list[LedgerLine]:
        return ledger(app.library.list())

    save = partial(_save_outcome, app)

    def look_back(child: str) -> None:
        _look_back(app, child)

    app.switch_screen(LedgerScreen(read, save, look_back, app.texts, names=children(preps), at=at))


def _save_outcome(app: GuideBase, line: LedgerLine, state: AgreementState) -> str:
    try:
        note = save_outcome(app.library, line, state, date.today())
    except Problem as problem:
        return not_written_message(problem, app.texts)
    return outcome_message(state, note, app.texts)


def _look_back(app: GuideBase, child: str) -> None:
    """Show the talks about this child; then, if the user wants that, take the sheet along."""
    history = TalksOver.of(app.library, child, app.texts)

    def wanted(take_it: bool | None) -> None:
        if take_it:
            take(app, history.document())

    app.push_screen(TimelinePages(history.pages, app.texts), wanted)

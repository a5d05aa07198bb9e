"""The agreements over all talks, from the start screen: telling what became of one, and looking back on the talks."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from gespreksklaar.content.agreements.carry_over import tell
from gespreksklaar.content.agreements.ledger import LedgerLine, children, ledger, whose_is
from gespreksklaar.content.sheets.page import A4
from gespreksklaar.content.sheets.timeline import OWN, render_history, timeline
from gespreksklaar.content.store.library import slug
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.fields.outcome import OPEN
from gespreksklaar.screens.home.ledger import LedgerScreen, TimelinePages
from gespreksklaar.tui.take.document import Thing
from gespreksklaar.tui.take.take_along import take

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.prep.vocabulary import AgreementState
    from gespreksklaar.content.sheets.page import Paper
    from gespreksklaar.tui.full.app import GuideApp


def open_ledger(app: GuideApp, name: str = "") -> None:
    """The agreements of all children, at the child of this prep."""
    preps = app.shelf.list()
    at = next((whose_is(prep) for prep in preps if prep.name == name), "")

    def read() -> list[LedgerLine]:
        return ledger(app.shelf.list())

    def told(line: LedgerLine, state: AgreementState) -> str:
        return _tell(app, line, state)

    def look_back(child: str) -> None:
        _look_back(app, child)

    app.switch_screen(LedgerScreen(read, told, look_back, app.texts, names=children(preps), at=at))


def _tell(app: GuideApp, line: LedgerLine, state: AgreementState) -> str:
    try:
        note = tell(app.shelf, line, state, date.today())
    except Problem as problem:
        taken = problem.reason in ("in-use", "in-use-elsewhere")
        return app.texts("ledger.in-use") if taken else problem.say(app.texts)
    if note:
        return note.say(app.texts)
    return app.texts("ledger.told", state=app.texts(f"ledger.states.{state or OPEN}"))


def _look_back(app: GuideApp, child: str) -> None:
    """Show the talks about this child as the parent may see them; then, where that is wanted, take the sheet along."""
    talks = _talks(app, child)

    def wanted(take_it: bool | None) -> None:
        if take_it:
            take(app, _sheet(app, talks))

    def pages(paper: Paper) -> str:
        return render_history(talks, ledger(app.shelf.list()), app.texts, date.today(), reader=OWN, paper=paper)

    app.push_screen(TimelinePages(pages, app.texts), wanted)


def _talks(app: GuideApp, child: str) -> list[Prep]:
    """All talks about this child that have been. What can't be read is named in the list of preps."""
    found = []
    for prep in app.shelf.list():
        if whose_is(prep) == child:
            with suppress(Problem):
                found.append(app.shelf.open(prep.name).prep)
    return timeline(found, date.today())


def _sheet(app: GuideApp, talks: list[Prep]) -> Thing:
    def pages(paper: Paper) -> str:
        return render_history(talks, ledger(app.shelf.list()), app.texts, date.today(), paper=paper)

    def text() -> str:
        return pages(A4)

    child = talks[-1].going.child if talks else ""
    return Thing("history", slug(f"{child} {app.texts('ledger.history.file')}"), pages, text)

"""The talks about a child over the years: their goals, the agreements, and the outcomes.

As a sheet it is for a new school: it holds no marked line, no notes, and nothing the child said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from gespreksklaar.content.agreements.carry_over import is_over
from gespreksklaar.content.agreements.ledger import LedgerLine
from gespreksklaar.content.agreements.made import agreement_id, made_agreements
from gespreksklaar.content.goal.check import goal_words
from gespreksklaar.content.guidance.wording import picked_words, sentence
from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.sheets.blocks import BULLET, lines_of, row, with_mark
from gespreksklaar.content.sheets.messages_after import agreement_words
from gespreksklaar.content.sheets.messages_ahead import TEACHER
from gespreksklaar.content.sheets.page import A4, Block, Paper, head_line, pages_of
from gespreksklaar.content.words.dates import show_day, show_when
from gespreksklaar.content.words.measure import cells, hang, wrap
from gespreksklaar.content.words.texts import Texts

OWN: Final = "own"
"""For the user's own eyes: it has marked lines too, with their marks."""
NEW_SCHOOL: Final = "new-school"


def timeline(preps: Iterable[Prep], today: date) -> list[Prep]:
    """The talks that are over, the oldest first; one without a day counts as of when it was prepared.

    A copy of a file is the same talk.
    """
    return sorted({prep.id: prep for prep in preps if is_over(prep, today)}.values(), key=_day)


def _day(prep: Prep) -> date:
    return prep.going.day or prep.created.date()


def render_history(
    talks: Sequence[Prep], lines: Iterable[LedgerLine], texts: Texts, today: date, *, reader: str = NEW_SCHOOL,
    paper: Paper = A4,
) -> str:  # fmt: skip
    """The sheet of these talks about one child, in their order; `lines` hold the outcomes of their agreements.

    For a new school it is in the language of the school.
    """
    texts = TEACHER.for_reader(NEW_SCHOOL) if reader == NEW_SCHOOL else texts
    known = {line.id: line for line in lines if line.id}
    child = next((prep.going.child for prep in reversed(talks) if prep.going.child), "")
    title = texts("ledger.history.title", child=child) if child else texts("sheet.title-no-name")
    said = [title, texts("sheet.made", day=show_day(today, texts))]
    blocks = [Block((*(line for words in said for line in wrap(words, paper.width)), "=" * paper.width))]
    for prep in talks:
        blocks += _talk(prep, known, texts, reader, paper.width)
    if not talks:
        blocks.append(Block(tuple(wrap(texts("ledger.history.none"), paper.width)), gap=1))
    return pages_of(blocks, partial(_head, child, texts, reader, paper.width), paper)


def _head(child: str, texts: Texts, reader: str, width: int, number: int, total: int) -> str:
    """The line above every page: for whom the sheet is, and which page of how many."""
    words = texts("ledger.history.for", child=child) if child else texts("ledger.history.for-no-name")
    words = texts("ui.program") if reader == OWN else words
    return head_line(words, texts("sheet.page", n=number, total=total), width)


def _talk(prep: Prep, known: Mapping[str, LedgerLine], texts: Texts, reader: str, width: int) -> list[Block]:
    """One talk: what kind, when, with whom, the goal, and the agreements."""
    whole, prep = prep, seen_by(prep, reader, child_there=False)
    kind = picked_words(texts, "kinds", prep.going.kind, prep) or texts("ui.start.no-kind")
    when = show_when(prep.going.day, None, texts) or texts("ui.start.no-date")
    heading = wrap(sentence(f"{when} · {kind}"), width)
    blocks = [Block((*heading, "-" * max(map(cells, heading))), gap=1, leads=True)]
    people = ", ".join(lines_of(prep.going.people, "roles", prep, texts))
    parts = [
        *row(texts("ledger.history.with"), [people], width),
        *row(texts("ledger.history.goal"), [goal_words(prep, texts)], width),
    ]
    agreed = [
        _agreed(key, item, prep, known.get(agreement_id(whole, key, item)), texts, width)
        for key, item in made_agreements(prep).items()
        if _may_see(known.get(agreement_id(whole, key, item)), reader)
    ]
    if agreed:
        parts.append(Block(tuple(wrap(texts("ledger.history.agreed"), width)), leads=True))
    return [*blocks, *parts, *agreed] if parts else [Block((*heading, "-" * max(map(cells, heading))), gap=1)]


def _may_see(line: LedgerLine | None, reader: str) -> bool:
    """Whether this reader may see the agreement: a mark in a later prep hides it in the earlier one too."""
    return reader == OWN or line is None or not line.mark


def _agreed(key: str, item: Agreement, prep: Prep, line: LedgerLine | None, texts: Texts, width: int) -> Block:
    state, told = (line.state, line.told) if line else (item.state, item.state_day)
    words = texts(f"ledger.states.{state or 'open'}")
    became = sentence(texts("ledger.history.told", state=words, day=show_day(told, texts)) if told else words)
    said = f"{with_mark(agreement_words(key, item, prep, texts), item, texts)} {became}."
    return Block(tuple(hang(BULLET, said, len(BULLET), width)))

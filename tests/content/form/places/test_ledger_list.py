"""The agreements of all children as rows that keep their places while one looks at them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from gespreksklaar.content.agreements.ledger import LedgerLine, ledger
from gespreksklaar.content.form.fields.outcome import outcome_of
from gespreksklaar.content.form.places.ledger_list import LedgerList, not_written_message, outcome_message
from gespreksklaar.content.prep.agreement_index import BEFORE_PATH, MADE_PATH, IndexedAgreement
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts

NL = Texts("nl")
TODAY = date(2027, 3, 1)


def prep(name: str, child: str, *held: IndexedAgreement) -> Summary:
    return Summary(name, datetime(2027, 1, 1, tzinfo=UTC), id=f"id-{name}", child=child, agreements=held)


def held(name: str, **values: Any) -> IndexedAgreement:
    return IndexedAgreement(MADE_PATH, f"own-{name}", name, **{"text": f"woorden {name}", **values})


LINES = ledger(
    [
        prep("een", "Sam", held("kept", state="kept"), held("open"), held("due", by=TODAY)),
        prep("twee", "Noor", held("noor", state="not-kept", mark="only-me")),
        prep("drie", "", held("nameless")),
    ]
)
NAMES = {"sam": "Sam", "bo": "Bo", "noor": "Noor"}
LIST = LedgerList.of(LINES, NAMES, NL)


def test_below_each_child_is_what_is_open_then_what_is_over() -> None:
    rows = LIST.rows(TODAY)
    said = [(row.text if row.heading else row.text.split(" ")[1]) for row in rows]
    over = [NL("ledger.over", child=name) for name in ("Sam", "Noor")]
    assert said[:7] == ["Sam", "due", "open", over[0], "kept", over[1], "noor"]
    assert rows[7].text == NL("ledger.no-name")
    assert rows[9].text == "Bo"
    assert rows[10].text == NL("ledger.no-agreements")
    assert len(rows) == 11


def test_a_row_has_its_state_and_a_number() -> None:
    rows = [row for row in LIST.rows(TODAY) if not row.heading]
    states = ("due", "open", "kept", "not-kept", "open")
    assert [row.tag for row in rows[:5]] == [NL(f"ledger.states.{state}") for state in states]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, None]
    assert NL("sheet.marks.only-me") in rows[3].text


def test_each_row_knows_its_agreement_and_its_child() -> None:
    rows = {row.key: row for row in LIST.rows(TODAY) if not row.heading}
    for key, row in rows.items():
        line = LIST.line(key)
        assert (line is None) is (row.text == NL("ledger.no-agreements"))
        assert LIST.child(key) == (line.whose if line else "bo")
    assert (LIST.line(""), LIST.child("")) == (None, "")


@pytest.mark.parametrize("child", [*NAMES, "\0id-drie"])
def test_it_begins_at_the_child_that_was_asked_for(child: str) -> None:
    assert LIST.child(LIST.first(child)) == child
    assert LIST.first(child) in {row.key for row in LIST.rows(TODAY)}


def test_a_row_stays_where_it_is_when_its_agreement_is_over() -> None:
    def told(line: LedgerLine) -> LedgerLine:
        return line._replace(state="kept") if line.words.text == "woorden due" else line

    after = LIST.with_news([told(line) for line in reversed(LINES)])
    assert [line.words.text for line in after.lines] == [line.words.text for line in LIST.lines]
    assert after.headings == LIST.headings
    assert after.rows(TODAY)[1].tag == NL("ledger.states.kept")
    assert LedgerList.of(after.lines, NAMES, NL).rows(TODAY)[1].text.split(" ")[1] == "open", "made anew it moves"


def test_an_agreement_that_is_gone_or_new_changes_no_row() -> None:
    new = ledger([prep("vier", "Sam", held("new"))])
    assert LIST.with_news(new).lines == LIST.lines


def test_an_agreement_that_another_prep_holds_by_now_is_known_by_its_identity() -> None:
    shown = LedgerList.of(ledger([prep("een", "Sam", held("a"))]), NAMES, NL)
    kept = IndexedAgreement(BEFORE_PATH, "a", "a", text="woorden a", state="kept")
    later = prep("twee", "Sam", kept)._replace(day=TODAY)
    after = shown.with_news(ledger([prep("een", "Sam", held("a")), later]))
    assert [line.state for line in after.lines] == ["kept"]


def test_an_agreement_without_an_identity_is_known_by_its_place() -> None:
    shown = LedgerList.of(ledger([prep("een", "Sam", held("x")._replace(id=""))]), NAMES, NL)
    after = shown.with_news(ledger([prep("een", "Sam", held("x", text="anders")._replace(id=""))]))
    assert [line.words.text for line in after.lines] == ["anders"]


def test_an_empty_list_says_so_and_is_filled_when_there_is_something() -> None:
    empty = LedgerList.of((), {}, NL)
    assert empty.rows(TODAY) == ()
    assert empty.about == NL("ledger.none")
    assert LedgerList.of((), {"bo": "Bo"}, NL).about == LIST.about == NL("ledger.about")
    assert empty.with_news(LINES).lines == LedgerList.of(LINES, {}, NL).lines


def test_a_name_that_is_longer_than_a_prep_may_hold_breaks_nothing() -> None:
    (line,) = ledger([prep("een", "x" * 500, held("a"))])
    assert LIST.words(line)


@pytest.mark.parametrize("line", LIST.lines, ids=lambda line: line.words.text)
def test_the_question_starts_at_what_is_known(line: LedgerLine) -> None:
    choice = LIST.ask(line)
    assert LIST.words(line) in choice.title
    assert choice.at == line.state
    assert {outcome_of(row.key) for row in choice.rows} == {"", "kept", "not-kept", "unknown"}


def test_what_is_said_of_the_writing() -> None:
    note = Problem("both-kept")
    assert outcome_message("kept", None, NL) == NL("ledger.told", state=NL("ledger.states.kept"))
    assert outcome_message("", None, NL) == NL("ledger.told", state=NL("ledger.states.open"))
    assert outcome_message("kept", note, NL) == note.message(NL)
    for reason in ("in-use", "in-use-elsewhere"):
        assert not_written_message(Problem(reason), NL) == NL("ledger.in-use")
    assert not_written_message(Problem("agreement-gone"), NL) == Problem("agreement-gone").message(NL)

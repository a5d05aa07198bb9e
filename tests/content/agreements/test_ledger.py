"""The agreements of each child over all talks: each once, with the newest that was told of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gespreksklaar.content.agreements.ledger import LedgerLine, by_child, children, due, in_order, ledger, whose
from gespreksklaar.content.prep.agreement_index import BEFORE_PATH, MADE_PATH, IndexedAgreement
from gespreksklaar.content.prep.summary import Summary

TODAY = date(2027, 3, 1)
OCTOBER, DECEMBER, FEBRUARY = date(2026, 10, 5), date(2026, 12, 3), date(2027, 2, 10)


def prep(
    name: str, *held: IndexedAgreement, child: str = "Sam", day: date | None = DECEMBER, changed: int = 1
) -> Summary:
    when = datetime(2027, 1, changed, tzinfo=UTC)
    return Summary(name, when, id=f"id-{name}", child=child, day=day, agreements=held)


def made(name: str = "a", **values: object) -> IndexedAgreement:
    return IndexedAgreement(MADE_PATH, f"own-{name}", name, **{"text": f"woorden {name}", **values})  # type: ignore[arg-type]


def carried(name: str = "a", **values: object) -> IndexedAgreement:
    return IndexedAgreement(BEFORE_PATH, name, name, **{"text": f"woorden {name}", **values})  # type: ignore[arg-type]


def only(*preps: Summary) -> LedgerLine:
    (line,) = ledger(preps)
    return line


# One agreement, in more preps than one.

TOLD = [
    # What the talk where it was made says, what a later one says, and what holds.
    ({}, {}, ("", None)),
    ({"state": "kept", "told": DECEMBER}, {}, ("kept", DECEMBER)),
    ({}, {"state": "not-kept", "told": DECEMBER}, ("not-kept", DECEMBER)),
    ({"state": "not-kept", "told": DECEMBER}, {"state": "kept", "told": FEBRUARY}, ("kept", FEBRUARY)),
    ({"state": "kept", "told": FEBRUARY}, {"state": "unknown", "told": DECEMBER}, ("kept", FEBRUARY)),
    ({"state": "kept", "told": DECEMBER}, {"told": FEBRUARY}, ("", FEBRUARY)),  # still open, after all
    ({"state": "kept"}, {}, ("kept", None)),
    ({"state": "kept"}, {"state": "unknown", "told": OCTOBER}, ("unknown", OCTOBER)),
]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("first", "later", "holds"), TOLD)
def test_the_newest_word_holds(
    first: dict[str, object], later: dict[str, object], holds: tuple[str, date | None], turned: bool
) -> None:
    preps = [prep("een", made(**first), day=OCTOBER), prep("twee", carried(**later))]
    line = only(*(reversed(preps) if turned else preps))
    assert (line.state, line.told) == holds


def test_of_two_words_on_one_day_the_file_that_was_changed_last_holds() -> None:
    early = prep("een", made(state="kept", told=DECEMBER), changed=3)
    late = prep("twee", carried(state="not-kept", told=DECEMBER), changed=2)
    assert only(early, late).state == "kept"


def test_its_words_are_those_of_the_talk_where_it_was_made_and_the_newest_prep_holds_it() -> None:
    first = prep("een", made(text="elke dag lezen"), day=OCTOBER)
    later = prep("twee", carried(text="iets anders", day=OCTOBER))
    line = only(first, later)
    assert (line.words.text, line.day, line.newest.prep.name) == ("elke dag lezen", OCTOBER, "twee")
    assert (only(later).words.text, only(later).day) == ("iets anders", OCTOBER), "when that prep is gone"


def test_the_strictest_mark_holds() -> None:
    assert only(prep("een", made(mark="not-child")), prep("twee", carried())).mark == "not-child"
    assert only(prep("een", made(mark="not-child")), prep("twee", carried(mark="only-me"))).mark == "only-me"


def test_a_copy_of_a_file_and_a_table_copied_inside_it_are_no_other_agreement() -> None:
    twin = IndexedAgreement(MADE_PATH, "own-copied", "a", text="woorden a")
    assert len(ledger([prep("een", made(), twin), prep("kopie", made()), prep("twee", carried())])) == 1


def test_what_has_no_identity_is_in_no_other_prep() -> None:
    nameless = IndexedAgreement(MADE_PATH, "own-1", "", text="met de hand")
    assert len(ledger([prep("een", nameless), prep("twee", nameless)])) == 2


def test_preps_that_can_not_be_read_hold_nothing() -> None:
    assert ledger([Summary("stuk", datetime.now(UTC))]) == []


# Whose it is.


@pytest.mark.parametrize("other", ["Zoë", " zoë ", "ZOE", "Zoe\u0308", "zoe"])
def test_a_child_is_known_by_name_without_case_accents_and_outer_spaces(other: str) -> None:
    assert whose(other, "p2") == whose("Zoë", "p1")


@pytest.mark.parametrize("other", ["Zo", "Zoë B", "", "Joë"])
def test_another_name_is_another_child(other: str) -> None:
    assert whose(other, "p2") != whose("Zoë", "p1")


def test_a_prep_without_a_name_counts_by_itself() -> None:
    lines = ledger([prep("een", made("a"), child=""), prep("twee", made("b"), child="")])
    assert len(by_child(lines)) == 2


def test_an_agreement_is_of_the_child_of_the_talk_where_it_was_made() -> None:
    assert only(prep("een", made(), child="Sam", day=OCTOBER), prep("twee", carried(), child="Noor")).child == "Sam"
    assert only(prep("een", made(), child="", day=OCTOBER), prep("twee", carried(), child="Noor")).child == "Noor"


def test_all_children_are_known_by_the_name_that_was_written_last() -> None:
    preps = [prep("een", child="Zoe", day=OCTOBER), prep("twee", child="Zoë"), prep("drie", child="Sam", day=FEBRUARY)]
    preps.append(prep("oud", child="Sam", day=OCTOBER))
    assert list(children([*preps, prep("vier", child="")]).values()) == ["Sam", "Zoë"]


# In which order, and what is due.


def test_open_ones_come_first_by_their_day_then_what_is_over_the_newest_talk_first() -> None:
    lines = ledger(
        [
            prep("een", made("kept", state="kept"), made("no-day", by="ooit"), day=OCTOBER),
            prep("twee", made("failed", state="not-kept"), made("late", by=FEBRUARY), day=DECEMBER),
            prep("drie", made("soon", by=DECEMBER), made("unsure", state="unknown"), day=FEBRUARY),
        ]
    )
    assert [line.id for line in in_order(lines)] == ["soon", "late", "unsure", "no-day", "failed", "kept"]


DUE = [
    (timedelta(0), "", True),
    (timedelta(days=7), "", True),
    (timedelta(days=8), "", False),
    (timedelta(days=-60), "", True),
    (timedelta(days=-400), "", False),
    (timedelta(days=-1), "kept", False),
    (timedelta(days=-1), "not-kept", False),
    (timedelta(days=-1), "unknown", False),
]


@pytest.mark.parametrize(("away", "state", "is_due"), DUE)
def test_due_is_what_has_a_day_that_is_near_or_past_and_of_which_nothing_was_told(
    away: timedelta, state: str, is_due: bool
) -> None:
    lines = ledger([prep("een", made(by=TODAY + away, state=state))])
    assert bool(due(lines, TODAY)) is is_due


@pytest.mark.parametrize(("ago", "is_due"), [(0, False), (6, False), (7, True)])
def test_an_agreement_that_goes_on_rests_for_a_week_once_that_was_told(ago: int, is_due: bool) -> None:
    held = made(by=TODAY - timedelta(days=10), told=TODAY - timedelta(days=ago))
    assert bool(due(ledger([prep("een", held)]), TODAY)) is is_due


def test_words_for_a_day_are_never_due_and_the_earliest_comes_first() -> None:
    held = (made("a", by="volgende week"), made("b", by=TODAY), made("c", by=FEBRUARY))
    assert [line.id for line in due(ledger([prep("een", *held)]), TODAY)] == ["c", "b"]


def test_a_word_told_on_the_last_day_there_is_breaks_nothing() -> None:
    assert not only(prep("p", made(told=date.max))).is_due(date.today())

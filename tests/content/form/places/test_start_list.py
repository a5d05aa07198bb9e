"""The list of all preps: what each row says, and what can be done with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from gespreksklaar.content.form.places.start_list import (
    DUE,
    NEW,
    SHORT,
    done_message,
    is_possible,
    picked,
    prep_named,
    question,
    start_list,
)
from gespreksklaar.content.prep.agreement_index import MADE_PATH, IndexedAgreement
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages

NL = Texts("nl")
TODAY = date(2026, 12, 3)
WHEN = datetime(2026, 12, 1, tzinfo=UTC)


def prep(name: str = "sam", **values: Any) -> Summary:
    return Summary(name, WHEN, id=f"id-{name}", **values)


KIND = NL("kinds.progress.name")
NOTHING = (NL("ui.start.no-child"), NL("ui.start.no-kind"), NL("ui.start.no-date"), "0 van 5 stappen begonnen")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, {}),
        ({"child": "Sam"}, {0: "Sam"}),
        ({"kind": "progress"}, {1: KIND}),
        ({"kind": "eigen woorden"}, {1: "eigen woorden"}),
        ({"day": date(2026, 12, 10)}, {2: "donderdag 10 december 2026"}),
        ({"day": date(2026, 12, 10), "start": time(15, 40)}, {2: "donderdag 10 december 2026, 15:40"}),
        ({"steps_begun": 3}, {3: "3 van 5 stappen begonnen"}),
        ({"steps_begun": 5, "held": True}, {3: "gesprek geweest"}),
    ],
)
def test_a_row_says_whose_talk_which_when_and_how_far(values: dict[str, Any], said: dict[int, str]) -> None:
    (_, _, row) = start_list([prep(**values)], TODAY, NL).rows
    assert row.text.split(" · ") == [said.get(n, words) for n, words in enumerate(NOTHING)]


def test_a_file_that_cannot_be_read_says_why() -> None:
    problem = Problem("not-toml", line=3)
    row = start_list([prep("stuk", problem=problem)], TODAY, NL).rows[2]
    assert (row.text, row.mark) == (f"stuk: {problem.message(NL)}", "!")


def test_the_rows_are_numbered_after_those_of_a_new_prep_as_far_as_there_are_keys() -> None:
    shown = start_list([prep(f"p{n}") for n in range(12)], TODAY, NL)
    assert [row.number for row in shown.rows] == [*range(1, 10), *[None] * 5]
    assert [prep_named(row.key) for row in shown.rows] == ["", "", *(f"p{n}" for n in range(12))]
    assert shown.first == "p0"


def test_without_a_prep_there_is_only_a_new_one() -> None:
    shown = start_list([], TODAY, NL)
    assert ([row.key for row in shown.rows], shown.first, shown.looks_back) == ([NEW, SHORT], NEW, False)


@pytest.mark.parametrize(
    ("child", "agreed", "looks_back"), [("Sam", False, True), ("", True, True), ("", False, False)]
)
def test_there_is_something_to_look_back_on(child: str, agreed: bool, looks_back: bool) -> None:
    held = (IndexedAgreement(MADE_PATH, "own-1", "a", text="bellen"),) if agreed else ()
    assert start_list([prep(child=child, agreements=held)], TODAY, NL).looks_back is looks_back


def test_what_is_due_is_one_row_however_much_and_names_each_child_once() -> None:
    def agreed(name: str, child: str, by: date) -> Summary:
        return prep(name, child=child, agreements=(IndexedAgreement(MADE_PATH, "own-1", name, text="bellen", by=by),))

    found = [agreed("a", "Sam", TODAY), agreed("b", "Sam", TODAY), agreed("c", "Noor", TODAY), agreed("d", "", TODAY)]
    later = agreed("e", "Bo", date(2027, 2, 1))
    shown = start_list([*found, later], TODAY, NL)
    assert [row.key for row in shown.rows] == [NEW, SHORT, DUE, "a", "b", "c", "d", "e"]
    due = shown.rows[2]
    assert due.text.count("Sam") == due.text.count("Noor") == due.text.count(NL("ledger.no-name")) == 1
    assert "Bo" not in due.text
    assert due.number is None, "the numbers are for preps"
    assert DUE not in [row.key for row in start_list([later], TODAY, NL).rows]


@pytest.mark.parametrize(
    ("key", "action"), [(NEW, "new"), (SHORT, "new-short"), (DUE, "agreements"), ("sam", "open"), ("new", "open")]
)
def test_picking_a_row_does_what_it_says(key: str, action: str) -> None:
    assert picked(key) == action


@pytest.mark.parametrize("action", ["copy", "rename", "delete"])
@pytest.mark.parametrize(("key", "possible"), [("sam", True), (NEW, False), (SHORT, False), (DUE, False), ("", False)])
def test_some_things_need_a_prep_under_the_cursor(action: str, key: str, possible: bool) -> None:
    assert is_possible(action, key, looks_back=True, undoable=True) is possible


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("key", ["sam", NEW, ""])
def test_the_rest_needs_that_there_is_something(there: bool, key: str) -> None:
    assert is_possible("agreements", key, looks_back=there, undoable=not there) is there
    assert is_possible("undo", key, looks_back=not there, undoable=there) is there
    assert all(is_possible(a, key, looks_back=there, undoable=there) for a in ("new", "open", "import", "quit"))


@pytest.mark.parametrize("language", languages())
def test_what_is_asked_and_what_is_done_has_words(language: str) -> None:
    texts = Texts(language)
    for action in ("rename", "import"):
        assert not any(words.startswith("ui.") for words in question(action, texts))  # type: ignore[arg-type]
    for action in ("copy", "rename", "delete", "undo", "import"):
        said = done_message(action, "sam-2", texts)  # type: ignore[arg-type]
        assert not said.startswith("ui.")
        assert "{" not in said

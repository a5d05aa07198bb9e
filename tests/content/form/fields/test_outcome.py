"""What became of an agreement of an earlier talk: the question, its answers, and which is the next to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gespreksklaar.content.form.fields.outcome import (
    OPEN,
    PreviousAgreements,
    outcome_of,
    outcome_rows,
    outcome_title,
)
from gespreksklaar.content.prep.declaration import Carried
from gespreksklaar.content.prep.vocabulary import AgreementState
from tests.content.form.fields.asking import NL, TODAY, after, asked

PATH = "before.agreements"


def previous(**items: dict[str, Any]) -> PreviousAgreements:
    return asked(PreviousAgreements, PATH, {key: Carried(text=key, **parts) for key, parts in items.items()})


def test_each_row_says_who_does_what_by_when_and_what_is_known_of_it() -> None:
    items = {f"a{n}": {"state": "kept" if n == 2 else ""} for n in range(1, 11)}
    rows = previous(**(items | {"a1": {"who": "oma", "by": date(2026, 12, 3), "mark": "only-me"}})).rows()
    assert rows[0].text == f"oma: a1 (do 3 december) · {NL('sheet.marks.only-me')}"
    assert [row.tag for row in rows[:3]] == [NL(f"ledger.states.{state}") for state in (OPEN, "kept", OPEN)]
    assert [row.number for row in rows] == [*range(1, 10), None]


@pytest.mark.parametrize(
    ("picked", "state"), [("kept", "kept"), ("not-kept", "not-kept"), ("unknown", "unknown"), (OPEN, "")]
)
def test_an_answer_is_held_with_its_day(picked: str, state: AgreementState) -> None:
    assert picked in [row.key for row in outcome_rows(NL)]
    form = previous(a={"state": "kept", "mark": "only-me"})
    form = after(form, form.with_outcome("a", outcome_of(picked)))
    assert form.agreements["a"] == Carried(text="a", state=state, state_day=TODAY, mark="only-me")


def test_an_agreement_that_is_gone_gets_no_outcome() -> None:
    assert previous(a={}).with_outcome("b", "kept") is None
    assert previous(a={}).picked("a") is previous(a={}).typed("a") is None


def test_the_question_names_the_agreement() -> None:
    assert outcome_title("Lezen", NL) == f"{NL('ledger.ask')}\nLezen"


@pytest.mark.parametrize(
    ("told", "at", "to"),
    [("", "a", "b"), ("b", "a", "c"), ("bc", "a", "a"), ("abc", "b", "b"), ("bc", "c", "a"), ("c", "c", "a")],
)
def test_after_an_answer_comes_the_next_of_which_nothing_is_known(told: str, at: str, to: str) -> None:
    form = previous(**{key: {"state": "kept"} if key in told else {} for key in "abc"})
    assert form.next_untold(at) == to


def test_that_it_is_still_open_was_told_too() -> None:
    assert previous(a={"state_day": TODAY}, b={}).next_untold("b") == "b"

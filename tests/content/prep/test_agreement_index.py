"""The agreements in a prep's plain tables: the same as the prep itself knows, and no wrong value stops the list."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gespreksklaar.content.agreements.made import agreement_id, made_agreements
from gespreksklaar.content.prep.agreement_index import BEFORE_PATH, MADE_PATH, IndexedAgreement, indexed_agreements
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.summary import summary_of

DAY = date(2026, 12, 17)
WHEN = datetime(2026, 12, 3, tzinfo=UTC)


def test_what_was_agreed_and_what_is_carried_and_no_wish() -> None:
    tables = {
        "id": "p1",
        "agree": {"agreements": {"own-1": {"text": "lezen", "who": "parents", "by": DAY, "made": True}, "own-2": {}}},
        "before": {"agreements": {"p0-x": {"suggestion": "sends-report", "state": "kept", "state_day": DAY}}},
    }
    assert indexed_agreements(tables) == (
        IndexedAgreement(MADE_PATH, "own-1", "p1-own-1", text="lezen", suggestion="own-1", who="parents", by=DAY),
        IndexedAgreement(BEFORE_PATH, "p0-x", "p0-x", suggestion="sends-report", state="kept", told=DAY),
    )


_names = st.text(max_size=30) | st.sampled_from(["\x00id", "a\nb", " x ", "e\u0301", "id" * 200])


@settings(max_examples=80, deadline=None)
@given(prep=_names, keys=st.dictionaries(_names, _names, max_size=4))
def test_a_prep_and_its_glance_know_an_agreement_by_the_same_identity(prep: str, keys: dict[str, str]) -> None:
    items = {key: {"id": own, "made": True} for key, own in keys.items()}
    tables = {"format": 1, "id": prep, "agree": {"agreements": items}}
    whole = Prep.model_validate(tables)
    ours = [agreement_id(whole, key, item) for key, item in made_agreements(whole).items()]
    assert [held.id for held in indexed_agreements(tables)] == ours


WRONG = [3, "x", [], [{}], True, {"agreements": 3}, {"agreements": []}, {"agreements": {"a": 3}}, DAY]
WRONG_ITEMS = [
    {"made": "ja"}, {"made": True, "text": 3, "who": [], "by": {}, "see": 1.5, "state": 7, "state_day": "ooit"},
    {"made": True, "by": datetime(2026, 12, 3, 12), "state": "misschien", "id": 3, "state_day": True},
]  # fmt: skip


@pytest.mark.parametrize("part", ["agree", "before"])
@pytest.mark.parametrize("value", [*WRONG, *({"agreements": {"a": item}} for item in WRONG_ITEMS)])
def test_a_value_of_a_wrong_type_counts_as_not_there(part: str, value: object) -> None:
    seen = summary_of("x", {"id": "p", "going": {"child": "Sam"}, part: value}, WHEN)
    assert seen.child == "Sam"
    for held in seen.agreements:
        assert (held.text, held.who, held.by, held.state, held.told) == ("", "", "", "", None)


def test_a_mark_that_nobody_knows_hides_the_line() -> None:
    (held,) = indexed_agreements({"id": "p", "agree": {"agreements": {"a": {"made": True, "mark": "geheim"}}}})
    assert held.mark == "only-me"


def test_without_an_identity_of_prep_and_agreement_there_is_none() -> None:
    (held,) = indexed_agreements({"agree": {"agreements": {"a": {"made": True}}}})
    assert held.id == ""


def test_words_are_harmless_and_no_longer_than_they_may_be() -> None:
    item = {"made": True, "text": "\x1b[31m" + "x" * 9_000, "who": "y\n" * 900}
    (held,) = indexed_agreements({"id": "p", "agree": {"agreements": {"a": item}}})
    assert "\x1b" not in held.text
    assert (len(held.text) <= 2_000, len(held.who) <= 200, "\n" in held.who) == (True, True, False)

"""What a parent is offered first fits the kind of talk and what the parent expects of it."""

from itertools import combinations

import pytest

from gespreksklaar.content.guidance.bank import bank, kinds
from gespreksklaar.content.guidance.check import BANKS
from gespreksklaar.content.guidance.ranking import ranked
from gespreksklaar.content.prep.model import Prep

FEW = 7
"""How many a step shows at first."""
EXPECTATIONS = ("ordinary", "well", "bad-news")


def prep(kind="", expect=""):
    return Prep().edited("going.kind", kind).edited("going.expect", expect)


def first(kind, expect, name="questions"):
    return [entry.id for entry in ranked(name, prep(kind, expect))[:FEW]]


@pytest.mark.parametrize("expect", EXPECTATIONS)
@pytest.mark.parametrize("kind", list(kinds()))
def test_every_talk_starts_with_a_few_fitting_questions_on_several_themes(kind, expect):
    offered = ranked("questions", prep(kind, expect))[:FEW]
    assert 5 <= len(offered) <= 7
    assert all(not entry.kinds or kind in entry.kinds for entry in offered)
    assert all(not entry.expects or expect in entry.expects for entry in offered)
    assert len({entry.theme for entry in offered}) >= 4


@pytest.mark.parametrize("kind", list(kinds()))
def test_what_the_parent_expects_changes_what_comes_first(kind):
    for one, other in combinations(EXPECTATIONS, 2):
        assert len(set(first(kind, one)) - set(first(kind, other))) >= 2


def test_kinds_of_talk_start_with_different_questions():
    offered = {kind: tuple(first(kind, "ordinary")) for kind in kinds()}
    assert len(set(offered.values())) == len(kinds())


def test_a_progress_talk_starts_with_what_the_public_advice_names():
    assert {"strong-points", "in-class", "do-at-home"} <= set(first("progress", "ordinary"))


def test_after_an_incident_the_facts_come_first():
    assert first("incident", "bad-news")[0] == "incident-facts"


@pytest.mark.parametrize(("kind", "talk"), kinds().items())
def test_who_usually_sits_there_and_what_to_bring_come_first(kind, talk):
    for name, named in (("roles", talk.roles), ("bring", talk.bring)):
        offered = [entry.id for entry in ranked(name, prep(kind))]
        assert set(offered[: len(named)]) == set(named)


def test_a_talk_without_an_expectation_is_an_ordinary_one():
    assert first("progress", "") == first("progress", "ordinary")


def test_a_kind_in_own_words_gets_the_questions_for_any_talk():
    offered = ranked("questions", prep("Koffie met juf Els"))[:FEW]
    assert [entry.id for entry in offered] == first("", "")
    assert not any(entry.kinds for entry in offered)


@pytest.mark.parametrize("name", sorted(BANKS))
def test_nothing_is_left_out_and_the_order_is_always_the_same(name):
    ask = prep("support", "bad-news")
    entries = ranked(name, ask)
    assert sorted(entry.id for entry in entries) == sorted(
        key for key, entry in bank(name).items() if not entry.retired
    )
    assert ranked(name, ask) == entries


@pytest.mark.parametrize("name", ["kinds", "expectations"])
def test_a_bank_that_fits_every_talk_keeps_the_order_of_its_file(name):
    assert [entry.id for entry in ranked(name, prep("mdo", "well"))] == list(bank(name))


def test_the_list_is_the_callers_own():
    ranked("questions", prep()).clear()
    assert ranked("questions", prep())

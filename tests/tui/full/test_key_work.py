"""A letter costs as much work in the largest prep as in a usual one, and writes no more than what it changes."""

from __future__ import annotations

import pytest

from gespreksklaar.content.prep import declaration
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.journal import change_between
from gespreksklaar.content.store.journal_lines import as_line
from tests.key_work import CASES, Case, work_of

MOST = 1.2
"""Times the work in a usual prep, or in an empty one."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.place} {case.path}")
async def test_a_letter_in_the_largest_prep_is_no_more_work_than_in_a_usual_one(case: Case) -> None:
    usual, large = await work_of(case, case.usual), await work_of(case, case.large)
    assert large.calls <= MOST * usual.calls


async def test_a_letter_is_validated_and_journalled_once() -> None:
    work = await work_of(CASES[0], CASES[0].usual)
    journalled, checked = change_between.__code__, declaration.check_limit.__code__
    assert (work.code[journalled], work.code[checked]) == (1, 1)


async def test_a_line_asks_nothing_of_ours_for_the_key_bar() -> None:
    # Textual asks it for each key of each screen and of the app, at every letter.
    work = await work_of(CASES[0], CASES[0].usual)
    assert [code.co_qualname for code in work.code if code.co_name == "check_consume_key"] == []


def test_what_goes_into_the_journal_for_a_line_of_a_list_does_not_grow_with_the_list() -> None:
    (case,) = (case for case in CASES if case.path == "ask.questions")
    bytes_of = []
    for prep in (case.usual, case.large):
        changed = prep.edited(case.path, {**prep.get(case.path), "own-1": {"text": "Waarom?"}})
        bytes_of.append(len(change_between(prep, changed, case.path).toml))
    assert bytes_of[0] == bytes_of[1]


# Textual paints all rows of a text at each letter, and the field shows eight: as many stand in the empty prep, and some
# above them, as a scrolled text takes more of Textual.
EMPTY = {"talk.went": Prep(), "ask.mind": Prep().edited("ask.mind", "\n".join("abcdefghijkl"))}


@pytest.mark.parametrize("case", [case for case in CASES if case.path in EMPTY], ids=lambda case: case.path)
async def test_a_letter_in_a_text_is_no_more_work_in_the_largest_prep_than_in_an_empty_one(case: Case) -> None:
    empty, large = await work_of(case, EMPTY[case.path]), await work_of(case, case.large)
    assert large.calls <= MOST * empty.calls


def test_what_goes_into_the_journal_for_a_letter_of_a_text_does_not_grow_with_the_text() -> None:
    (case,) = (case for case in CASES if case.path == "ask.mind")
    for prep in (Prep(), case.large):
        changed = prep.edited(case.path, f"{prep.get(case.path)}x")
        assert len(as_line(change_between(prep, changed, case.path).as_line())) < 100

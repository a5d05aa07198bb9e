"""One answer: taken, taken back, in own words; and the mark of the goal as a whole."""

from __future__ import annotations

import pytest

from gespreksklaar.content.form.fields.pick_one import OWN, PickOne
from gespreksklaar.content.form.rows import MORE
from gespreksklaar.content.prep.model import Prep
from tests.content.form.fields.asking import NL, after, asked


@pytest.mark.parametrize(
    ("value", "picked", "becomes"),
    [
        ("", "well", "well"),
        ("well", "well", ""),
        ("well", "bad-news", "bad-news"),
        ("spannend", "well", "well"),
        ("well", OWN, None),
        ("well", MORE, None),
        ("well", "", None),
    ],
)
def test_a_row_becomes_the_answer_and_picked_again_is_taken_back(value: str, picked: str, becomes: str | None) -> None:
    change = asked(PickOne, "going.expect", value).picked(picked)
    assert (change and change.value) == becomes


@pytest.mark.parametrize(
    ("value", "words", "becomes"),
    [
        ("well", "spannend ", "spannend"),
        ("well", "", ""),
        ("well", "1", ""),
        ("spannend", " spannend", None),
        ("", "", None),
    ],
)
def test_own_words_are_the_answer_instead_of_a_suggestion(value: str, words: str, becomes: str | None) -> None:
    change = asked(PickOne, "going.expect", value).in_own_words(words)
    assert (change and change.value) == becomes


@pytest.mark.parametrize(
    ("value", "writing", "marked", "answer"),
    [
        ("", "", [], [NL("ui.field.nothing-yet")]),
        ("well", "", ["well"], ["Alles gaat goed"]),
        ("spannend", "", [OWN], ["spannend"]),
        ("spannend", OWN, [OWN], []),
        ("", OWN, [OWN], []),
    ],
)
def test_one_row_is_marked_and_elsewhere_only_the_answer_stands(
    value: str, writing: str, marked: list[str], answer: list[str]
) -> None:
    form = asked(PickOne, "going.expect", value)
    assert [row.key for row in form.rows(writing=writing) if row.mark == "(•)"] == marked
    assert [row.text for row in form.answer_rows(writing)] == answer


def test_the_goal_is_marked_as_a_whole_where_a_part_of_it_is_filled_in() -> None:
    empty = asked(PickOne, "agree.goal.what")
    assert not empty.can_be_marked
    form = after(empty, empty.picked(empty.shown(0)[0]))
    seen = []
    for _ in range(3):
        assert form.can_be_marked
        change = form.marked()
        assert change.message == NL(f"ui.marks.{change.value or 'none'}")
        form = after(form, change)
        seen.append((change.path, change.value, form.label != empty.label))
    assert seen == [
        ("agree.goal.mark", "not-child", True),
        ("agree.goal.mark", "only-me", True),
        ("agree.goal.mark", "", False),
    ]
    assert not asked(PickOne, "agree.contact", prep=Prep().edited("agree.contact", "i-ask")).can_be_marked

"""One word of school is on offer at a time, where it was written, and never again once it was looked at."""

from __future__ import annotations

import pytest

from gespreksklaar.content.guidance.jargon import toggled
from gespreksklaar.content.guidance.word_offer import WordOffer, may_hold_words
from gespreksklaar.content.prep.declaration import Item

HERE, THERE = ("ask", "ask.mind"), ("tell", "tell.tells")
NONE = WordOffer()
ONE = WordOffer("handelingsplan", HERE)


@pytest.mark.parametrize(
    ("before", "found", "place", "word"),
    [
        (NONE, ["handelingsplan"], HERE, "handelingsplan"),
        (NONE, ["handelingsplan", "citotoets"], HERE, "citotoets"),
        (NONE, [], HERE, ""),
        (ONE, ["handelingsplan"], HERE, "handelingsplan"),
        (ONE, [], HERE, ""),
        (ONE, ["citotoets"], THERE, "citotoets"),
        (WordOffer(looked=frozenset({"citotoets"})), ["handelingsplan", "citotoets"], HERE, "handelingsplan"),
        (WordOffer(looked=frozenset({"citotoets"})), ["citotoets"], HERE, ""),
    ],
)
def test_the_last_word_that_was_not_looked_at_is_offered_where_it_was_written(
    before: WordOffer, found: list[str], place: tuple[str, str], word: str
) -> None:
    assert before.after_writing(found, place).at(place) == word


def test_what_changes_nothing_is_the_same_offer() -> None:
    assert ONE.after_writing(["handelingsplan"], HERE) is ONE
    assert ONE.after_writing([], THERE) is ONE, "what is on offer elsewhere stays"
    assert ONE.at(THERE) == ""


@pytest.mark.parametrize(
    ("looked", "place", "left"),
    [({"handelingsplan"}, HERE, ""), ({"citotoets"}, HERE, "handelingsplan"), (set(), HERE, "handelingsplan"),
     ({"handelingsplan"}, THERE, "handelingsplan")],
)  # fmt: skip
def test_a_word_that_was_looked_at_is_no_longer_on_offer_here(looked: set[str], place: tuple[str, str], left: str):
    after = ONE.after_looking(looked, place)
    assert (after.word, after.looked) == (left, looked)
    assert after.after_looking({"x"}, place).looked == {*looked, "x"}


@pytest.mark.parametrize(("path", "looks"), [("going.place", False), ("going.child", False), ("ask.mind", True)])
def test_names_and_places_are_not_looked_at(path: str, looks: bool) -> None:
    assert may_hold_words(path) is looks


def test_a_word_goes_on_the_sheet_and_off_again() -> None:
    held = {"a": Item(text="mine"), "b": Item()}
    assert list(toggled(held, "c")) == ["a", "b", "c"]
    assert toggled(toggled(held, "c"), "c") == held
    assert toggled(held, "a") == {"b": Item()}
    assert list(held) == ["a", "b"]

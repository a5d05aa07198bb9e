"""Undo of a list: the change is taken back, what was typed since stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.tui.session import taken_back

LISTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3))

A_STORY = {
    "nothing typed since": ({"a": 1, "b": 2}, {"b": 2}, {"b": 2}, {"a": 1, "b": 2}),
    "a line typed since": ({"a": 1, "b": 2}, {"b": 2}, {"b": 2, "own": 3}, {"a": 1, "b": 2, "own": 3}),
    "words changed since in another line": ({"a": 1, "b": 2}, {"b": 2}, {"b": 3}, {"a": 1, "b": 3}),
    "words changed since in this line": ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 3}),
    "a line removed since": ({"a": 1, "b": 2}, {"a": 2, "b": 2}, {"a": 2}, {"a": 1}),
    "a line that was added": ({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 2, "own": 3}, {"a": 1, "own": 3}),
    "no list": ("progress", "start", "start", "progress"),
}


@pytest.mark.parametrize("name", A_STORY)
def test_a_change_is_taken_back(name: str) -> None:
    before, after, now, wanted = A_STORY[name]
    assert taken_back(before, after, now) == wanted


@given(LISTS, LISTS)
def test_with_nothing_typed_since_it_is_as_it_was(before: dict[str, int], after: dict[str, int]) -> None:
    assert list(taken_back(before, after, after).items()) == list(before.items())  # type: ignore[attr-defined]


@given(LISTS, LISTS, LISTS)
def test_no_line_that_came_since_is_lost(before: dict[str, int], after: dict[str, int], now: dict[str, int]) -> None:
    undone = taken_back(before, after, now)
    for key, line in now.items():
        if after.get(key) != line:
            assert undone[key] == line  # type: ignore[index]

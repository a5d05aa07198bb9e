"""Undo takes a change back and leaves what was typed since."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.files.reading import LARGEST
from gespreksklaar.content.open_prep.undo import without_change
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.fields import LIST_LIMIT, LONG_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from tests.content.sessions import opened, without


def test_undo_of_a_list_that_got_full_since_drops_no_line_that_was_typed(library: Library) -> None:
    full = {f"own-{n}": Item(text=str(n)) for n in range(LIST_LIMIT)}
    session = opened(library, Prep().edited("child.likes", full))
    session.edit("child.likes", without(session.prep, "child.likes", "own-0"), undoable=True)
    session.edit("child.likes", session.prep.child.likes | {"own-new": Item(text="nieuw")})
    session.undo("child.likes")
    assert session.front.told("problems.does-not-fit")
    assert "own-new" in session.prep.child.likes
    session.edit("child.likes", without(session.prep, "child.likes", "own-new"))
    session.undo("child.likes")
    assert session.front.told("ui.message.undone"), "it can be taken back once there is room"
    assert len(session.prep.child.likes) == LIST_LIMIT


def test_undo_of_a_pick_leaves_own_words_that_were_typed_since(library: Library) -> None:
    session = opened(library, Prep())
    session.edit("agree.goal.what", "read-aloud", undoable=True)
    session.edit("agree.goal.what", "elke dag lezen")
    session.undo("agree.goal.what")
    assert session.front.told("ui.message.nothing-to-undo")
    assert session.prep.agree.goal.what == "elke dag lezen"


def test_undo_in_a_prep_that_got_full_since_is_told(library: Library) -> None:
    lines = {f"own-{n}": Item(text="x" * 2_000) for n in range(120)}
    session = opened(library, Prep().edited("child.likes", lines))
    session.edit("child.likes", without(session.prep, "child.likes", "own-0"), undoable=True)
    room = LARGEST - len(prep_toml.dump(session.prep, Path())) - 100
    session.edit("child.report", "y" * min(room, LONG_LIMIT))
    session.undo("child.likes")
    assert ["te lang geworden" in words for words in session.front.said] == [True]


def test_undo_that_no_longer_fits_leaves_words_that_were_changed_since(library: Library) -> None:
    session = opened(
        library, Prep().edited("ask.questions", {key: Item(text=key, top=key in "abc") for key in "abcde"})
    )

    def change(key: str, **values: object) -> None:
        items = session.prep.ask.questions
        session.edit("ask.questions", items | {key: items[key].model_copy(update=values)}, undoable=key == "a")

    change("a", top=False)
    change("d", top=True)
    change("e", text="andere woorden")
    session.undo("ask.questions")
    assert session.front.told("problems.does-not-fit")
    assert session.prep.ask.questions["e"].text == "andere woorden"
    assert session.prep.ask.questions["d"].top


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
    assert without_change(before, after, now) == wanted


@given(LISTS, LISTS)
def test_with_nothing_typed_since_it_is_as_it_was(before: dict[str, int], after: dict[str, int]) -> None:
    assert list(without_change(before, after, after).items()) == list(before.items())  # type: ignore[attr-defined]


@given(LISTS, LISTS, LISTS)
def test_no_line_that_came_since_is_lost(before: dict[str, int], after: dict[str, int], now: dict[str, int]) -> None:
    undone = without_change(before, after, now)
    for key, line in now.items():
        if after.get(key) != line:
            assert undone[key] == line  # type: ignore[index]


def test_a_pick_that_was_emptied_comes_back(library: Library) -> None:
    session = opened(library, Prep().edited("agree.goal.what", "read-aloud"))
    session.edit("agree.goal.what", "sleep", undoable=True)
    session.edit("agree.goal.what", "")
    session.undo("agree.goal.what")
    assert session.prep.agree.goal.what == "read-aloud"

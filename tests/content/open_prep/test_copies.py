"""Two copies of one prep: put together without losing a word, or kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gespreksklaar.content.open_prep.copies import keep_apart, put_together, together
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.list_order import copies
from gespreksklaar.content.prep.model import Prep, all_paths, is_same
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from tests.content.preps import preps

SAM = Prep().edited("going.child", "Sam")
COPY = "sam (Jan's conflicted copy 2026-12-03)"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    ours = SAM.edited("going.place", "lokaal 4").edited("tell.tells", {"a": Item(text="een"), "b": Item(text="twee")})
    theirs = SAM.edited("going.place", "de gang").edited("ask.mind", "rekenen")
    theirs = theirs.edited("tell.tells", {"b": Item(text="twee"), "c": Item(text="drie")})
    for name, prep in (("sam", ours), (COPY, theirs)):
        prep_toml.save(tmp_path / f"{name}.toml", prep)
    return Library(tmp_path)


def test_what_only_one_holds_is_in_both_and_what_both_hold_otherwise_is_named(library: Library) -> None:
    made = together(library.open("sam").prep, library.open(COPY).prep)
    assert made.differing == ("going.place",)
    assert (made.prep.going.place, made.prep.ask.mind) == ("lokaal 4", "rekenen")
    assert list(made.prep.tell.tells) == ["a", "b", "c"]


@pytest.mark.parametrize(("copy_counts", "place"), [(False, "lokaal 4"), (True, "de gang")])
def test_put_together_the_copy_is_in_the_bin_and_the_prep_of_before_an_earlier_version(
    copy_counts: bool, place: str, library: Library
) -> None:
    before = {name: library.path(name).read_text() for name in ("sam", COPY)}
    put_together(library, "sam", COPY, copy_counts=copy_counts)
    [left] = library.list()
    prep = library.open("sam").prep
    assert (left.name, prep.id, prep.going.place, prep.ask.mind) == ("sam", SAM.id, place, "rekenen")
    assert set(prep.tell.tells) == {"a", "b", "c"}
    assert [trashed.path.read_text() for trashed in library.trash.list()] == [before[COPY]]
    writer = library.write("sam")
    assert before["sam"] in [version.read() for version in writer.versions.list()]
    writer.close()


def test_kept_apart_each_has_an_identity_of_its_own(library: Library) -> None:
    before = library.open(COPY).prep
    keep_apart(library, COPY)
    assert copies(library.list()) == {}
    assert library.open(COPY).prep == before.model_copy(update={"id": library.open(COPY).prep.id})


@pytest.mark.parametrize("open_elsewhere", ["sam", COPY])
def test_while_one_is_open_elsewhere_nothing_is_lost(open_elsewhere: str, library: Library) -> None:
    writer = library.write(open_elsewhere)
    with pytest.raises(Problem, match="in-use"):
        put_together(library, "sam", COPY, copy_counts=False)
    assert {prep.name for prep in library.list()} == {"sam", COPY}
    assert library.open("sam").prep.going.place == "lokaal 4"
    writer.close()


def test_more_top_questions_than_fit_are_named_and_none_is_lost_unsaid() -> None:
    one, other = (
        SAM.edited("ask.questions", {f"{side}{number}": Item(text="x", top=True) for number in range(2)})
        for side in "ab"
    )
    assert together(one, other).differing == ("ask.questions",)


def test_a_key_that_this_version_does_not_know_is_named_too(library: Library) -> None:
    file = library.path(COPY)
    file.write_text(f"{file.read_text()}\n[later]\nx = 1\n")
    assert "later" in together(library.open("sam").prep, library.open(COPY).prep).differing


@given(preps, preps)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_two_put_together_hold_all_of_the_first_and_what_is_not_named_of_the_other(one: Prep, other: Prep) -> None:
    made = together(one, other)
    empty = Prep()
    for path in all_paths():
        ours, theirs, both = one.get(path), other.get(path), made.prep.get(path)
        if isinstance(both, dict):
            assert list(both)[: len(ours)] == list(ours)
            assert all(both[key] == ours[key] for key in ours)
            assert path in made.differing or all(both[key] == theirs[key] for key in theirs)
        elif path not in made.differing:
            assert is_same(both, theirs) or (is_same(both, ours) and is_same(theirs, empty.get(path)))
        else:
            assert is_same(both, ours)


def test_of_a_line_that_both_hold_in_other_words_the_first_counts() -> None:
    one = Prep().edited("child.likes", {"own-1": Item(text="voetbal")})
    other = Prep().edited("child.likes", {"own-1": Item(text="zwemmen"), "own-2": Item(text="lezen")})
    made = together(one, other)
    assert [line.text for line in made.prep.child.likes.values()] == ["voetbal", "lezen"]
    assert made.differing == ("child.likes",)

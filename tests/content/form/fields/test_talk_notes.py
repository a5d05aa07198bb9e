"""At the talk: which item is shown, its ticks, and the notes that answer it."""

from __future__ import annotations

from functools import reduce

import pytest

from gespreksklaar.content.form.fields.talk_notes import TalkNotes, TalkView
from gespreksklaar.content.prep.declaration import Item, Noted
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.talk.items import TEACHER, TalkItem, talk_items
from tests.content.form.fields.asking import NL, after, asked

NAME = "questions.a"
PREP = (
    Prep()
    .edited("ask.questions", {"a": Item(text="een"), "b": Item(text="twee", top=True)})
    .edited("tell.tells", {"c": Item(text="drie")})
)
QUESTION, TELL = TalkItem("questions", "a", Item(text="een")), TalkItem("tells", "c", Item(text="drie"))


def notes(noted: Noted | None = None) -> TalkNotes:
    return asked(TalkNotes, "talk.noted", {NAME: noted} if noted else {}, prep=PREP, place="after")


@pytest.mark.parametrize(
    ("before", "given", "becomes"),
    [
        ("", "asked", "asked"),
        ("asked", "asked", ""),
        ("asked", "later", "later"),
        ("answered", "asked", "asked"),
    ],
)
def test_a_tick_given_again_is_taken_back(before: str, given: str, becomes: str) -> None:
    form = notes(Noted.model_validate({"state": before, "notes": "x"}))
    form = after(form, form.picked(f"{NAME} {given}"))
    assert form.of(NAME) == Noted.model_validate({"state": becomes, "notes": "x"})


@pytest.mark.parametrize("key", ["", NAME, f"{NAME} best", "asked more"])
def test_what_is_no_tick_changes_nothing(key: str) -> None:
    assert notes().picked(key) is None


@pytest.mark.parametrize(
    ("before", "written", "becomes"),
    [
        (Noted(), "goed", Noted(state="answered", notes="goed")),
        (Noted(state="later"), "goed", Noted(state="later", notes="goed")),
        (Noted(state="answered", notes="goed"), "", Noted()),
        (Noted(state="asked", notes="goed"), "", Noted(state="asked")),
        (Noted(notes="goed"), " goed ", None),
        (Noted(), " ", None),
    ],
)
def test_a_note_answers_its_item_until_it_is_gone(before: Noted, written: str, becomes: Noted | None) -> None:
    form = notes(before if before != Noted() else None)
    change = form.written(NAME, written)
    assert (change and after(form, change).of(NAME)) == becomes


def test_an_item_without_tick_and_notes_is_not_held() -> None:
    form = notes(Noted(state="asked"))
    assert after(form, form.picked(f"{NAME} asked")).noted == {}


def test_the_ticks_of_an_item_are_picked_by_number_and_say_what_was_asked_or_told() -> None:
    form = notes(Noted(state="later"))
    assert [(row.number, row.mark) for row in form.tick_rows(QUESTION)] == [(1, "( )"), (2, "( )"), (3, "(•)")]
    assert form.tick_rows(QUESTION)[0].text == NL("talk.ticks.asked") != form.tick_rows(TELL)[0].text
    assert form.tick_rows(TEACHER) == ()


def test_from_memory_each_question_is_a_row_the_most_important_first() -> None:
    assert [(row.key, row.text) for row in notes().rows()] == [("questions.b", "twee"), ("questions.a", "een")]
    assert asked(TalkNotes, "talk.noted").rows() == ()


# Which item is shown.


@pytest.mark.parametrize(
    ("keys", "at"), [([], 0), ([1], 1), ([1, 1, 1], 3), ([1] * 9, 3), ([-1], 0), ([1, 1, -1], 1), ([1] * 9 + [-1], 2)]
)
def test_a_view_walks_the_items_and_stays_at_the_ends(keys: list[int], at: int) -> None:
    view = reduce(TalkView.moved, keys, TalkView().with_items(talk_items(PREP)))
    assert (view.at, view.is_last) == (at, at == 3)
    count = NL("talk.count", n=at + 1, total=4)
    assert view.heading(NL) == f"{NL(f'talk.kinds.{view.item.kind}')} · {count}"


def test_a_view_of_other_items_stays_at_its_item_or_in_its_place() -> None:
    items = talk_items(PREP)
    last = TalkView().with_items(items, items[-1].name)
    assert last.item is items[-1]
    assert last.with_items([items[0], items[-1]]).item is items[-1], "it is still there"
    assert last.with_items(items[:2]).item is items[1], "it is gone"
    assert last.with_items(items, items[1].name).item is items[1], "another was asked for"
    assert last.with_items(items, "questions.gone").item is items[-1]


def test_while_the_teacher_tells_the_most_important_questions_are_in_sight() -> None:
    view = TalkView().with_items(talk_items(PREP))
    assert view.words(PREP, NL) == NL("talk.teacher")
    assert view.top_lines(PREP, NL) == [NL("talk.your-top"), "1. twee"]
    assert view.moved(1).top_lines(PREP, NL) == [], "with an item of its own it has the whole screen"
    assert TalkView().with_items(talk_items(Prep())).top_lines(Prep(), NL) == []

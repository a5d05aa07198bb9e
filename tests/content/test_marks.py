"""Marked lines: whatever is marked, in whichever list, is on no paper and in no message of who may not see it."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gespreksklaar.content.calendar import calendar_words
from gespreksklaar.content.entries import bank
from gespreksklaar.content.marks import MARKS, hidden_from, next_mark, seen_by
from gespreksklaar.content.messages import ready_messages
from gespreksklaar.content.pocket import pocket_card
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.recap import read_aloud, recap
from gespreksklaar.content.sheets import SHEETS, render_sheet
from gespreksklaar.content.steps import Agreement, Item, Mark, Noted, Talk, all_fields
from gespreksklaar.content.texts import Texts, languages

LISTS = [field.path for field in all_fields().values() if field.asks.kind in ("pick_many", "agreements")]
LONG = [field.path for field in all_fields().values() if field.asks.kind == "long"]
NL = Texts("nl")

# What goes out, and the marks it may show. `there` is whether the child comes along.

Paper = Callable[[Prep, Texts], str]
CHILD_SEES: frozenset[Mark] = frozenset()
NOT_CHILD: frozenset[Mark] = frozenset({"not-child"})
ALL: frozenset[Mark] = frozenset({"not-child", "only-me"})
MAY_SHOW: Mapping[str, Mapping[bool, frozenset[Mark]]] = {
    "own": {True: ALL, False: ALL},
    "table": {True: CHILD_SEES, False: CHILD_SEES},
    "teacher": {True: NOT_CHILD, False: NOT_CHILD},
    "interpreter": {True: CHILD_SEES, False: NOT_CHILD},
    "child": {True: CHILD_SEES, False: CHILD_SEES},
    "other-parent": {True: NOT_CHILD, False: NOT_CHILD},
    "agreements": {True: CHILD_SEES, False: CHILD_SEES},
    "messages": {True: NOT_CHILD, False: NOT_CHILD},
    "pocket card": {True: CHILD_SEES, False: CHILD_SEES},
    "read aloud": {True: CHILD_SEES, False: NOT_CHILD},
    "recap": {True: NOT_CHILD, False: NOT_CHILD},
    "calendar": {True: CHILD_SEES, False: CHILD_SEES},
}


def _messages(prep: Prep, texts: Texts) -> str:
    return "\n".join(words for _, words in ready_messages(prep, texts))


def _sheet(reader: str) -> Paper:
    return lambda prep, texts: render_sheet(prep, texts, reader)


PAPERS: Mapping[str, Paper] = {
    **{reader: _sheet(reader) for reader in SHEETS},
    "messages": _messages,
    "pocket card": pocket_card,
    "read aloud": read_aloud,
    "recap": recap,
    "calendar": lambda prep, texts: calendar_words(prep, texts, prep.created.date()),
}


def test_every_reader_is_judged():
    assert set(PAPERS) == set(MAY_SHOW)


# Any prep in which every line and every text has a word of its own, to look for.


def _word(number: int) -> str:
    return f"zq{number:04d}qz"


@st.composite
def marked_preps(draw: st.DrawFn) -> tuple[Prep, dict[str, tuple[str, Mark]]]:
    """A prep, and for each word in it the list it is in and its mark; each long text is for the parent alone."""
    prep, words = Prep(), dict[str, tuple[str, Mark]]()

    def new(place: str, mark: Mark) -> str:
        word = _word(len(words))
        words[word] = (place, mark)
        return f"Iets {word} over school."

    noted: dict[str, Noted] = {}
    for path in LISTS:
        items: dict[str, Item] = {}
        keys = draw(st.lists(st.sampled_from([*sorted(bank(all_fields()[path].asks.bank))[:4], "own-1"]), unique=True))
        for n, key in enumerate(keys):
            mark = draw(st.sampled_from(MARKS))
            top = path == "ask.questions" and n < 3 and draw(st.booleans())
            made = (
                {"made": draw(st.booleans()), "who": "school", "by": date(2026, 12, 3)}
                if path == "agree.agreements"
                else {}
            )
            kind = Agreement if made else Item
            items[key] = kind(text=new(path, mark), mark=mark, top=top, **made)
            if path in ("ask.questions", "tell.tells"):
                name = f"{path.partition('.')[2]}.{key}"
                noted[name] = Noted(state="answered", notes=new(name, "only-me"))
        prep = prep.edited(path, items)
    for path in LONG:
        prep = prep.edited(path, new(path, "only-me"))
    prep = prep.edited("talk.noted", noted).edited("child.comes", draw(st.sampled_from(["yes", "part", "no"])))
    return prep.edited("going.attend", draw(st.sampled_from(["going", "other-time"]))), words


@pytest.mark.parametrize("name", PAPERS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=marked_preps(), language=st.sampled_from(languages()))
def test_no_marked_line_is_where_it_may_not_be(name, made, language):
    prep, words = made
    there = prep.child.comes != "no"
    paper = re.sub(r"\s", "", PAPERS[name](prep, Texts(language)))
    shown = {words[word] for word in re.findall(r"zq\d{4}qz", paper)}
    assert {(place, mark) for place, mark in shown if mark and mark not in MAY_SHOW[name][there]} == set(), name


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=marked_preps())
def test_the_parents_own_sheet_has_it_all(made):
    prep, words = made
    paper = re.sub(r"\s", "", render_sheet(prep, NL, "own"))
    assert [words[word] for word in words if word not in paper] == []


# A suggestion has no word of its own to look for: the paper is as if it was never picked.


SUGGESTIONS = [(path, key) for path in LISTS for key in list(bank(all_fields()[path].asks.bank))[:2]]


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark])
@pytest.mark.parametrize(("path", "key"), SUGGESTIONS)
def test_a_paper_that_may_not_show_a_marked_suggestion_is_as_if_it_was_never_picked(path, key, mark):
    item = Agreement(mark=mark, made=True, by=date(2026, 12, 3)) if path == "agree.agreements" else Item(mark=mark)
    prep = Prep().edited("going.child", "Zoltan")
    marked = prep.edited(path, {key: item})
    differ = {name for name, paper in PAPERS.items() if paper(marked, NL) != paper(prep, NL)}
    assert "own" in differ
    assert {name for name in differ if mark not in MAY_SHOW[name][False]} == set()


def test_no_worry_of_the_parents_is_on_any_sheet_but_the_own():
    prep = Prep.model_validate({"going": {"expect": "bad-news"}, "unread": {"going.day": "WORRY"}})
    for reader in set(SHEETS) - {"own"}:
        seen = seen_by(prep, reader, child_there=False)
        assert (seen.going.expect, seen.unread) == ("", {})


# The screen of the talk: the parent's own, but the child may sit beside it.


@pytest.mark.parametrize(("there", "left"), [(False, ["a", "b", "c"]), (True, ["a"])])
def test_on_the_parents_own_screen_the_child_reads_along_when_it_is_there(there, left):
    items = {"a": Item(), "b": Item(mark="not-child"), "c": Item(mark="only-me")}
    prep = Prep().edited("ask.questions", items)
    prep = prep.edited("talk.noted", {f"questions.{key}": Noted(notes="x") for key in items})
    seen = seen_by(prep, "own", child_there=there)
    assert list(seen.ask.questions) == left
    assert seen.talk.noted == {f"questions.{key}": Noted(notes="x") for key in left}


def test_what_is_not_marked_is_not_touched():
    prep = Prep().edited("ask.questions", {"a": Item(text="?", top=True)}).edited("ask.mind", "zorg")
    assert seen_by(prep, "own", child_there=True) == prep
    assert seen_by(prep, "table", child_there=True) == prep.edited("ask.mind", "")


def test_the_answer_to_a_hidden_question_is_hidden_with_it_and_other_ticks_stay_without_their_notes():
    prep = Prep.model_validate(
        {
            "ask": {"questions": {"a": {"mark": "only-me"}, "b": {}}},
            "talk": {"noted": {f"questions.{key}": {"state": "asked", "notes": "x"} for key in "ab"}},
        }
    )
    assert seen_by(prep, "teacher", child_there=False).talk == Talk(noted={"questions.b": Noted(state="asked")})


def test_the_key_goes_round():
    assert [next_mark(mark) for mark in MARKS] == ["not-child", "only-me", ""]


@pytest.mark.parametrize("reader", SHEETS)
def test_nothing_only_for_me_leaves_the_parent(reader):
    assert reader == "own" or "only-me" in hidden_from(reader, child_there=False)


@pytest.mark.parametrize("there", [True, False])
def test_a_reader_that_is_new_sees_nothing_that_is_marked(there):
    assert hidden_from("grandmother", child_there=there) == ALL


def test_a_mark_is_kept_in_the_file():
    prep = Prep().edited("tell.tells", {"tired": Item(mark="not-child"), "sleeps-well": Item()})
    assert prep.tables()["tell"] == {"tells": {"tired": {"mark": "not-child"}, "sleeps-well": {}}}

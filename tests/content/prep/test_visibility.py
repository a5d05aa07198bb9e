"""Marked lines: whatever is marked, in whichever list, is on no paper and in no message of who may not see it."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep import visibility
from gespreksklaar.content.prep.declaration import Agreement, Carried, Item, Noted, Talk, all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import hidden_from, next_mark, seen_by
from gespreksklaar.content.prep.vocabulary import MARKS, Mark
from gespreksklaar.content.sheets.readers import SHEETS, render_sheet
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.papers import ALL, BANKS, LISTS, MAY_SHOW, PAPERS, PRESENCE, TAKES

AGREEMENTS: Mapping[str, type[Item]] = {"agree.agreements": Agreement, "before.agreements": Carried}
LONG = [field.path for field in all_fields().values() if field.asks.kind == "long"]
NL = Texts("nl")


def test_every_reader_is_judged():
    assert set(PAPERS) == set(MAY_SHOW) == set(TAKES)


# Every list, every mark, every paper: what is printed is what may be, no more and no less.


def _line(mark: Mark) -> str:
    return {"": "zqopenqz", "not-child": "zqchildqz", "only-me": "zqmineqz"}[mark]


def _three_lines(path: str) -> Prep:
    """A prep whose one list holds a line with each mark."""
    made = {"made": True, "who": "school", "by": date(2026, 12, 3)} if path in AGREEMENTS else {}
    kind = AGREEMENTS.get(path, Item)
    top = path == "ask.questions"
    items = {f"own-{n}": kind(text=_line(mark), mark=mark, top=top, **made) for n, mark in enumerate(MARKS)}
    return Prep().edited(path, items)


def _shown(name: str, prep: Prep, path: str = "") -> set[Mark]:
    """The marks of the lines of this list that this paper prints; a calendar file breaks long lines."""
    preps = [prep]
    if path == "going.people":
        # A message greets by name only where there is one.
        preps = [prep.edited(path, {key: item}) for key, item in prep.get(path).items()]
    papers = [re.sub(r"\s", "", PAPERS[name](each, NL)) for each in preps]
    return {mark for mark in MARKS if any(_line(mark) in paper for paper in papers)}


@pytest.mark.parametrize("name", PAPERS)
def test_of_each_list_a_paper_prints_what_its_reader_may_see(name):
    for path in LISTS:
        for (kind, comes), there in PRESENCE.items():
            prep = _three_lines(path).edited("going.kind", kind).edited("child.comes", comes)
            allowed = {"", *MAY_SHOW[name][there]} if path in TAKES[name] else set()
            assert _shown(name, prep, path) == allowed, (path, kind, comes)


@pytest.mark.parametrize("name", [name for name in PAPERS if TAKES[name] and name != "own"])
def test_were_the_marks_not_looked_at_these_tests_would_see_it(name, monkeypatch):
    monkeypatch.setattr(visibility, "hidden_from", lambda reader, *, child_there: frozenset())
    for path in TAKES[name]:
        assert _shown(name, _three_lines(path), path) == set(MARKS), path


SHOWS_GOAL = {"own", "table", "interpreter", "history"}


@pytest.mark.parametrize("name", PAPERS)
def test_the_goal_is_marked_as_a_whole(name):
    for mark in MARKS:
        for (kind, comes), there in PRESENCE.items():
            goal = {"what": _line(mark), "sign": _line(mark), "mark": mark}
            prep = Prep().edited("agree.goal", goal).edited("going.kind", kind).edited("child.comes", comes)
            allowed = name in SHOWS_GOAL and mark in {"", *MAY_SHOW[name][there]}
            assert _shown(name, prep) == ({mark} if allowed else set()), (mark, kind, comes)


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
        keys = draw(st.lists(st.sampled_from([*sorted(bank(BANKS[path]))[:4], "own-1"]), unique=True))
        for n, key in enumerate(keys):
            mark = draw(st.sampled_from(MARKS))
            top = path == "ask.questions" and n < 3 and draw(st.booleans())
            made = {"made": draw(st.booleans()), "who": "school", "by": date(2026, 12, 3)} if path in AGREEMENTS else {}
            items[key] = AGREEMENTS.get(path, Item)(text=new(path, mark), mark=mark, top=top, **made)
            if path in ("ask.questions", "tell.tells"):
                name = f"{path.partition('.')[2]}.{key}"
                noted[name] = Noted(state="answered", notes=new(name, "only-me"))
        prep = prep.edited(path, items)
    for path in LONG:
        prep = prep.edited(path, new(path, "only-me"))
    kind, comes = draw(st.sampled_from(list(PRESENCE)))
    prep = prep.edited("talk.noted", noted).edited("child.comes", comes).edited("going.kind", kind)
    return prep.edited("going.attend", draw(st.sampled_from(["going", "other-time"]))), words


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=marked_preps(), language=st.sampled_from(languages()))
def test_no_marked_line_is_where_it_may_not_be(made, language):
    prep, words = made
    there = PRESENCE[prep.going.kind, prep.child.comes]
    for name, make in PAPERS.items():
        paper = re.sub(r"\s", "", make(prep, Texts(language)))
        shown = {words[word] for word in re.findall(r"zq\d{4}qz", paper)}
        assert {(place, mark) for place, mark in shown if mark and mark not in MAY_SHOW[name][there]} == set(), name


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=marked_preps())
def test_the_parents_own_sheet_has_it_all(made):
    prep, words = made
    paper = re.sub(r"\s", "", render_sheet(prep, NL, "own"))
    assert [words[word] for word in words if word not in paper] == []


# A suggestion has no word of its own to look for, and of a line of the parent's own a paper may tell that there is
# one: the paper is as if it was never there.


ANY_LINE = [(path, key, "") for path in LISTS for key in list(bank(BANKS[path]))[:2]]
ANY_LINE += [(path, "own-1", "Iets over school.") for path in LISTS]


@cache
def _empty(comes: str) -> tuple[Prep, Mapping[str, str]]:
    """A prep without a line, and all papers of it."""
    prep = Prep().edited("going.child", "Zoltan").edited("child.comes", comes)
    return prep, {name: paper(prep, NL) for name, paper in PAPERS.items()}


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark])
@pytest.mark.parametrize(("path", "key", "text"), ANY_LINE)
def test_a_paper_that_may_not_show_a_marked_line_is_as_if_it_was_never_there(path, key, text, mark, there):
    values = {"made": True, "by": date(2026, 12, 3)} if path in AGREEMENTS else {}
    item = AGREEMENTS.get(path, Item)(text=text, mark=mark, **values)
    prep, empty = _empty("yes" if there else "no")
    marked = prep.edited(path, {key: item})
    differ = {name for name, paper in PAPERS.items() if paper(marked, NL) != empty[name]}
    assert "own" in differ
    assert {name for name in differ if mark not in MAY_SHOW[name][there]} == set()


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
    assert seen_by(prep, "table") == prep.edited("ask.mind", "")


def test_the_answer_to_a_hidden_question_is_hidden_with_it_and_other_ticks_stay_without_their_notes():
    prep = Prep.model_validate(
        {
            "ask": {"questions": {"a": {"mark": "only-me"}, "b": {}}},
            "talk": {"noted": {f"questions.{key}": {"state": "asked", "notes": "x"} for key in "ab"}},
        }
    )
    assert seen_by(prep, "teacher").talk == Talk(noted={"questions.b": Noted(state="asked")})


def test_the_key_goes_round():
    assert [next_mark(mark) for mark in MARKS] == ["not-child", "only-me", ""]


@pytest.mark.parametrize("reader", SHEETS)
def test_nothing_only_for_me_leaves_the_parent(reader):
    assert reader == "own" or "only-me" in hidden_from(reader, child_there=False)


def test_where_it_is_not_said_the_child_may_be_there():
    marked = Prep().edited("ask.questions", {"a": Item(mark="not-child")})
    for reader in ("own", "interpreter"):
        assert seen_by(marked, reader).ask.questions == {}
        assert seen_by(marked, reader, child_there=False) == marked


@pytest.mark.parametrize("reader", sorted(set(SHEETS) - {"own", "interpreter"}))
def test_away_from_the_talk_it_does_not_matter_whether_the_child_is_there(reader):
    assert hidden_from(reader, child_there=True) == hidden_from(reader, child_there=False) == hidden_from(reader)


@pytest.mark.parametrize("there", [True, False])
def test_a_reader_that_is_new_sees_nothing_that_is_marked(there):
    assert hidden_from("grandmother", child_there=there) == ALL


def test_a_mark_is_kept_in_the_file():
    prep = Prep().edited("tell.tells", {"tired": Item(mark="not-child"), "sleeps-well": Item()})
    assert prep.tables()["tell"] == {"tells": {"tired": {"mark": "not-child"}, "sleeps-well": {}}}

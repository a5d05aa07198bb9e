"""Which place comes before and after which, and what is said of each."""

from __future__ import annotations

import pytest

from gespreksklaar.content.form.places.order import (
    asks_first,
    place_above,
    place_beside,
    places_in_sight,
    with_detour,
)
from gespreksklaar.content.form.places.overview import overview
from gespreksklaar.content.form.places.place_texts import help_page, place_text, tips, title
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import BEFORE, PLACES, STEPS
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

NL = Texts("nl")
ORDER = {
    # here: (before it, after it, where leaving leads)
    "going": ("start", "child", "start"),
    "child": ("going", "ask", "start"),
    "ask": ("child", "tell", "start"),
    "tell": ("ask", "agree", "start"),
    "agree": ("tell", "review", "start"),
    "review": ("agree", "talk", "agree"),
    "talk": ("review", "close", "review"),
    "close": ("talk", "after", "review"),
    "after": ("close", "review", "review"),
    "before": ("start", "going", "going"),
}


@pytest.mark.parametrize("here", ORDER)
def test_each_place_has_one_before_one_after_and_one_above_it(here: str) -> None:
    assert (place_beside(here, -1), place_beside(here, 1), place_above(here)) == ORDER[here]


def test_that_is_every_place() -> None:
    assert set(ORDER) == {*PLACES, BEFORE}


@pytest.mark.parametrize(
    ("coming", "goes"),
    [*((step, step) for step in STEPS), ("review", "review"), ("talk", "going"), ("before", "going"), ("", "going")],
)
def test_from_the_agreements_of_before_one_goes_on_to_what_was_coming(coming: str, goes: str) -> None:
    assert place_beside(BEFORE, 1, coming) == place_above(BEFORE, coming) == goes
    assert place_beside(BEFORE, -1, coming) == "start"


@pytest.mark.parametrize("place", ORDER)
def test_what_is_new_is_asked_first_but_at_the_talk(place: str) -> None:
    waits = place in ("before", "talk", "close", "after")
    assert asks_first(place) is not waits
    assert with_detour(place, "a.b", something_new=True) == ((place, "a.b") if waits else ("before", place))
    assert with_detour(place, "a.b", something_new=False) == (place, "a.b")


@pytest.mark.parametrize("place", ORDER)
def test_beside_a_place_are_the_steps_or_what_comes_after_them(place: str) -> None:
    talking = place in ("talk", "close", "after")
    assert places_in_sight(place) == (PLACES[5:] if talking else PLACES[:6])
    shown = overview(place, STORIES["full"], NL)
    assert [row.key for row in shown.rows if row.mark == "▶"] == ([] if place == BEFORE else [place])
    assert [row.number for row in shown.rows] == ([None] * 4 if talking else [1, 2, 3, 4, 5, None])
    assert shown.name == NL(f"steps.{place}.name")


def test_how_far_a_step_is_stands_in_a_mark_and_in_words() -> None:
    prep = Prep().edited("going.kind", "progress").edited("tell.tells", {"tired": {}})
    rows = {row.key: (row.mark, row.tag) for row in overview("review", prep, NL).rows}
    assert rows["going"] == ("•", NL("ui.state.begun"))
    assert rows["tell"] == ("●", NL("ui.state.done"))
    assert rows["child"] == ("·", "")
    assert rows["review"] == ("▶", "")


def test_the_minutes_add_up() -> None:
    shown = overview("going", Prep().edited("going.minutes", 25), NL)
    assert "25" in shown.total
    assert sum(minutes for _, minutes in shown.minutes) == 25


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("place", ORDER)
def test_a_place_says_what_it_is_and_a_step_which_of_how_many(place: str, language: str) -> None:
    texts, prep = Texts(language), Prep().edited("going.child", "Sam")
    number = f"{STEPS.index(place) + 1}" if place in STEPS else ""
    said = title(place, prep, texts)
    assert place_text(place, "title", prep, texts) in said
    assert (number in said and f"{len(STEPS)}" in said) if number else said == place_text(place, "title", prep, texts)


@pytest.mark.parametrize("place", ORDER)
def test_the_help_says_why_only_where_the_screen_does_not(place: str) -> None:
    prep = Prep().edited("going.child", "Sam")
    head, words = help_page(place, prep, NL)
    assert head == place_text(place, "title", prep, NL)
    why, known = place_text(place, "why", prep, NL), tips(place, prep, NL)
    assert why not in words
    assert known in words
    assert help_page(place, prep, NL, with_why=True) == (head, f"{why}\n\n{words}")
    assert words.endswith(NL("steps.safety.text"))
    assert "{" not in words


def test_without_tips_there_is_no_heading_for_them() -> None:
    class NoTips(Texts):
        def section(self, prefix: str) -> list[str]:
            return []

    assert tips("going", Prep(), NoTips("nl")) == ""
    assert NL("ui.help.tips") not in help_page("going", Prep(), NoTips("nl"))[1]

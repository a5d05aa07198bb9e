"""The short way asks only what a first talk needs; nothing is hidden for good, and what has an answer never."""

from __future__ import annotations

from datetime import date

import pytest

from gespreksklaar.content.form.fields.pick_one import PickOne
from gespreksklaar.content.form.fields.registry import fields_asked, form_field
from gespreksklaar.content.form.fields.suggestions import SHORT_PAGE
from gespreksklaar.content.form.places.place_texts import more_words, tip
from gespreksklaar.content.form.places.review import ALL, review
from gespreksklaar.content.form.rows import MORE, PAGE
from gespreksklaar.content.prep.declaration import all_fields, fields_at
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import open_points, step_states
from gespreksklaar.content.prep.vocabulary import AFTER, CLOSE, STEPS
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES

NL = Texts("nl")
SHORT = Prep(short=True)
NEEDED = {
    "going": ["going.kind", "going.child", "going.day"],
    "child": ["child.likes"],
    "ask": ["ask.questions"],
    "tell": ["tell.tells"],
    "agree": ["agree.goal.what"],
}


def asked(place: str, prep: Prep) -> list[str]:
    return [field.path for field in fields_asked(place, prep)]


@pytest.mark.parametrize("step", STEPS)
def test_it_asks_one_thing_a_step_and_at_the_first_which_talk_whose_and_when(step: str) -> None:
    assert asked(step, SHORT) == NEEDED[step]


@pytest.mark.parametrize("step", STEPS)
def test_what_has_an_answer_is_asked_too(step: str) -> None:
    full = STORIES["full"].edited("short", True)
    answered = {field.path for field in fields_at(step) if full.get(field.path) not in (None, "", {})}
    assert answered <= {*asked(step, full), "going.group"}


@pytest.mark.parametrize("place", [CLOSE, AFTER])
def test_after_the_steps_it_makes_no_difference(place: str) -> None:
    assert asked(place, SHORT) == asked(place, Prep())


def test_a_step_is_done_with_what_is_needed_and_the_first_not_without_a_name() -> None:
    prep = SHORT.edited("going.kind", "progress").edited("going.day", date(2026, 12, 3))
    assert step_states(prep)["going"] == "begun"
    assert step_states(prep.edited("going.child", "Sam"))["going"] == "done"
    assert step_states(SHORT.edited("agree.goal.what", "read-aloud"))["agree"] == "done"


def test_review_names_as_open_only_what_is_needed_and_offers_the_rest_by_number() -> None:
    points = open_points(SHORT)
    assert {point.field for point in points} == {path for way in NEEDED.values() for path in way}
    rows = {row.key: row for row in review(SHORT, NL, date(2026, 11, 30), whole=True).rows}
    assert rows[ALL].number == len(points) + 1
    assert ALL not in {row.key for row in review(Prep(), NL, date(2026, 11, 30)).rows}
    assert len(open_points(Prep())) > len(points)


def test_the_minutes_are_told_only_where_they_are_too_few() -> None:
    assert review(SHORT, NL, date(2026, 11, 30)).minutes == ""
    many = {f"own-{n}": {"text": "x"} for n in range(6)}
    assert review(SHORT.edited("ask.questions", many), NL, date(2026, 11, 30)).minutes


@pytest.mark.parametrize(("prep", "page"), [(SHORT, SHORT_PAGE), (Prep(), PAGE)])
def test_a_list_shows_fewer_choices_at_a_time_and_more_by_the_same_number(prep: Prep, page: int) -> None:
    form = form_field(all_fields()["agree.goal.what"], prep, NL)
    assert isinstance(form, PickOne)
    rows = form.rows()
    assert len(form.shown(0)) == page
    assert next(row.number for row in rows if row.key == MORE) == PAGE + 1
    numbers = [row.number for row in rows if row.number]
    assert len(numbers) == len(set(numbers))
    seen = [key for n in range(60) for key in form.shown(n)]
    assert seen == list(form.suggestions()), "each choice is on one page"


@pytest.mark.parametrize("step", STEPS)
def test_below_the_fields_stands_where_the_rest_is_and_no_tip_above(step: str) -> None:
    assert more_words(step, SHORT, NL)
    assert not more_words(step, Prep(), NL)
    assert not any(tip(field, step, SHORT, NL) for field in fields_at(step))

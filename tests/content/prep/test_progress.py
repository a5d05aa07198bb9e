"""How far a prep is: by choosing alone every step gets done, and what is open is said kindly."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings

from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import open_points, step_states
from gespreksklaar.content.prep.summary import summary_of
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES, preps

_FOUR = ("effort", "friends", "strong-points", "school-does")
NOW = datetime(2026, 11, 23, 12, 0)


NAME = ("going.child", "progress.name")


def said_of(prep):
    return [(point.field, point.text) for point in open_points(prep)]


def test_a_prep_of_picked_things_alone_is_done_and_names_only_the_child_as_open():
    assert set(step_states(STORIES["only-picked"]).values()) == {"done"}
    assert said_of(STORIES["only-picked"]) == [NAME]
    assert said_of(STORIES["only-picked"].edited("going.child", "Sam")) == []


def test_an_answer_that_was_not_understood_is_an_open_point_and_no_step_is_done_with_it():
    prep = STORIES["only-picked"].edited("unread", {"going.minutes": "een poos"})
    assert said_of(prep) == [("going.minutes", "progress.unread"), NAME]
    assert step_states(prep)["going"] == "begun"
    assert step_states(Prep().edited("unread", {"going.minutes": "een poos"}))["going"] == "begun"


def test_an_empty_prep_is_open_everywhere():
    assert step_states(Prep()) == dict.fromkeys(STEPS, "open")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("going.place", "lokaal 12"),
        ("going.kind", "progress"),
        ("child.comes", "part"),
        ("child.likes", {"sports": {}}),
        ("ask.questions", {"effort": {}}),
        ("agree.phrases", {"say-simpler": {}}),
        ("agree.goal.what", "read-aloud"),
        ("agree.goal.who", "child"),
        ("agree.contact", "phone-call"),
    ],
)
def test_a_step_with_something_in_it_is_begun(path, value):
    states = step_states(Prep().edited(path, value))
    assert [step for step, state in states.items() if state != "open"] == [path.partition(".")[0]]
    assert "done" not in states.values()


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, ["kind", "name", "day", "questions", "tells", "child", "goal", "contact"]),
        ({"going": {"kind": "start", "day": date(2026, 12, 3)}}, ["name", "start", "questions", "tells"]),
        ({"going": {"kind": "start"}, "ask": {"questions": {"effort": {}}}}, ["name", "day", "tells"]),
        (
            {"going": {"kind": "start", "child": "Sam"}, "ask": {"questions": {name: {} for name in _FOUR}}},
            ["day", "top", "tells"],
        ),
        (
            {"agree": {"goal": {"what": "read-aloud"}}},
            ["kind", "name", "day", "questions", "tells", "child", "goal-when"],
        ),
    ],
)
def test_what_is_open_is_named_in_order_of_use(tables, said):
    points = [point.text.removeprefix("progress.") for point in open_points(Prep.model_validate(tables))]
    assert points[: len(said)] == said


@pytest.mark.parametrize(
    ("step", "part", "is_done"),
    [
        ("child", {"likes": {"sports": {}}, "comes": "no"}, True),
        ("child", {"likes": {"sports": {}}, "dislikes": {"too-noisy": {}}}, True),
        ("ask", {"questions": {"effort": {}, "friends": {}}}, True),
        ("ask", {"questions": {name: {} for name in _FOUR}}, False),
        ("ask", {"questions": {"effort": {"top": True}}}, True),
        ("agree", {"goal": {"what": "read-aloud"}, "contact": "phone-call"}, False),
        ("agree", {"goal": {"what": "read-aloud", "who": "child", "when": "tuesday-evening"}}, False),
        ("agree", {"goal": {"sentence": "Sam leest elke dag."}, "contact": "phone-call"}, True),
    ],
)
def test_a_step_is_done_once_what_matters_of_it_has_an_answer(step, part, is_done):
    assert (step_states(Prep.model_validate({step: part}))[step] == "done") is is_done


def test_a_talk_that_took_place_is_known_from_its_file():
    assert not summary_of("x", {"talk": {"began": NOW}}, NOW).held
    assert summary_of("x", {"talk": {"went": "goed"}}, NOW).held
    assert summary_of("x", {"agree": {"agreements": {"a": {"made": True}}}}, NOW).held
    assert not summary_of("x", {"agree": {"agreements": {"a": {}}}, "before": {"agreements": {"b": {}}}}, NOW).held


@settings(max_examples=60, deadline=None)
@given(prep=preps)
def test_open_points_lead_to_a_field_and_are_few(prep):
    points = open_points(prep)
    assert len(points) <= 9
    assert {point.field for point in points} <= set(all_fields())
    assert {point.step for point in points} <= set(STEPS)
    assert all(Texts(language).find(point.text) for point in points for language in languages())


def test_the_list_reads_a_prep_at_a_glance():
    seen = summary_of("sam", STORIES["full"].tables(), NOW)
    assert (seen.child, seen.kind, seen.day, seen.start) == ("Sam", "progress", date(2026, 12, 3), time(15, 40))
    assert seen.steps_begun == 5


@pytest.mark.parametrize("odd", [None, 3, "x", [], [1], {}, {"child": 3, "kind": [], "day": "nu", "start": 4}, NOW])
def test_a_glance_at_a_hand_edited_file_never_fails(odd):
    seen = summary_of("x", {"id": odd, "going": odd, "ask": odd}, NOW)
    assert (seen.child, seen.day, seen.start) == ("", None, None)


def test_a_glance_holds_no_control_signs():
    assert summary_of("x", {"going": {"child": "Sam\x1b[2J\n!"}}, NOW).child == "Sam[2J !"

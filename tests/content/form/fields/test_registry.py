"""One table for every front: each field of each place can be asked, picked in and typed in without a screen."""

from __future__ import annotations

import pytest

from gespreksklaar.content.form.fields.agreements import Agreements
from gespreksklaar.content.form.fields.agreements_made import AgreementsAtTheTable, AgreementsMade
from gespreksklaar.content.form.fields.form_field import FormField
from gespreksklaar.content.form.fields.pick_many import PickMany, Questions
from gespreksklaar.content.form.fields.registry import fields_asked
from gespreksklaar.content.form.fields.talk_notes import TalkNotes
from gespreksklaar.content.prep.declaration import ASKED_LATER, PARTS, fields_at
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.talk.items import TalkItem
from gespreksklaar.content.words.problems import Problem
from tests.content.form.fields.asking import after, asked, keys

TYPED = {"day": "3 dec", "clock": "half vier", "minutes": "een kwartier"}
EVERYWHERE = [(place, field.path) for place in (*PARTS, *ASKED_LATER) for field in fields_at(place)]


def test_there_are_places_with_fields() -> None:
    assert len(EVERYWHERE) > 25


@pytest.mark.parametrize(("place", "path"), EVERYWHERE)
def test_every_field_of_every_place_can_be_answered_in_words_and_by_its_rows(place: str, path: str) -> None:
    form = asked(FormField, path, place=place)
    if not isinstance(form, TalkNotes) or place == "after":
        assert form.label or place == "before"
    picked = [form.picked(key) for key in keys(form)]
    if any(picked):
        change = next(filter(None, picked))
        assert after(form, change).value != form.value
        assert after(form, change).answer_rows()
    try:
        typed = form.typed(TYPED.get(form.field.asks.kind, "Eigen woorden."))
    except Problem as problem:
        pytest.fail(problem.reason)
    if typed:
        assert after(form, typed).answer_rows()
    assert any(picked) or typed or form.field.asks.kind in ("noted", "before"), "no way to answer it"


@pytest.mark.parametrize(
    ("path", "place", "kind"),
    [
        ("ask.questions", "", Questions),
        ("tell.tells", "", PickMany),
        ("agree.agreements", "", Agreements),
        ("agree.agreements", "close", AgreementsAtTheTable),
        ("agree.agreements", "after", AgreementsMade),
    ],
)
def test_a_place_asks_some_fields_in_its_own_way(path: str, place: str, kind: type[FormField]) -> None:
    assert type(asked(FormField, path, place=place)) is kind


def test_the_words_of_a_field_are_those_of_the_place_that_asks_it_else_of_its_own_step() -> None:
    path = "agree.agreements"
    own, close = asked(FormField, path), asked(FormField, path, place="close")
    assert own.label != close.label
    fallback = asked(FormField, "talk.contact_who", place="close")
    assert fallback.label == asked(FormField, "talk.contact_who").label != ""
    assert own.words("no-such-text") == ""


def test_a_label_has_the_childs_name_and_begins_with_a_capital() -> None:
    path = "child.wishes"
    named = asked(FormField, path, prep=Prep().edited("going.child", "sam"))
    assert "sam" in f"{named.label} {named.hint}".lower()
    assert named.label[:1].isupper()


def test_what_a_prep_cannot_hold_is_a_problem_and_no_change() -> None:
    form = asked(FormField, "going.child")
    change = form.typed("x" * 61)
    assert change
    with pytest.raises(Problem, match="does-not-fit"):
        change.made_in(form.prep)


def test_a_tick_of_what_was_noted_is_picked_too() -> None:
    form = asked(TalkNotes, "talk.noted", place="after", prep=Prep().edited("ask.questions", {"own-1": {"text": "a"}}))
    (name,) = keys(form)
    (tick, *_) = form.tick_rows(TalkItem("questions", "own-1", form.prep.ask.questions["own-1"]))
    assert after(form, form.picked(tick.key)).of(name).state == "asked"


def test_nothing_is_asked_of_a_goal_that_is_not_there() -> None:
    of_goal = ["agree.goal.who", "agree.goal.when", "agree.goal.sign", "agree.goal.sentence"]

    def asked_now(prep: Prep) -> list[str]:
        return [field.path for field in fields_asked("agree", prep) if field.path in of_goal]

    assert asked_now(Prep()) == []
    assert asked_now(Prep().edited("agree.goal.what", "read-aloud")) == of_goal
    assert asked_now(Prep().edited("agree.goal.sentence", "Sam leest elke dag.")) == of_goal
    assert asked_now(Prep().edited("agree.goal.who", "child")) == of_goal[:1]

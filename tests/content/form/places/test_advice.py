"""What is said below the fields of a place follows from the prep alone."""

from __future__ import annotations

from typing import Any

import pytest

from gespreksklaar.content.form.places.advice import ALWAYS_IN_SIGHT, Advice, PlaceAdvice
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.content.prep.model import Prep, all_paths
from gespreksklaar.content.prep.vocabulary import BEFORE, PLACES
from gespreksklaar.content.sheets.messages_ahead import message
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES

NL = Texts("nl")
WITH_ADVICE = {
    "going": {"going.kind", "going.attend", "going.companions"},
    "agree": {"agree.goal.what", "agree.goal.sentence"},
    "close": {"agree.agreements", "agree.contact"},
    "after": {"agree.agreements", "talk.tell_child"},
}


def advice(place: str, prep: Prep, texts: Texts) -> Advice:
    return PlaceAdvice(place, texts).of(prep)


@pytest.mark.parametrize("place", [BEFORE, *PLACES])
def test_it_stands_below_the_same_fields_for_every_prep(place: str) -> None:
    for prep in (Prep(), *STORIES.values()):
        assert set(advice(place, prep, NL)) == WITH_ADVICE.get(place, set())
    if place in WITH_ADVICE:
        assert WITH_ADVICE[place] <= {field.path for field in fields_at(place)}
    assert (place in ALWAYS_IN_SIGHT) is (place in ("agree", "close", "after"))


def test_an_empty_step_gives_no_advice() -> None:
    assert not any(advice("going", Prep(), NL).values())
    assert not any(advice("agree", Prep(), NL).values())


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_of_talk_says_what_it_is_and_what_to_bring(kind: str) -> None:
    words = advice("going", Prep().edited("going.kind", kind), NL)["going.kind"]
    assert words.startswith(NL(f"kinds.{kind}.about"))
    also = NL("ui.going.also", names=NL(f"kinds.{kind}.also"))
    assert also in words
    assert "{" not in words
    in_short = Prep(short=True).edited("going.kind", kind)
    assert advice("going", in_short, NL)["going.kind"] == also, "the short way only by which names it goes"


@pytest.mark.parametrize(
    ("path", "value", "field", "name"),
    [
        ("going.attend", "other-time", "going.attend", "other-time"),
        ("going.attend", "apart", "going.attend", "apart"),
        ("going.companions", {"own-1": {"text": "mijn zus"}}, "going.companions", "companion"),
    ],
)
def test_who_does_not_come_or_not_alone_finds_a_message_ready(path: str, value: Any, field: str, name: str) -> None:
    prep = Prep().edited(path, value)
    said = advice("going", prep, NL)
    assert said[field].endswith(message(name, prep, NL))
    assert (NL("ui.going.apart") in said[field]) is (name == "apart")
    assert [known for known, words in said.items() if words] == [field]


@pytest.mark.parametrize("part", ["what", "who", "when", "sign", "sentence"])
def test_anything_of_a_goal_brings_the_advice_on_it(part: str) -> None:
    prep = Prep().edited(f"agree.goal.{part}", "lezen")
    said = advice("agree", prep, NL)
    assert bool(said["agree.goal.sentence"]) is not bool(said["agree.goal.what"]), "in one place"
    assert part == "what" or said["agree.goal.sentence"]


def test_a_wish_is_advised_at_what_is_to_be_done_until_there_is_a_sentence() -> None:
    wish = Prep().edited("agree.goal.what", "beter leren rekenen")
    assert advice("agree", wish, NL)["agree.goal.what"].startswith(NL("goal.too-big.vague"))
    said = advice("agree", wish.edited("agree.goal.sentence", "Sam oefent elke dinsdag tien sommen."), NL)
    assert not said["agree.goal.what"]
    assert said["agree.goal.sentence"]


def test_at_the_close_a_line_that_is_not_for_the_child_is_out_of_sight_and_after_it_is_not() -> None:
    made = {"own-1": {"text": "Praten met de huisarts", "made": True, "mark": "not-child"}}
    prep = Prep().edited("agree.agreements", made).edited("ask.questions", {"own-2": {"text": "X?", "mark": "only-me"}})
    for there in (True, False):
        at_table = advice("close", prep.edited("talk.child_there", there), NL)
        assert ("huisarts" in at_table["agree.agreements"]) is not there
        assert ("X?" in at_table["agree.contact"]) is not there
        assert "huisarts" in advice("after", prep.edited("talk.child_there", there), NL)["agree.agreements"]


@pytest.mark.parametrize("place", WITH_ADVICE)
@pytest.mark.parametrize("story", STORIES)
def test_advice_that_is_remembered_is_that_of_the_prep_as_it_is_now(place: str, story: str) -> None:
    prep = STORIES[story]
    remembered = PlaceAdvice(place, NL)
    remembered.of(prep)
    for path in all_paths():
        # Many stories have the same value, most of them none.
        others: list[object] = []
        for other in (Prep(), *STORIES.values()):
            if (value := other.get(path)) not in (prep.get(path), *others):
                others.append(value)
                changed = prep.edited(path, value)
                assert remembered.of(changed) == advice(place, changed, NL), path

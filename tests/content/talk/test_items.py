"""The talk itself: what there is to say in which order, what became of it, and where the minutes are."""

from datetime import datetime, timedelta

import pytest

from gespreksklaar.content.agreements.made import agreed, agreement_id, made_agreements, was_held
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.declaration import Noted
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.talk.items import (
    TEACHER,
    begun_at,
    child_is_there,
    example_phrases,
    lacking_words,
    last_noted,
    meaning_phrases,
    minute_line,
    minutes_since,
    not_reached_words,
    talk_items,
    with_notes,
    with_state,
    words_of,
)
from gespreksklaar.content.talk.plan import make_plan
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

NOW = datetime(2026, 12, 3, 15, 40)
NL = Texts("nl")


def a_prep(**parts: object) -> Prep:
    return Prep.model_validate({"going": {"kind": "progress", "child": "Sam"}, **parts})


def questions(**marks: dict[str, object]) -> dict[str, object]:
    return {"questions": {f"own-{key}": {"text": key, **more} for key, more in marks.items()}}


def test_the_teacher_first_then_the_top_questions_then_what_the_plan_has_minutes_for_then_the_rest():
    prep = a_prep(
        ask=questions(a={}, b={"top": True}, c={}, d={"top": True}),
        tell={"tells": {"own-e": {"text": "e"}, "own-f": {"text": "f"}}},
    )
    items = talk_items(prep)
    assert [words_of(item, prep, NL) for item in items] == [NL("talk.teacher"), "b", "d", "e", "a", "c", "f"]
    assert [item.kind for item in items] == ["teacher", "top", "top", "tell", "spare", "spare", "spare"]


@pytest.mark.parametrize("story", STORIES)
def test_everything_to_ask_and_tell_is_there_once(story):
    prep = STORIES[story]
    said = [(item.bank, item.key) for item in talk_items(prep) if item is not TEACHER]
    all_there_is = [("questions", key) for key in prep.ask.questions] + [("tells", key) for key in prep.tell.tells]
    assert sorted(said) == sorted(all_there_is)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("comes", "kind", "there"),
    [
        ("no", "child-too", False),
        ("yes", "progress", True),
        ("part", "progress", True),
        ("", "child-too", True),
        ("", "incident", False),
        ("", "", False),
    ],
)
def test_the_child_is_there_when_it_comes_or_usually_does(comes, kind, there):
    kinds = {"child-too": next(k for k, entry in bank("kinds").items() if entry.child == "yes")}
    assert child_is_there(a_prep(going={"kind": kinds.get(kind, kind)}, child={"comes": comes})) is there


def test_with_the_child_at_the_table_a_marked_line_is_no_item():
    prep = a_prep(ask=questions(a={}, b={"mark": "not-child"}, c={"mark": "only-me"}))

    def shown(*, child_there: bool) -> list[str]:
        return [item.item.text for item in talk_items(seen_by(prep, "own", child_there=child_there))[1:]]

    assert shown(child_there=True) == ["a"]
    assert sorted(shown(child_there=False)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("before", "notes", "after"),
    [
        (Noted(), "ja", Noted(state="answered", notes="ja")),
        (Noted(state="later"), "ja", Noted(state="later", notes="ja")),
        (Noted(state="answered", notes="ja"), "", None),
        (Noted(state="asked", notes="ja"), "", Noted(state="asked")),
    ],
)
def test_a_note_is_an_answer_and_without_it_nothing_is_kept(before, notes, after):
    changed = with_notes({"questions.a": before, "questions.b": Noted(state="asked")}, "questions.a", notes)
    assert changed.get("questions.a") == after
    assert changed["questions.b"] == Noted(state="asked")


def test_a_tick_that_is_taken_back_leaves_nothing():
    ticked = with_state({}, "tells.a", "asked")
    assert ticked == {"tells.a": Noted(state="asked")}
    assert with_state(ticked, "tells.a", "") == {}


def test_a_talk_that_was_cut_off_goes_on_at_what_was_noted_last():
    prep = a_prep(ask=questions(a={}, b={}, c={}))
    assert last_noted(prep, talk_items(prep)) == ""
    noted = {"questions.own-b": {"state": "asked"}, "plan.teacher": {"notes": "goed"}, "questions.gone": {"notes": "x"}}
    assert last_noted(prep.edited("talk.noted", noted), talk_items(prep)) == "questions.own-b"


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("began", "noted", "counts_from"),
    [
        (None, False, NOW),
        (ago(4), True, ago(4)),
        (ago(4), False, NOW),
        (ago(60 * 24), True, NOW),
        (ago(-5), True, NOW),
    ],
    ids=["begins now", "was interrupted", "was only looked at", "was yesterday", "the clock went back"],
)
def test_when_the_minutes_begin(began, noted, counts_from):
    talk = {"began": began, "noted": {"plan.teacher": {"notes": "goed"}} if noted else {}}
    assert begun_at(a_prep(talk=talk), NOW) == counts_from


def test_the_minutes_go_through_the_plan_and_past_its_end_calmly():
    prep = a_prep(talk={"began": NOW})
    plan = make_plan(prep)
    lines = [minute_line(prep, n, NL) for n in range(plan.minutes + 3)]
    parts = [NL(f"ui.minutes.{block.id}") for block in plan.blocks for _ in range(block.minutes)]
    assert [line.rpartition(" · ")[2] for line in lines[: plan.minutes]] == parts
    assert lines[0].startswith(f"minuut 1 van {plan.minutes}")
    assert lines[-1].startswith(f"minuut {plan.minutes + 3} (plan: {plan.minutes})")


@pytest.mark.parametrize(("now", "minutes"), [(NOW, 0), (ago(-1.9), 1), (ago(3), 0), (ago(-61), 61)])
def test_whole_minutes_since_it_began(now, minutes):
    assert minutes_since(a_prep(talk={"began": NOW}), now) == minutes
    assert minutes_since(a_prep(), now) == 0


def test_what_was_not_reached_is_told_with_what_to_do():
    prep = a_prep(ask=questions(a={}, b={}, c={}))
    noted = {"questions.own-a": {"state": "answered"}, "questions.own-b": {"state": "later"}}
    told = not_reached_words(prep.edited("talk.noted", noted), NL)
    assert told.split("\n") == [NL("talk.later"), "· b", "· c", NL("talk.later-how")]
    all_asked = {f"questions.own-{key}": {"state": "asked"} for key in "abc"}
    assert not_reached_words(prep.edited("talk.noted", all_asked), NL) == NL("talk.none-later")
    assert not_reached_words(a_prep(), NL) == ""


def test_each_agreement_is_told_what_it_lacks_and_a_clear_one_that_it_is_clear():
    clear = {"text": "Sam leest elke dag een kwartier hardop", "who": "child", "by": "elke avond", "see": "lijst",
             "made": True}  # fmt: skip
    vague = {"text": "beter zijn best doen", "made": True}
    wish = {"text": "bellen"}
    prep = a_prep(agree={"agreements": {"own-1": clear, "own-2": vague, "own-3": wish}})
    (line,) = lacking_words(prep, NL).split("\n")
    assert line.startswith("beter zijn best doen: ")
    ended = a_prep(agree={"agreements": {"own-1": {"text": "Elke avond samen lezen.", "made": True}}})
    assert lacking_words(ended, NL).startswith("Elke avond samen lezen: Dit kan er nog bij"), "one mark, not two"
    only_clear = a_prep(agree={"agreements": {"own-1": clear}})
    assert lacking_words(only_clear, NL) == NL("talk.clear.one")
    assert lacking_words(a_prep(agree={"agreements": {"own-3": wish}}), NL) == ""


@pytest.mark.parametrize("language", languages())
def test_phrases_for_an_example_and_for_what_a_word_means_the_chosen_one_first(language):
    texts = Texts(language)
    last = example_phrases(a_prep())[-1]
    assert example_phrases(a_prep(agree={"phrases": {last: {}}}))[0] == last
    any_word, *soft = meaning_phrases(a_prep(agree={"phrases": {"soft-quiet": {}}}))
    assert any_word == "word-unknown"
    assert soft[0] == "soft-quiet"
    assert all(texts.find(f"phrases.{name}.hear") for name in soft), "each soft word is named in the menu"


def test_a_talk_has_been_once_something_was_noted_or_agreed_and_not_when_it_was_only_opened():
    assert not was_held(a_prep(talk={"began": NOW}))
    assert not was_held(a_prep(talk={"began": NOW, "child_there": True, "contact_who": "teacher"}))
    assert was_held(a_prep(talk={"went": "goed"}))
    assert was_held(a_prep(agree={"agreements": {"own-1": {"text": "bellen", "made": True}}}))
    assert not was_held(a_prep(agree={"agreements": {"own-1": {"text": "bellen"}}}))


def test_an_agreement_keeps_its_identity_when_it_is_made_and_unmade():
    prep = a_prep(agree={"agreements": {"own-1": {"text": "bellen"}, "own-2": {"text": "lezen", "id": "of-before"}}})
    identity = agreement_id(prep, "own-1", prep.agree.agreements["own-1"])
    made = prep.edited("agree.agreements", {key: agreed(prep, key) for key in prep.agree.agreements})
    assert [item.id for item in made_agreements(made).values()] == [identity, "of-before"]
    unmade = agreed(made, "own-1", made=False)
    assert (unmade.made, unmade.id) == (False, identity)

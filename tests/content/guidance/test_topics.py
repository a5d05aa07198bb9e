"""What a parent writes steers what comes first, in their own spelling; it hides nothing."""

import tomllib
from pathlib import Path

import pytest

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.ranking import MOST_LIFTED, ranked, reason
from gespreksklaar.content.guidance.topics import is_serious_talk, topics_in, topics_of
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import read_texts

WORRIES = [
    (row["text"], row["about"])
    for language in ("nl", "en")
    for row in tomllib.loads(Path(__file__).with_name(f"worries_{language}.toml").read_text("utf-8"))["worries"]
]
BLIND = tomllib.loads(Path(__file__).with_name("worries_blind.toml").read_text("utf-8"))["worries"]
"""Worries by somebody who had not seen the lexicon, with the questions that fit."""
SERIOUS = [row for row in BLIND if row.get("serious")] + [
    {"text": text, "fits": fits}
    for fits, said in (
        (
            ("harm-today", "harm-who"),
            ("ze snijdt zich", "hij wil niet meer leven", "ze wil dood", "she cuts herself", "he wants to die"),
        ),
        (("photo-school", "photo-safe"), ("er is een naaktfoto van hem", "someone shared a nude of her")),
    )
    for text in said
]
TOPICS = {key.removesuffix(".words") for key in read_texts("nl", "topicwords")}

BLIND_TOPICS = {topic for row in BLIND for key in row["fits"] for topic in bank("questions")[key].topics}


def worried(text, kind="progress"):
    return Prep().edited("going.kind", kind).edited("ask.mind", text)


def first_three(text, name="questions"):
    return ranked(name, worried(text))[:MOST_LIFTED]


def is_about(text, about):
    return any(about in question.topics for question in first_three(text))


def test_the_table_is_large_and_holds_every_topic():
    assert len(WORRIES) >= 120
    assert {about for _, about in WORRIES} | BLIND_TOPICS == TOPICS


def test_a_fitting_question_is_among_the_first_three_in_nine_of_ten():
    missed = [(text, about) for text, about in WORRIES if not is_about(text, about)]
    missed += [(row["subject"], row["fits"]) for row in BLIND if not fits(row)]
    assert len(missed) * 10 <= len(WORRIES) + len(BLIND), missed


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_fitting_question_is_among_the_first_three_in_nine_of_ten_of_the_blind_ones(language, hidden):
    rows = [row for row in BLIND if row["language"] == language and row.get("hidden", False) == hidden]
    # A subject and no more: a hidden worry is not shown to who widens the lexicon.
    missed = [row["subject"] for row in rows if not fits(row)]
    assert len(rows) >= (22 if hidden else 45)
    assert len(missed) * 10 <= len(rows), missed


def fits(row):
    return any(question.id in row["fits"] for question in first_three(row["text"]))


@pytest.mark.parametrize("kind", ["", "progress", "mentor", "incident"])
@pytest.mark.parametrize("row", SERIOUS, ids=lambda row: row["text"])
def test_what_cannot_wait_is_met_with_what_the_school_must_know_first(row, kind):
    for said in (row["text"], f"rekenen gaat niet, huiswerk ook niet, {row['text']}"):
        asked = worried(said, kind).edited("going.expect", "well")
        assert ranked("questions", asked)[0].id in row["fits"]
        assert ranked("goals", asked)[0].id == "tell-grown-up"
        assert ranked("tells", asked)[0].id == "great-worry"
        assert ranked("agreements", asked)[0].id == "talks-with-child"


def test_every_topic_has_questions_and_every_question_about_one_can_come_first():
    for topic in TOPICS:
        assert any(topic in question.topics for question in bank("questions").values()), topic


@pytest.mark.parametrize(
    "text",
    ["", "alles gaat goed", "hoe gaat het met hem", "we zijn tevreden", "all is well", "just the usual", "zie brief"],
)
def test_an_ordinary_line_steers_nothing(text):
    assert topics_in(text) == ()


def test_what_was_written_hides_nothing_and_says_why():
    calm, steered = ranked("questions", Prep()), ranked("questions", worried("hij wordt gepest", kind=""))
    assert {entry.id for entry in calm} == {entry.id for entry in steered}
    assert "bully" in steered[0].topics
    assert reason(steered[0], worried("hij wordt gepest")) == "gepest"
    assert reason(calm[0], worried("")) == ""


def test_two_worries_take_turns():
    lifted = first_three("hij wordt gepest en rekenen lukt niet")
    assert {topic for entry in lifted for topic in entry.topics} >= {"bully", "sums"}


def test_what_the_child_picked_counts_too():
    assert "bored" in topics_of(Prep().edited("child.dislikes", {"too-easy": {}}))


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [("going.attend", "apart", "apart-or-together"), ("going.companions", {"interpreter": {}}, "interpreter")],
)
def test_what_was_said_of_going_counts_too(path, value, key):
    assert key in [entry.id for entry in ranked("questions", Prep().edited(path, value))[:MOST_LIFTED]]


@pytest.mark.parametrize("name", ["questions", "tells", "wishes", "agreements", "goals"])
def test_other_banks_are_steered_as_well(name):
    assert any("bully" in entry.topics for entry in first_three("ze wordt gepest", name)) or name == "wishes"


@pytest.mark.parametrize("kind", ["gesprek over pesten", "Pestgesprek", "a meeting about bullying"])
def test_own_words_for_the_kind_of_talk_steer_as_other_own_lines_do(kind):
    prep = Prep().edited("going.kind", kind)
    offered = ranked("questions", prep)[:MOST_LIFTED]
    assert all("bully" in question.topics for question in offered)
    assert reason(offered[0], prep)


def test_the_name_of_a_kind_of_ours_is_no_own_word():
    assert topics_of(Prep().edited("going.kind", "absence")) == {}


@pytest.mark.parametrize(
    ("kind", "is_hard"),
    [("gesprek over pesten", True), ("meeting about his suspension", True), ("gesprek over lezen", False),
     ("", False), ("incident", True), ("progress", False)],
)  # fmt: skip
def test_own_words_for_a_hard_kind_of_talk_have_no_cheerful_tone(kind, is_hard):
    assert is_serious_talk(kind) is is_hard

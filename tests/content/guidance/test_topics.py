"""What a parent writes steers what comes first, in their own spelling; it hides nothing."""

import tomllib
from pathlib import Path

import pytest

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.ranking import MOST_LIFTED, ranked, reason
from gespreksklaar.content.guidance.topics import topics_in, topics_of
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import read_texts

WORRIES = [
    (row["text"], row["about"])
    for language in ("nl", "en")
    for row in tomllib.loads(Path(__file__).with_name(f"worries_{language}.toml").read_text("utf-8"))["worries"]
]
TOPICS = {key.removesuffix(".words") for key in read_texts("nl", "topicwords")}


def worried(text, kind="progress"):
    return Prep().edited("going.kind", kind).edited("ask.mind", text)


def first_three(text, name="questions"):
    return ranked(name, worried(text))[:MOST_LIFTED]


def test_the_table_is_large_and_holds_every_topic():
    assert len(WORRIES) >= 120
    assert {about for _, about in WORRIES} == TOPICS


def test_a_fitting_question_is_among_the_first_three_in_nine_of_ten():
    missed = [(text, about) for text, about in WORRIES if not any(about in q.topics for q in first_three(text))]
    assert len(missed) * 10 <= len(WORRIES), missed


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

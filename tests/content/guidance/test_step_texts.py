"""What the steps and their suggestions say fits its place: on a line of 80 columns, in a sentence, in a talk."""

import pytest

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.vocabulary import PLACES
from gespreksklaar.content.words.texts import Texts, languages, read_texts

ENOUGH = {
    "tells": 25,
    "phrases": 26,
    "likes": 12,
    "dislikes": 12,
    "wishes": 8,
    "companions": 9,
    "goals": 20,
    "moments": 12,
    "signs": 10,
    "agreements": 14,
    "contacts": 5,
}
SOFT = {"druk", "dromerig", "net onder", "we houden het in de gaten", "gevoelig", "vrij", "eigenwijs", "zwak"}


@pytest.fixture(params=languages())
def texts(request):
    return Texts(request.param)


def own(texts: Texts, key: str) -> str:
    """A text in this language, as said to a parent who gave no name; never the Dutch in its place."""
    file, _, rest = key.partition(".")
    return read_texts(texts.language, file)[rest].replace("{child}", texts("ui.child.yours"))


@pytest.mark.parametrize("place", PLACES)
def test_a_step_says_what_it_asks_and_why_in_the_room_it_has(texts, place):
    assert len(own(texts, f"steps.{place}.name")) <= 12
    assert len(own(texts, f"steps.{place}.title")) <= 45
    assert len(own(texts, f"steps.{place}.why")) <= 110
    assert own(texts, f"steps.{place}.help")
    assert 2 <= len(texts.section(f"steps.{place}.tips")) <= 6


@pytest.mark.parametrize("field", all_fields().values(), ids=lambda field: field.path)
def test_a_field_has_a_label_and_where_it_says_more_a_hint_that_fit_their_line(texts, field):
    assert 0 < len(own(texts, f"{field.texts}.label")) <= 40
    if texts.find(f"{field.texts}.hint") is not None:
        assert 0 < len(own(texts, f"{field.texts}.hint")) <= 56


def test_who_is_not_safe_is_sent_to_people(texts):
    assert "112" in own(texts, "steps.safety.text")


@pytest.mark.parametrize("name", ENOUGH)
def test_there_is_enough_to_choose_from(name):
    assert len(bank(name)) >= ENOUGH[name]


@pytest.mark.parametrize("name", [*ENOUGH, "roles", "bring", "actors", "presence", "attendance"])
def test_a_suggestion_fits_its_line(texts, name):
    long = [words for key in bank(name) if len(words := own(texts, f"{name}.{key}.text")) > 62]
    assert long == []


def test_every_soft_word_has_its_question(texts):
    heard = {key: read_texts(texts.language, "phrases").get(f"{key}.hear", "") for key in bank("phrases")}
    assert {key for key, word in heard.items() if word} == {
        entry.id for entry in bank("phrases").values() if entry.theme == "soft"
    }
    assert not {word for word in SOFT if not any(word in other for other in heard.values())}


def test_a_goal_fits_the_sentence_of_every_actor(texts):
    for actor in bank("actors"):
        template = own(texts, f"actors.{actor}.goal")
        assert "{what}" in template
        assert "{when}" in template
        assert template.endswith(".")
    for name in ("goals", "moments", "signs", "agreements"):
        for key in bank(name):
            words = own(texts, f"{name}.{key}.text")
            assert not words.endswith("."), words
            assert words[0].islower(), words


def test_every_agreement_says_who_usually_does_it():
    assert {entry.actor for entry in bank("agreements").values()} == set(bank("actors"))

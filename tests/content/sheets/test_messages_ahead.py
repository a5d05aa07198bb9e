"""The messages to the school: short, whole sentences, dots where something is not known, nothing private."""

from datetime import date, time

import pytest

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.messages_ahead import MESSAGES, message, ready_messages
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

NL = Texts("nl")


def a_prep(**tables: object) -> Prep:
    going = {"child": "Sam", "day": date(2026, 12, 3), "start": time(15, 40), "kind": "progress"}
    return Prep.model_validate({**tables, "going": {**going, **tables.get("going", {})}})


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_names_the_child_the_day_and_the_time(name):
    words = message(name, a_prep(), NL)
    assert "Wij hebben een gesprek over Sam op donderdag 3 december 2026 om 15:40." in words


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("story", STORIES)
def test_every_message_is_whole(story, name, language):
    words = message(name, STORIES[story], Texts(language))
    assert "{" not in words
    assert "messages." not in words


def test_what_is_not_known_is_left_as_dots():
    words = message("companion", Prep(), NL)
    assert "over mijn kind op ... om ..." in words
    assert "Ik neem mee: ..." in words


def test_who_comes_along_stands_in_the_sentence_as_the_parent_wrote_it():
    words = message("companion", a_prep(going={"companions": {"x": {"text": "Anna"}, "interpreter": {}}}), NL)
    assert "Ik neem mee: Anna en een tolk." in words


@pytest.mark.parametrize(("noted", "asked"), [(4, 15), (40, 20)])
def test_more_time_is_asked_in_fives_and_within_reason(noted, asked):
    questions = {f"q{n}": {"text": "?"} for n in range(noted)}
    assert f"Kunnen we {asked} minuten afspreken?" in message("more-time", a_prep(ask={"questions": questions}), NL)


@pytest.mark.parametrize(("planned", "asked"), [(5, 10), (10, 15), (17, 25)])
def test_more_time_is_more_than_the_school_planned_also_when_everything_fits(planned, asked):
    assert f"Kunnen we {asked} minuten" in message("more-time", a_prep(going={"minutes": planned}), NL)


@pytest.mark.parametrize(
    ("tables", "first"),
    [
        ({"going": {"attend": "other-time"}}, "Vragen om een ander moment"),
        ({"ask": {"questions": {f"q{n}": {"text": "?"} for n in range(9)}}}, "Vragen om meer tijd"),
        ({"going": {"companions": {"friend": {}}}}, "Laten weten dat er iemand meekomt"),
        ({"child": {"comes": "ask"}}, "Vragen of uw kind erbij mag zijn"),
        ({"going": {"attend": "apart"}}, "Vragen hoe het gaat als ouders niet samenwonen"),
    ],
)
def test_the_message_that_is_called_for_comes_first(tables, first):
    titles = [title for _, title, _ in ready_messages(a_prep(**tables), NL)]
    assert titles[0] == first
    assert len(titles) == len(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_no_worry_goes_to_the_school(name):
    private = a_prep(
        going={"expect": "bad-news", "place": "GEHEIM"},
        child={"report": "GEHEIM", "likes": {"x": {"text": "GEHEIM"}}},
        ask={"mind": "GEHEIM", "questions": {"x": {"text": "GEHEIM"}}},
        tell={"tells": {"x": {"text": "GEHEIM"}}},
        agree={"goal": {"sentence": "GEHEIM"}, "agreements": {"x": {"text": "GEHEIM"}}},
    )
    assert "GEHEIM" not in message(name, private, NL)

"""The pocket card: the appointment, the top questions and the next contact, in parts of any size."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.pocket import pocket_card, split_card
from gespreksklaar.content.words.measure import cells
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES, preps

NL = Texts("nl")


def test_the_card_says_when_and_where_what_to_ask_and_what_comes_next():
    prep = Prep.model_validate(
        {
            "going": {"child": "Sam", "day": "2026-12-03", "start": "15:40:00", "place": "lokaal 4"},
            "ask": {
                "mind": "GEHEIM",
                "questions": {
                    "place-in-group": {},
                    "strong-points": {"top": True},
                    "own-1": {"text": "Durft Sam iets te vragen?", "top": True},
                },
            },
            "agree": {"contact": "message-two-weeks", "contact_day": "2026-12-17"},
        }
    )
    assert pocket_card(prep, NL).split("\n") == [
        "Gesprek over Sam",
        "donderdag 3 december 2026, 15:40, lokaal 4",
        "1. Waar is Sam goed in?",
        "2. Durft Sam iets te vragen?",
        "Daarna: Met een bericht, over twee weken, donderdag 17 december 2026",
    ]


def test_after_the_talk_the_card_says_what_was_agreed():
    made = {f"own-{n}": Agreement(text=f"Lezen {n}", who="parents", made=True) for n in (1, 2, 3)}
    prep = Prep().edited("ask.questions", {"strong-points": {}}).edited("agree.agreements", made)
    assert pocket_card(prep, NL).split("\n")[1:] == [f"{n}. Wij thuis: Lezen {n}." for n in (1, 2, 3)]
    more = prep.edited("agree.agreements", {**made, "own-4": Agreement(text="Bellen", made=True)})
    assert pocket_card(more, NL).split("\n")[2:] == ["2. Wij thuis: Lezen 2.", "En nog 2: zie het blad."]
    wish = prep.edited("agree.agreements", {"own-1": Agreement(text="Lezen")})
    assert pocket_card(wish, NL).split("\n")[1:] == ["1. Waar is mijn kind goed in?"]


def test_an_empty_prep_has_a_card_too():
    assert pocket_card(Prep(), NL) == "Gesprek op school"


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_card_is_short_and_adds_no_address(story, language):
    card = pocket_card(STORIES[story], Texts(language))
    assert len(card.split("\n")) <= 6
    assert max(map(cells, card.split("\n"))) <= 100
    assert "://" not in card


@settings(max_examples=25, deadline=None)
@given(prep=preps)
def test_no_prep_makes_a_long_card(prep):
    assert len(pocket_card(prep, NL).split("\n")) <= 6


WORDS = st.lists(st.text("abé€日. ", min_size=1, max_size=40), max_size=60).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(text=WORDS, room=st.integers(30, 300))
def test_parts_fit_are_numbered_and_together_are_the_text(text, room):
    parts = split_card(text, room)
    assert max(len(part.encode()) for part in parts) <= room
    if len(parts) > 1:
        assert [part.partition(" ")[0] for part in parts] == [f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    bare = "".join(re.sub(r"^\(\d+/\d+\) ", "", part) for part in parts) if len(parts) > 1 else parts[0]
    assert re.sub(r"\s", "", bare) == re.sub(r"\s", "", text)


def test_a_part_ends_between_words_and_keeps_a_number_with_its_question():
    assert split_card("Vraag dit\n1. Waar is Sam goed in?\n2. Wat kan ik doen?", 40) == [
        "(1/2) Vraag dit\n1. Waar is Sam goed in?",
        "(2/2) 2. Wat kan ik doen?",
    ]

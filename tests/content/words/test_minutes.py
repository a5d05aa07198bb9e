"""How long a talk takes, read as people type it; what may mean two things is asked again, for the plan follows it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.words.minutes import parse_minutes
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages

TEXTS = {language: Texts(language) for language in languages()}

MINUTES = {
    "nl": {
        "10": 10, "10 min": 10, "10 min.": 10, "10min": 10, "10 minuten": 10, "10'": 10, "tien minuten": 10, "010": 10,
        "ongeveer 10": 10, "ca. 10 minuten": 10, "10.": 10, "  10  ": 10, "٣ minuten": 3, "480": 480, "1": 1,
        "1 uur": 60, "1 UUR": 60, "een uur": 60, "uur": 60, "een uurtje": 60, "1u": 60, "2 uur": 120, "8 uur": 480,
        "1,5 uur": 90, "1.5 uur": 90, "1½ uur": 90, "anderhalf uur": 90, "2,5 uur": 150, "twee en een half uur": 150,
        "0,5 uur": 30, "½ uur": 30, "half uur": 30, "een half uur": 30, "halfuurtje": 30,
        "1u30": 90, "1:30": 90, "1 : 30": 90, "1h30": 90, "1 uur 30": 90, "1 u 30 min": 90, "0:10": 10, "1:05": 65,
        "1 uur en 30 minuten": 90, "1 uur en een kwartier": 75, "uur en een kwartier": 75,
        "kwartier": 15, "een kwartier": 15, "een kwartiertje": 15, "drie kwartier": 45, "vijf kwartier": 75,
        "2 x 10": 20, "2x10": 20, "2 × 10 minuten": 20, "2*10": 20, "twee keer tien minuten": 20,
        "2 x een kwartier": 30, "3 maal een half uur": 90,
    },
    "en": {
        "10": 10, "10 min": 10, "10 mins.": 10, "ten minutes": 10, "about 10 minutes": 10,
        "1 hour": 60, "an hour": 60, "hour": 60, "1 hr": 60, "two hours": 120, "1.5 hours": 90, "1½ hours": 90,
        "an hour and a half": 90, "hour and a half": 90, "one and a half hours": 90, "two hours and a half": 150,
        "half hour": 30, "half an hour": 30, "a half hour": 30, "half-hour": 30,
        "1h30": 90, "1:30": 90, "1 hr 30": 90, "1 hour and 30 minutes": 90, "an hour and a quarter": 75,
        "quarter": 15, "a quarter": 15, "a quarter of an hour": 15, "three quarters of an hour": 45,
        "2 x 10": 20, "2 times 10": 20, "two times ten minutes": 20,
    },
}  # fmt: skip

NO_MINUTES = {
    "nl": [
        "", "  ", "0", "481", "9 uur", "0004801", "-10", "²", "9" * 60, "9" * 61, "x", "een poosje", "2 x", "x 10",
        "10-15", "10 of 15", "10 à 15", "10 15", "30 60", "15.40", "10.15", "10,5", "1,5", "1,5 min", "1.30",
        "1.30 uur", "1,30", "1,25 uur", "1:5", "1:75", "1 uur 300", "half", "half elf", "2 keer per jaar 10",
        "20 (2 x 10)", "10 min te laat",
    ],
    "en": ["", "half", "quarter past three", "10 or 15", "ten to fifteen", "1.25 hours", "a while", "10 minutes late"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "typed", "meant"), [(language, *row) for language, part in MINUTES.items() for row in part.items()]
)
def test_minutes_are_read_as_typed(language: str, typed: str, meant: int) -> None:
    assert parse_minutes(typed, TEXTS[language]) == meant


@pytest.mark.parametrize(
    ("language", "typed"), [(language, typed) for language, part in NO_MINUTES.items() for typed in part]
)
def test_what_may_mean_anything_else_is_told_and_never_guessed(language: str, typed: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_minutes(typed, TEXTS[language])
    assert "480" in caught.value.message(TEXTS[language])


@pytest.mark.parametrize("language", languages())
@given(minutes=st.integers(1, 480))
def test_minutes_that_are_shown_are_read_back(language: str, minutes: int) -> None:
    texts = TEXTS[language]
    assert parse_minutes(texts.count("ui.field.minutes", minutes), texts) == minutes
    assert parse_minutes(f"{minutes // 60}:{minutes % 60:02}", texts) == minutes


_WORDS = sorted({word for part in (*MINUTES.values(), *NO_MINUTES.values()) for key in part for word in key.split()})


@given(st.text(max_size=80) | st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join), st.sampled_from(languages()))
def test_whatever_is_typed_means_minutes_or_is_told(typed: str, language: str) -> None:
    with suppress(Problem):
        assert 1 <= parse_minutes(typed, TEXTS[language]) <= 480

"""Days and times as parents type them, on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.dates import parse_clock, parse_day, show_clock, show_day, show_day_short, show_when
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.texts import Texts

TODAY = date(2026, 11, 23)
DAYS = {
    "nl": {
        "2026-12-03": "3 dec|3 december|3 dec.|03-12|3-12|3/12|3.12.2026|3-12-26|3-12-2026|2026-12-03|do 3 dec|"
        "donderdag 3 december|donderdag 3 december 2026|DO 3 DEC|3e december|do 3/12|over 10 dagen|3",
        "2026-11-24": "morgen|dinsdag|di|di.|komende dinsdag|aanstaande dinsdag|morgenmiddag|24 nov|over 1 dag|24",
        "2026-11-25": "overmorgen|woensdag|over twee dagen",
        "2026-11-23": "vandaag|23 november|ma 23 nov",
        "2026-11-30": "maandag|volgende week|volgende week maandag|over een week|30-11|over 1 week",
        "2026-12-01": "volgende week dinsdag|dinsdag 1 dec|1 december",
        "2026-12-07": "over twee weken|over 2 weken|7 dec",
        "2026-12-08": "di 8/12|8-12|dinsdag 8 december",
        "2027-01-15": "15 jan|15-1|15 januari 2027|vr 15 jan",
        "2027-11-20": "20 nov|20-11",
        "2026-11-20": "20-11-2026|20 nov 2026",
        "2028-02-29": "29 feb 2028|29-2-28",
    },
    "en": {
        "2026-12-03": "3 dec|3 December|dec 3|Dec 3rd|3rd dec|december 3, 2026|3/12|3-12-2026|2026-12-03|thu 3 dec|"
        "Thursday 3 December|in 10 days|in ten days|3",
        "2026-11-24": "tomorrow|tuesday|tue|this tuesday|24 nov|in one day",
        "2026-11-25": "the day after tomorrow|wednesday|in two days|weds",
        "2026-11-23": "today|23 nov",
        "2026-11-30": "next week|monday|next week monday|in a week|in 1 week",
        "2026-12-07": "in two weeks|in 2 weeks|7 dec",
        "2026-12-08": "tue 8/12|8-12|8 december",
        "2027-01-15": "15 jan|15 January 2027|jan 15|fri 15 jan",
        "2026-11-20": "20-11-2026|20 nov 2026",
    },
}
NO_DAYS = {
    "nl": "32 dec|31 feb|29 februari 2027|31 november|0 dec|ma 8/12|zondag 3 dec|aap|99|1-13|31-11-2026|12345|?",
    "en": "32 dec|31 feb|29 february 2027|31 november|mon 8/12|monkey|99|1-13|?",
}
CLOCKS = {
    "nl": {
        "15:40": "15.40|15:40|1540|15u40|15h40|15,40|15 40|15.40 uur|om 15.40|3.40|3:40 pm",
        "15:30": "half vier|half 4|15.30|15u30",
        "15:45": "kwart voor vier|kwart voor 4|15:45",
        "16:15": "kwart over vier|16.15|kwart over 4",
        "16:10": "tien over vier|10 over 4",
        "15:55": "vijf voor vier|5 voor 4",
        "16:00": "4 uur|4|16 uur|16|vier uur|16.00|om vier uur",
        "09:15": "9.15|09:15|kwart over negen",
        "08:00": "8 uur|8",
        "12:30": "half een|half één|12.30",
        "00:00": "0:00|00.00",
        "19:30": "19.30",
    },
    "en": {
        "15:40": "15:40|15.40|3.40 pm|3:40pm|3:40|1540|at 15:40",
        "15:30": "half past three|half past 3|half three|3:30",
        "15:45": "quarter to four|a quarter to 4",
        "16:15": "quarter past four|4:15",
        "16:10": "ten past four|10 past 4",
        "16:00": "4|4 o'clock|four o'clock|4 pm|16:00",
        "09:00": "9|9 am|9:00",
        "12:00": "12 pm|12",
    },
}
NO_CLOCKS = "25:70|24:00|15:60|aap|?|half 15|99"


def rows(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(lang, words, want) for lang, by in table.items() for want, all_ in by.items() for words in all_.split("|")]


@pytest.mark.parametrize(("language", "words", "expected"), rows(DAYS))
def test_a_day_as_it_is_typed(language: str, words: str, expected: str) -> None:
    assert parse_day(words, Texts(language), TODAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(("language", "words"), [(lang, w) for lang, all_ in NO_DAYS.items() for w in all_.split("|")])
def test_an_impossible_day_says_so(language: str, words: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_day(words, Texts(language), TODAY)
    assert "problems." not in caught.value.say(Texts(language))


@pytest.mark.parametrize(("language", "words", "expected"), rows(CLOCKS))
def test_a_time_as_it_is_typed(language: str, words: str, expected: str) -> None:
    assert parse_clock(words, Texts(language)) == time.fromisoformat(expected)


@pytest.mark.parametrize("words", NO_CLOCKS.split("|"))
def test_an_impossible_time_says_so(words: str) -> None:
    with pytest.raises(Problem):
        parse_clock(words, Texts("nl"))


def test_another_weekday_is_named() -> None:
    with pytest.raises(Problem) as caught:
        parse_day("ma 8/12", Texts("nl"), TODAY)
    assert "dinsdag 8 december 2026" in caught.value.say(Texts("nl"))


@pytest.mark.parametrize(("language", "locale"), [("nl", "nl"), ("en", "en_GB")])
def test_days_are_shown_as_the_language_does(language: str, locale: str) -> None:
    texts = Texts(language)
    for ahead in range(366):
        day = TODAY + timedelta(days=ahead)
        assert show_day(day, texts) == format_date(day, "EEEE d MMMM y", locale=locale)
        assert parse_day(show_day(day, texts), texts, TODAY) == day
    assert show_day_short(date(2026, 12, 3), Texts("nl")) == "do 3 december"
    assert show_when(date(2026, 12, 3), time(15, 40), Texts("nl")) == "donderdag 3 december 2026, 15:40"
    assert show_when(None, time(9, 5), Texts("nl")) == show_clock(time(9, 5), Texts("nl")) == "09:05"
    assert show_when(None, None, texts) == ""


@pytest.mark.parametrize("language", ["nl", "en"])
@given(text=st.text(max_size=40) | st.from_regex(r"[0-9]{1,5}[-/. ][0-9]{1,5}([-/. ][0-9]{1,5})?", fullmatch=True))
def test_no_text_breaks_the_reading(language: str, text: str) -> None:
    for parse in (lambda: parse_day(text, Texts(language), TODAY), lambda: parse_clock(text, Texts(language))):
        try:
            parse()
        except Problem:
            continue

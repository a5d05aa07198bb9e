"""Days and times: shown in full, and read as people type them. It is Monday 23 November 2026 in here."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from gespreksklaar.content.words.dates import parse_clock, parse_day, show_clock, show_day, show_day_short, show_when
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages

TODAY = date(2026, 11, 23)
TEXTS = {language: Texts(language) for language in ("nl", "en")}

DAYS = {
    "nl": {
        "vandaag": "2026-11-23", "morgen": "2026-11-24", "Morgen": "2026-11-24", "overmorgen": "2026-11-25",
        "morgenmiddag": "2026-11-24", "morgen middag": "2026-11-24", "vanavond": "2026-11-23",
        "gisteren": "2026-11-22", "eergisteren": "2026-11-21",
        "dinsdag": "2026-11-24", "maandag": "2026-11-30", "zondag": "2026-11-29", "di": "2026-11-24",
        "do.": "2026-11-26", "op dinsdag": "2026-11-24", "komende donderdag": "2026-11-26",
        "a.s. dinsdag": "2026-11-24", "aanstaande vrijdag": "2026-11-27", "deze week donderdag": "2026-11-26",
        "dinsdagmiddag": "2026-11-24", "dinsdag morgen": "2026-11-24", "woensdagochtend": "2026-11-25",
        "morgen dinsdag": "2026-11-24",
        "volgende week": "2026-11-30", "volgende week dinsdag": "2026-12-01", "dinsdag volgende week": "2026-12-01",
        "volgende dinsdag": "2026-12-01", "volgende week maandag": "2026-11-30", "volgende week do": "2026-12-03",
        "over een week": "2026-11-30", "over twee weken": "2026-12-07", "over 2 weken": "2026-12-07",
        "over 14 dagen": "2026-12-07", "over drie dagen": "2026-11-26", "over één dag": "2026-11-24",
        "dinsdag over een week": "2026-12-01", "over een maand": "2026-12-23",
        "3 dec": "2026-12-03", "3 december": "2026-12-03", "3 dec.": "2026-12-03", "3dec": "2026-12-03",
        "3e dec": "2026-12-03", "de 3e": "2026-12-03", "de achtste": "2026-12-08", "drie december": "2026-12-03",
        "3 december 2026": "2026-12-03", "3 dec '27": "2027-12-03", "3 dec 27": "2027-12-03",
        "do 3 dec": "2026-12-03", "do 3 dec 2026": "2026-12-03", "donderdag, 3 december": "2026-12-03",
        "donderdagmiddag 3 december": "2026-12-03", "di 8/12": "2026-12-08", "8/12": "2026-12-08",
        "8-12": "2026-12-08", "8.12": "2026-12-08", "8 12": "2026-12-08", "08-12": "2026-12-08", "8 - 12": "2026-12-08",
        "3-12-2026": "2026-12-03", "3/12/26": "2026-12-03", "2026-12-03": "2026-12-03", "3.12.2026": "2026-12-03",
        "30": "2026-11-30", "5": "2026-12-05", "31": "2026-12-31", "ma 30": "2026-11-30",
        "2 jan": "2027-01-02", "12 mrt": "2027-03-12", "22 mei": "2027-05-22", "23 november": "2026-11-23",
        "1-9-2026": "2026-09-01", "3 sept 2025": "2025-09-03", "29-2-2028": "2028-02-29", "3 dec 15:40": "2026-12-03",
        "do 15u40": "2026-11-26", "3 dec om 15.40": "2026-12-03", "dinsdag om half vier": "2026-11-24",
        "morgen 4 uur": "2026-11-24", "di 8/12 15.40 uur": "2026-12-08", "over twee maanden": "2027-01-23",
        "binnen 14 maanden": "2028-01-23",
        "  3   dec ": "2026-12-03", "3\tdec": "2026-12-03", "3 DEC": "2026-12-03", "٣ dec": "2026-12-03",
    },
    "en": {
        "today": "2026-11-23", "tomorrow": "2026-11-24", "Tomorrow": "2026-11-24",
        "the day after tomorrow": "2026-11-25", "day after tomorrow": "2026-11-25", "yesterday": "2026-11-22",
        "tomorrow afternoon": "2026-11-24", "tonight": "2026-11-23",
        "tuesday": "2026-11-24", "tue": "2026-11-24", "thurs.": "2026-11-26", "monday": "2026-11-30",
        "on tuesday": "2026-11-24", "this thursday": "2026-11-26", "coming friday": "2026-11-27",
        "this week thursday": "2026-11-26", "tuesday afternoon": "2026-11-24", "wednesday morning": "2026-11-25",
        "next tuesday": "2026-12-01", "next week tuesday": "2026-12-01", "tuesday next week": "2026-12-01",
        "next week": "2026-11-30", "next week on thursday": "2026-12-03",
        "in a week": "2026-11-30", "in two weeks": "2026-12-07", "two weeks from now": "2026-12-07",
        "in 3 days": "2026-11-26", "10 days from today": "2026-12-03", "in a month": "2026-12-23",
        "two months from now": "2027-01-23",
        "in a fortnight": "2026-12-07", "a fortnight from today": "2026-12-07", "tuesday in a week": "2026-12-01",
        "3 dec": "2026-12-03", "dec 3": "2026-12-03", "dec 3rd": "2026-12-03", "3rd dec": "2026-12-03",
        "3rd of December": "2026-12-03", "the 3rd": "2026-12-03", "the third of december": "2026-12-03",
        "December 3, 2026": "2026-12-03", "3 December 2026": "2026-12-03", "3dec": "2026-12-03",
        "3 dec '27": "2027-12-03", "thu 3 dec": "2026-12-03", "Thursday, December 3": "2026-12-03",
        "Thursday 3 December 2026": "2026-12-03",
        "tue 8/12": "2026-12-08", "8/12": "2026-12-08", "8-12": "2026-12-08", "8.12": "2026-12-08",
        "3-12-2026": "2026-12-03", "3/12/26": "2026-12-03", "2026-12-03": "2026-12-03", "2026/12/3": "2026-12-03",
        "30": "2026-11-30", "5": "2026-12-05", "5th": "2026-12-05", "mon 30": "2026-11-30",
        "2 jan": "2027-01-02", "12 march": "2027-03-12", "may 4": "2027-05-04", "22 may": "2027-05-22",
        "23 nov": "2026-11-23", "sept 3 2025": "2025-09-03", "29 feb 2028": "2028-02-29",
        "thu 15:40": "2026-11-26", "3 dec at 3.40 pm": "2026-12-03", "tomorrow at four": "2026-11-24",
        "tuesday half past three": "2026-11-24", "dec 3, 4 o'clock": "2026-12-03", "3 dec 3pm": "2026-12-03",
    },
}  # fmt: skip

NO_DAYS = {
    "nl": {
        "32 dec": "no-such-day", "31 feb": "no-such-day", "29 februari 2027": "no-such-day", "29 feb": "no-such-day",
        "0 dec": "no-such-day", "3-13": "no-such-day", "12/25": "no-such-day", "31-11-2026": "no-such-day",
        "3 dec 202": "no-such-day", "3-12-20266": "no-such-day", "99": "no-such-day", "31 feb of zo": "no-day",
        "16 m": "no-day", "8.12 weken": "no-day", "3-13 vrijdag": "no-such-day", "2027 32 dag": "no-day",
        "over 5000 weken": "no-such-day", "3 weken geleden": "no-day", "over 5000 maanden": "no-such-day",
        "": "no-day", "   ": "no-day", "ooit": "no-day", "eind december": "no-day", "in mei": "no-day",
        "15:40": "no-day", "half vier": "no-day", "ma of di": "no-day", "week 49": "no-day", "3" * 70: "no-day",
        "ma 8/12": "other-weekday", "vr 3 december 2026": "other-weekday", "morgen woensdag": "other-weekday",
    },
    "en": {
        "dec 32": "no-such-day", "31 feb": "no-such-day", "29 february 2027": "no-such-day", "25/13": "no-such-day",
        "june 31st": "no-such-day", "99": "no-such-day", "3 weeks ago": "no-day",
        "": "no-day", "some day": "no-day", "end of may": "no-day", "quarter to four": "no-day", "15:40": "no-day",
        "mon or tue": "no-day", "mon 8/12": "other-weekday", "Friday 3 December 2026": "other-weekday",
    },
}  # fmt: skip

CLOCKS = {
    "nl": {
        "15.40": "15:40", "15:40": "15:40", "15,40": "15:40", "1540": "15:40", "15u40": "15:40", "15h40": "15:40",
        "15 uur 40": "15:40", "15 u 40": "15:40", "15:40 uur": "15:40", "15.40u": "15:40", "15;40": "15:40",
        "15 40": "15:40", "om 15.40": "15:40", "om 15:40 uur": "15:40", " 15:40 ": "15:40", "15 : 40": "15:40",
        "16": "16:00", "16u": "16:00", "16 uur": "16:00", "16.00": "16:00", "om vier uur": "16:00",
        "4 uur": "16:00", "vier uur": "16:00", "4": "16:00", "3.40": "15:40", "340": "15:40", "3:40": "15:40",
        "rond 4 uur": "16:00", "vier uur precies": "16:00", "vier uur dertig": "16:30",
        "half vier": "15:30", "half 4": "15:30", "om half vier": "15:30", "Half Vier": "15:30", "half een": "12:30",
        "half twaalf": "11:30", "half negen": "08:30", "half acht 's avonds": "19:30", "half 8 savonds": "19:30",
        "half negen 's ochtends": "08:30", "half zeven": "18:30",
        "kwart voor vier": "15:45", "kwart over drie": "15:15", "kwart voor 4": "15:45", "kwart voor een": "12:45",
        "kwart over twaalf": "12:15", "tien over drie": "15:10", "tien voor vier": "15:50",
        "vijf voor half vier": "15:25", "vijf over half 4": "15:35",
        "twintig over drie": "15:20", "5 minuten over drie": "15:05",
        "8 uur": "08:00", "8.15": "08:15", "8:15": "08:15", "08:15": "08:15", "8 uur 's avonds": "20:00",
        "7 uur": "07:00", "19.30": "19:30", "12 uur": "12:00", "12 uur 's middags": "12:00", "1 uur": "13:00",
        "2 uur 's middags": "14:00", "15 uur 's middags": "15:00", "9": "09:00", "0900": "09:00", "0:30": "00:30",
        "15:40:00": "15:40", "12 uur noen": "12:00", "om het middaguur": "12:00",
    },
    "en": {
        "15:40": "15:40", "15.40": "15:40", "1540": "15:40", "15h40": "15:40", "15 40": "15:40", "at 15:40": "15:40",
        "3.40 pm": "15:40", "3:40pm": "15:40", "3:40 p.m.": "15:40", "3.40 PM": "15:40", "340pm": "15:40",
        "3:40 p m": "15:40", "3 pm": "15:00", "3pm": "15:00", "12 pm": "12:00", "12.30 pm": "12:30", "12 am": "00:00",
        "8.15 am": "08:15", "8:15am": "08:15", "9 a.m.": "09:00", "11 am": "11:00",
        "4": "16:00", "4 o'clock": "16:00", "four o'clock": "16:00", "four o’clock": "16:00", "at four": "16:00",
        "4 oclock": "16:00", "3.40": "15:40", "340": "15:40", "three forty": "15:40", "fifteen forty": "15:40",
        "half past three": "15:30", "half past 3": "15:30", "half four": "16:30", "half past twelve": "12:30",
        "half past six": "18:30", "half past seven in the evening": "19:30", "half past eight in the morning": "08:30",
        "quarter to four": "15:45", "a quarter to four": "15:45", "quarter past three": "15:15",
        "a quarter past 3": "15:15", "quarter of four": "15:45", "ten past three": "15:10", "ten to four": "15:50",
        "twenty-five past three": "15:25", "twenty to four": "15:40", "5 minutes past three": "15:05",
        "8": "08:00", "8 in the evening": "20:00", "7:00": "07:00", "19:30": "19:30",
        "12": "12:00", "1": "13:00", "4 in the afternoon": "16:00", "0900": "09:00", "around 4": "16:00",
        "15:40:00": "15:40", "noon": "12:00", "12 noon": "12:00", "at midday": "12:00", "12 o'clock noon": "12:00",
    },
}  # fmt: skip

NO_CLOCKS = {
    "nl": {
        "25:70": "no-such-clock", "24:00": "no-such-clock", "15:60": "no-such-clock", "half 14": "no-such-clock",
        "99": "no-such-clock", "75 over 3": "no-such-clock",
        "": "no-clock", "straks": "no-clock", "na school": "no-clock", "15:4": "no-clock", "15:40-15:50": "no-clock",
        "kwart": "no-clock", "middernacht": "no-clock", "15:40:75": "no-clock", "1" * 50: "no-clock",
    },
    "en": {
        "25:70": "no-such-clock", "15:75": "no-such-clock", "15 am": "no-such-clock", "99": "no-such-clock",
        "": "no-clock", "later": "no-clock", "after school": "no-clock", "half": "no-clock", "3:4": "no-clock",
    },
}  # fmt: skip


def rows(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(language, typed, meant) for language, part in table.items() for typed, meant in part.items()]


@pytest.mark.parametrize(("language", "typed", "meant"), rows(DAYS))
def test_a_day_is_read_as_typed(language: str, typed: str, meant: str) -> None:
    assert parse_day(typed, TEXTS[language], TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(("language", "typed", "reason"), rows(NO_DAYS))
def test_what_is_no_day_is_refused_with_a_reason(language: str, typed: str, reason: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_day(typed, TEXTS[language], TODAY)
    assert caught.value.reason == reason
    assert caught.value.message(TEXTS[language]) != f"problems.{reason}"


def test_another_weekday_is_named_kindly() -> None:
    with pytest.raises(Problem) as caught:
        parse_day("ma 8/12", TEXTS["nl"], TODAY)
    assert "dinsdag 8 december 2026" in caught.value.message(TEXTS["nl"])


@pytest.mark.parametrize(("language", "typed", "meant"), rows(CLOCKS))
def test_a_time_is_read_as_typed(language: str, typed: str, meant: str) -> None:
    assert parse_clock(typed, TEXTS[language]) == time.fromisoformat(meant)


@pytest.mark.parametrize(("language", "typed", "reason"), rows(NO_CLOCKS))
def test_what_is_no_time_is_refused_with_a_reason(language: str, typed: str, reason: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_clock(typed, TEXTS[language])
    assert caught.value.reason == reason
    assert caught.value.message(TEXTS[language]) != f"problems.{reason}"


def test_the_tables_hold_fifty_rows_a_language() -> None:
    for language in languages():
        assert len(DAYS[language]) + len(NO_DAYS[language]) >= 50
        assert len(CLOCKS[language]) + len(NO_CLOCKS[language]) >= 50


def test_the_next_29th_of_february_is_found_from_the_year_before() -> None:
    assert parse_day("29 feb", TEXTS["nl"], date(2027, 12, 1)) == date(2028, 2, 29)


def a_year() -> list[date]:
    return [TODAY + timedelta(days=n) for n in range(366)]


@pytest.mark.parametrize(
    ("language", "locale", "pattern"), [("nl", "nl", "EEEE d MMMM y"), ("en", "en_GB", "EEEE d MMMM y")]
)
def test_a_day_in_full_is_as_the_unicode_locale_data_write_it(language: str, locale: str, pattern: str) -> None:
    for day in a_year():
        assert show_day(day, TEXTS[language]) == format_date(day, pattern, locale)


@pytest.mark.parametrize(("language", "locale"), [("nl", "nl"), ("en", "en_GB")])
def test_a_short_day_is_as_the_unicode_locale_data_write_it(language: str, locale: str) -> None:
    for day in a_year():
        assert show_day_short(day, TEXTS[language]) == format_date(day, "EEE d MMMM", locale)


@pytest.mark.parametrize("language", languages())
def test_what_is_shown_is_read_back_as_the_same_day(language: str) -> None:
    texts = TEXTS[language]
    for day in a_year()[1:-1]:
        assert parse_day(show_day(day, texts), texts, TODAY) == day
        if day - TODAY < timedelta(days=180):
            assert parse_day(show_day_short(day, texts), texts, TODAY) == day


@pytest.mark.parametrize("typed", ["22 november", "1 nov", "30/10", "15 aug"])
def test_a_day_that_has_just_been_is_asked_for_its_year(typed: str) -> None:
    with pytest.raises(Problem) as problem:
        parse_day(typed, TEXTS["nl"], TODAY)
    assert problem.value.reason == "which-year"
    assert "2026, of" in problem.value.message(TEXTS["nl"])
    assert parse_day(f"{typed} 2026", TEXTS["nl"], TODAY).year == 2026


def test_when_leaves_out_what_is_not_known() -> None:
    day, start = date(2026, 12, 3), time(15, 40)
    assert show_when(day, start, TEXTS["nl"]) == "donderdag 3 december 2026, 15:40"
    assert show_when(day, None, TEXTS["nl"]) == "donderdag 3 december 2026"
    assert show_when(None, start, TEXTS["nl"]) == "15:40"
    assert show_when(None, None, TEXTS["nl"]) == ""


@given(st.times(), st.sampled_from(languages()))
def test_a_time_that_is_shown_is_read_back(clock: time, language: str) -> None:
    shown = show_clock(clock, TEXTS[language])
    read = parse_clock(shown, TEXTS[language])
    assert (read.hour % 12, read.minute) == (clock.hour % 12, clock.minute)


# Words of the tables in any order, and any text at all.
_WORDS = sorted(
    {word for table in (DAYS, NO_DAYS, CLOCKS) for part in table.values() for key in part for word in key.split()}
)
typed_texts = st.text(max_size=80) | st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(typed_texts, st.sampled_from(languages()), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_whatever_is_typed_means_a_day_or_is_refused(typed: str, language: str, today: date) -> None:
    with suppress(Problem):
        assert type(parse_day(typed, TEXTS[language], today)) is date


@settings(max_examples=300, deadline=None)
@given(typed_texts, st.sampled_from(languages()))
def test_whatever_is_typed_means_a_time_or_is_refused(typed: str, language: str) -> None:
    with suppress(Problem):
        assert type(parse_clock(typed, TEXTS[language])) is time


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        (date(2026, 12, 31), "over 2 maanden", date(2027, 2, 28)),
        (date(2027, 12, 31), "over 2 maanden", date(2028, 2, 29)),
        (date(2026, 10, 31), "over een maand", date(2026, 11, 30)),
    ],
)
def test_a_month_that_has_no_such_day_gives_its_last(today: date, typed: str, meant: date) -> None:
    assert parse_day(typed, TEXTS["nl"], today) == meant

"""A day, a time, minutes: what is offered, what was understood, and that what is not understood is kept."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from gespreksklaar.content.form.fields.when import Clock, Day, Minutes, When, days_after
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.dates import show_day
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.school_days import is_school_day
from tests.content.form.fields.asking import NL, TODAY, after, asked

TALK = date(2026, 12, 10)
PATHS = {"going.day": Day, "going.start": Clock, "going.minutes": Minutes}


@pytest.mark.parametrize(
    ("path", "talk", "first"),
    [
        ("going.day", None, TODAY + timedelta(days=1)),
        ("going.day", TALK, TODAY + timedelta(days=1)),
        ("agree.contact_day", None, TODAY + timedelta(days=1)),
        ("agree.contact_day", TALK, TALK + timedelta(days=7)),
    ],
)
def test_seven_school_days_are_offered_from_tomorrow_or_a_week_after_the_talk(
    path: str, talk: date | None, first: date
) -> None:
    form = asked(Day, path, prep=Prep().edited("going.day", talk))
    days = [first + timedelta(days=n) for n in range(35)]
    assert list(form.offers()) == [day for day in days if is_school_day(day)][:7]


@pytest.mark.parametrize(
    ("day", "there_is"),
    [
        (date(2026, 11, 30), True), (date(2026, 12, 5), False), (date(2026, 12, 6), False),
        (date(2026, 12, 18), True), (date(2026, 12, 21), False), (date(2027, 1, 1), False), (date(2027, 1, 4), True),
        (date(2027, 12, 24), True), (date(2028, 1, 7), False), (date(2028, 1, 10), True), (date(2027, 4, 27), False),
    ],
)  # fmt: skip
def test_there_is_no_school_at_weekends_and_around_christmas(day: date, there_is: bool) -> None:
    assert is_school_day(day) is there_is


def test_in_two_weeks_counts_from_the_talk_for_the_next_contact_and_says_so() -> None:
    form = asked(Day, "agree.contact_day", prep=Prep().edited("going.day", TALK))
    change = form.typed("over 2 weken")
    assert change is not None
    assert change.value == TALK + timedelta(weeks=2)
    assert change.message == "donderdag 24 december 2026: 2 weken na het gesprek."
    early = form.typed("1 dec 2026")
    assert early is not None
    assert "voor het gesprek" in early.message
    no_talk = asked(Day, "agree.contact_day").typed("over 2 weken")
    assert no_talk is not None
    in_two_weeks = TODAY + timedelta(weeks=2)
    assert no_talk.value == in_two_weeks
    assert no_talk.message == f"{show_day(in_two_weeks, NL)}: 2 weken vanaf vandaag."
    today = asked(Day, "agree.contact_day").typed("vandaag")
    assert today is not None
    assert today.message == show_day(TODAY, NL)
    own = asked(Day, "going.day", prep=Prep().edited("going.day", TALK)).typed("over 2 weken")
    assert own is not None
    assert own.value == TODAY + timedelta(weeks=2)


@pytest.mark.parametrize("words", ["1", "4", "300", "5 uur"])
def test_minutes_that_no_talk_takes_are_asked_back(words: str) -> None:
    form = asked(Minutes, "going.minutes")
    with pytest.raises(Problem) as problem:
        form.typed(words)
    assert "kan bijna niet" in problem.value.message(NL)
    assert form.typing(words, None).value is None


def test_no_day_is_past_the_last_there_is() -> None:
    assert days_after(date.max - timedelta(days=1), 7) == date.max
    assert not asked(Day, "agree.contact_day", prep=Prep().edited("going.day", date.max)).offers()


def test_the_usual_times_and_lengths_are_offered_each_with_its_number() -> None:
    assert [row.text for row in asked(Clock, "going.start").rows()] == [
        "14:30", "15:00", "15:30", "16:00", "16:30", "17:00", "17:30",
    ]  # fmt: skip
    assert [row.text.split()[0] for row in asked(Minutes, "going.minutes").rows()] == [
        "10",
        "15",
        "20",
        "30",
        "45",
        "60",
    ]
    assert [row.number for row in asked(Minutes, "going.minutes").rows()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_picked_is_marked_and_picked_again_taken_back(path: str) -> None:
    empty = asked(When, path)
    form = after(empty, empty.picked("2"))
    assert form.value == empty.offers()[1]
    assert [row.mark for row in form.rows()].index("(•)") == 1
    assert form.answer_rows()[0].text == form.understood != ""
    assert after(form, form.picked("2")).value is None
    assert form.picked("99") is form.picked("") is None


@pytest.mark.parametrize(
    ("path", "typed", "value", "shown"),
    [
        ("going.day", "3 dec", date(2026, 12, 3), "donderdag 3 december 2026"),
        ("going.day", "3 dec 2020", date(2020, 12, 3), NL("ui.field.past-day", day="donderdag 3 december 2020")),
        ("going.start", "half vier", time(15, 30), "15:30"),
        ("going.minutes", "1,5 uur", 90, "90 minuten"),
        ("going.minutes", "5", 5, "5 minuten"),
    ],
)
def test_typed_words_are_shown_back_in_full(path: str, typed: str, value: object, shown: str) -> None:
    form = asked(When, path)
    change = form.typed(typed)
    assert change
    assert (change.value, change.message) == (value, shown)
    assert after(form, change).understood == shown


@pytest.mark.parametrize(
    ("path", "typed", "reason"),
    [("going.day", "ooit", "no-day"), ("going.start", "laat", "no-clock"), ("going.minutes", "lang", "minutes")],
)
def test_what_is_not_understood_leaves_the_value_and_is_kept(path: str, typed: str, reason: str) -> None:
    form = asked(When, path)
    before = form.offers()[0]
    reading = form.read(typed, before)
    assert (reading.value, reading.problem and reading.problem.reason) == (before, reason)
    with pytest.raises(Problem, match=reason):
        form.typed(typed)
    kept = after(form, form.with_unread(typed))
    assert kept.unread == typed
    assert kept.with_unread(typed) is None
    assert after(kept, kept.with_unread("")).unread == ""


def test_all_that_is_typed_at_once_is_one_undo_step_and_words_without_a_meaning_are_kept() -> None:
    form, before, seen = asked(Day, "going.day", TALK), TALK, []
    for text in ("3", "3 d", "3 dec", "3 dec 2027", "3 dec 20277", "3 dec 2027", ""):
        answer = form.typing(text, before)
        for change in answer.changes:
            form = after(form, change)
        seen.append((form.value, form.unread, answer.value is not None and answer.undoable))
    assert seen == [
        (date(2026, 12, 3), "", True),
        (TALK, "3 d", False),
        (date(2026, 12, 3), "", True),
        (date(2027, 12, 3), "", False),
        (TALK, "3 dec 20277", False),
        (date(2027, 12, 3), "", True),
        (TALK, "", False),
    ]


def test_words_left_unread_are_the_value_once_they_are_understood() -> None:
    kept = Prep().edited("unread", {"going.day": "3 dec"})
    form = asked(Day, "going.day", prep=kept)
    answer = form.reread()
    assert answer
    assert answer.undoable
    for change in answer.changes:
        form = after(form, change)
    assert (form.value, form.unread, form.reread()) == (date(2026, 12, 3), "", None)
    assert asked(Day, "going.day", prep=kept.edited("unread", {"going.day": "ooit"})).reread() is None


def test_words_left_unread_that_mean_what_the_field_holds_are_no_change_of_it() -> None:
    prep = Prep().edited("unread", {"going.day": "3 dec"}).edited("going.day", date(2026, 12, 3))
    answer = asked(Day, "going.day", prep=prep).reread()
    assert answer
    assert [change.path for change in answer.changes] == ["unread"]


def test_each_field_keeps_its_own_words_that_were_not_understood() -> None:
    prep = Prep().edited("unread", {"going.start": "laat"})
    day = asked(Day, "going.day", prep=prep)
    assert day.unread == ""
    assert after(day, day.with_unread("ooit")).prep.unread == {"going.start": "laat", "going.day": "ooit"}
    assert day.with_unread("") is None


def test_an_empty_input_means_what_the_field_held_before() -> None:
    assert asked(Day, "going.day").read("  ", TALK).value == TALK


@pytest.mark.parametrize("kind", kinds())
def test_minutes_name_those_of_the_kind_of_talk_and_how_sure_that_is(kind: str) -> None:
    usual = "usual-minutes" if kinds()[kind].sourced else "usual-minutes-unsure"
    form = asked(Minutes, "going.minutes", prep=Prep().edited("going.kind", kind))
    assert form.placeholder == NL(f"ui.field.{usual}", n=kinds()[kind].minutes)


def test_without_a_known_kind_of_talk_the_input_shows_the_hint() -> None:
    form = asked(Minutes, "going.minutes", prep=Prep().edited("going.kind", "eigen woorden"))
    assert form.placeholder == form.hint != ""

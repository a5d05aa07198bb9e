"""When a talk begins, where it opens, what can be said, and what may be read at the table."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gespreksklaar.content.form.places.talk_flow import (
    PRESENCE,
    agreed_aloud,
    begins_now,
    child_moved,
    heard_rows,
    hides_something,
    minute_now,
    next_example,
    opens_at,
    phrase_to_say,
    reopens_at,
    seconds_to_next_minute,
    seen_there,
)
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.talk.items import example_phrases, talk_items
from gespreksklaar.content.words.texts import Texts

NL, EN = Texts("nl"), Texts("en")
NOW = datetime(2026, 12, 3, 15, 40, 30, 999)
SECOND = NOW.replace(microsecond=0)


def at(ago: timedelta | None, *, noted: bool = True) -> Prep:
    prep = Prep().edited("ask.questions", {"own-1": {"text": "Hoe gaat het?"}, "own-2": {"text": "En nu?"}})
    prep = prep.edited("talk.noted", {"questions.own-1": {"state": "asked"}} if noted else {})
    return prep.edited("talk.began", None if ago is None else SECOND - ago)


@pytest.mark.parametrize(
    ("ago", "noted", "began"),
    [
        (None, False, SECOND),
        (timedelta(minutes=5), True, None),
        (timedelta(minutes=5), False, SECOND),
        (timedelta(hours=4), True, SECOND),
        (timedelta(hours=-1), True, SECOND),
        (timedelta(), False, None),
    ],
)
def test_a_talk_begins_once_in_whole_seconds(ago: timedelta | None, noted: bool, began: datetime | None) -> None:
    assert begins_now(at(ago, noted=noted), NOW) == began


def test_it_opens_at_what_was_wanted_else_where_it_was_cut_off() -> None:
    prep = at(timedelta())
    items = talk_items(prep)
    assert opens_at(prep, items, "") == "questions.own-1"
    assert opens_at(prep, items, "questions.own-2") == "questions.own-2"
    assert opens_at(at(None, noted=False), items, "") == ""


@pytest.mark.parametrize("second", [0, 1, 59, 60, 61, 3599])
def test_the_next_minute_is_when_the_line_says_something_else(second: int) -> None:
    prep, now = at(timedelta()), SECOND + timedelta(seconds=second)
    wait = timedelta(seconds=seconds_to_next_minute(prep, now))
    assert timedelta() < wait <= timedelta(minutes=1)
    said = minute_now(prep, now, NL)
    assert minute_now(prep, now + wait - timedelta(seconds=1), NL) == said
    assert minute_now(prep, now + wait, NL) != said


def test_a_talk_that_has_not_begun_is_looked_at_again_in_a_minute() -> None:
    assert seconds_to_next_minute(at(None), NOW) == 60


def test_each_phrase_that_asks_for_an_example_has_its_turn() -> None:
    prep = Prep().edited("agree.phrases", {"example-recent": {}})
    shown, said = -1, []
    for _ in range(len(example_phrases(prep)) + 1):
        shown, phrase = next_example(prep, shown)
        said.append(phrase)
    assert said[:-1] == example_phrases(prep)
    assert said[-1] == said[0]


def test_what_was_heard_is_picked_by_number_and_can_be_another_word() -> None:
    rows = heard_rows(Prep(), NL)
    assert [row.number for row in rows] == [n if n < 10 else None for n in range(1, len(rows) + 1)]
    assert (rows[0].key, rows[0].text) == ("word-unknown", NL("talk.another-word"))
    assert all(row.text == NL(f"phrases.{row.key}.hear") for row in rows[1:])


@pytest.mark.parametrize("row", heard_rows(Prep(), NL), ids=lambda row: row.key)
def test_a_phrase_is_said_in_the_teachers_language_and_in_ones_own(row: object) -> None:
    phrase = row.key  # type: ignore[attr-defined]
    dutch, both = (phrase_to_say(phrase, Prep(), texts) for texts in (NL, EN))
    assert NL(f"phrases.{phrase}.text")[1:10] in dutch
    assert NL(f"phrases.{phrase}.text")[1:10] in both
    assert EN(f"phrases.{phrase}.text")[1:10] in both
    assert len(both) > len(dutch)


def test_what_was_agreed_is_read_aloud_in_dutch_and_known_in_ones_own_language() -> None:
    prep = Prep().edited("agree.agreements", {"reads-daily": {"who": "parents", "made": True}})
    dutch, english = agreed_aloud(prep, NL), agreed_aloud(prep, EN)
    assert dutch.also == ""
    assert english.words == dutch.words
    assert english.also.startswith(EN("talk.in-your-language"))
    assert english.title == EN("talk.aloud-title")


# At the table.


def marked(mark: str) -> Prep:
    return Prep().edited("ask.questions", {"own-1": {"text": "Faalangst?", "mark": mark}})


@pytest.mark.parametrize(
    ("mark", "there", "seen"),
    [("", True, 1), ("", False, 1), ("not-child", True, 0), ("not-child", False, 1), ("only-me", True, 0)],
)
def test_what_is_not_for_the_child_comes_and_goes_with_it(mark: str, there: bool, seen: int) -> None:
    prep = marked(mark).edited(PRESENCE, there)
    assert len(seen_there(prep).ask.questions) == seen
    assert hides_something(prep) is bool(mark)


@pytest.mark.parametrize("comes", ["yes", "part", "no"])
def test_the_child_comes_in_and_leaves_whatever_was_prepared(comes: str) -> None:
    prep = marked("not-child").edited("child.comes", comes)
    there, said = child_moved(prep, NL)
    assert there is (comes == "no")
    assert said == NL("talk.seen.less" if there else "talk.seen.all")
    assert child_moved(prep.edited(PRESENCE, there), NL)[0] is not there


@pytest.mark.parametrize("left", [("", ""), ("agree", "agree.goal.what"), ("talk", "questions.own-1")])
def test_a_prep_whose_talk_is_over_opens_at_what_comes_after_it(left: tuple[str, str]) -> None:
    prep, today = Prep().edited("going.day", date(2026, 12, 3)), date(2026, 12, 4)
    assert reopens_at(prep, left, today) == ("after", "")
    assert reopens_at(prep, left, today - timedelta(days=1)) == left
    assert reopens_at(Prep(), left, today) == left, "a day that nobody knows"


@pytest.mark.parametrize("place", ["close", "after", "review"])
def test_who_was_busy_there_goes_on_there(place: str) -> None:
    prep = Prep().edited("going.day", date(2026, 12, 3)).edited("talk.went", "goed")
    assert reopens_at(prep, (place, ""), date(2027, 1, 1)) == (place, "")


def test_a_talk_that_was_cut_off_goes_on_that_day() -> None:
    noted = at(timedelta(minutes=5)).edited("going.day", NOW.date())
    assert reopens_at(noted, ("talk", "questions.own-1"), NOW.date()) == ("talk", "questions.own-1")
    assert reopens_at(noted, ("ask", "ask.questions"), NOW.date()) == ("after", "")


def test_a_prep_that_nobody_opened_yet_asks_first_what_became_of_earlier_agreements() -> None:
    prep = Prep().edited("before.agreements", {"one": {"text": "bellen"}})
    assert reopens_at(prep, ("", ""), NOW.date()) == ("before", "")
    assert reopens_at(prep, ("ask", ""), NOW.date()) == ("ask", "")

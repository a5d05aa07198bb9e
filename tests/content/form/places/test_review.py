"""What review shows of a prep, and where its rows lead."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gespreksklaar.content.agreements.carry_over import is_over
from gespreksklaar.content.agreements.made import was_held
from gespreksklaar.content.form.places.documents import Documents
from gespreksklaar.content.form.places.review import (
    IN_LIST,
    REST,
    choose_message,
    choose_reader,
    goes_to,
    messages_to_read,
    proposed_reader,
    review,
    sheet_title,
    still_open,
)
from gespreksklaar.content.prep.declaration import Agreement, all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import open_points
from gespreksklaar.content.sheets.messages_ahead import ready_messages
from gespreksklaar.content.sheets.readers import SHEETS
from gespreksklaar.content.talk.plan import make_plan
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES

NL = Texts("nl")
TODAY = date(2026, 11, 30)
WAYS_ON = ["take", "other", "messages", "talk", "after"]


@pytest.mark.parametrize("story", STORIES)
def test_what_is_open_comes_by_number_after_the_sheet_and_leads_to_its_field(story: str) -> None:
    prep = STORIES[story]
    points, shown = still_open(prep, NL), review(prep, NL, TODAY, whole=True)
    rows = [row for row in shown.rows if row.key not in WAYS_ON]
    assert [row.text for row in rows] == [NL(point.text) for point in points]
    assert [row.number for row in rows] == list(range(1, len(points) + 1))
    there = [(point.step, point.field + IN_LIST * point.in_list) for point in points]
    assert [goes_to(row.key) for row in rows] == there
    assert {field.removesuffix(IN_LIST) for _, field in there} <= set(all_fields())
    assert sorted(row.key for row in shown.rows if row.key in WAYS_ON) == sorted(WAYS_ON)
    assert shown.rows[0].key == "take"
    assert bool(shown.open) == (not points), "the rows say it"
    plan = "" if is_over(prep, TODAY) else NL.count("plan.total", make_plan(prep).minutes)
    assert shown.minutes.split("\n")[0] == plan


@pytest.mark.parametrize("story", STORIES)
def test_of_many_things_to_fill_in_one_row_counts_those_that_matter_less(story: str) -> None:
    whole, few = ([row for row in review(STORIES[story], NL, TODAY, whole=whole).rows] for whole in (True, False))
    assert len(few) <= 2 + len(WAYS_ON)
    if len(few) < len(whole):
        at = next(n for n, row in enumerate(few) if row.key == REST)
        assert few[:at] == whole[:at]
        hidden = len(whole) - len(few) + 1
        assert (few[at].number, few[at].text) == (2, NL("ui.review.rest", n=hidden))
    else:
        assert few == whole


def test_a_goal_that_is_still_a_wish_is_open_and_a_talk_that_is_over_has_nothing_open() -> None:
    wish = STORIES["only-picked"].edited("agree.goal.what", "beter leren rekenen")
    first, *_ = still_open(wish, NL)
    assert (first.field, NL(first.text)) == ("agree.goal.what", "Maak uw doel kleiner: wat kan als eerste?")
    assert "U bent er klaar voor" not in review(wish, NL, TODAY).open
    held = wish.edited("talk.went", "goed")
    assert still_open(held, NL) == []
    assert review(held, NL, TODAY).open == NL("ui.review.held")


def test_a_row_to_the_talk_leads_there_and_is_only_offered_where_the_talk_follows() -> None:
    prep = STORIES["full"]
    assert [goes_to(row.key) for row in review(prep, NL, TODAY).rows[-2:]] == [("talk", ""), ("after", "")]
    kept = [row.key for row in review(prep, NL, TODAY, talk_follows=False).rows]
    assert (kept[0], *kept[-2:]) == tuple(WAYS_ON[:3])


@pytest.mark.parametrize(
    ("day", "first"),
    [(1, ["take"]), (0, ["take", "talk", "after"]), (-1, ["take", "after", "talk"]), (-100, ["take", "after", "talk"])],
)
def test_from_its_day_on_the_ways_to_the_talk_come_right_after_the_sheet(day: int, first: list[str]) -> None:
    prep = Prep().edited("going.day", TODAY + timedelta(days=day))
    keys = [row.key for row in review(prep, NL, TODAY).rows]
    assert keys[: len(first)] == first
    assert sorted(key for key in keys if key in WAYS_ON) == sorted(WAYS_ON), "each once"
    assert (review(prep, NL, TODAY).open == NL("ui.review.held")) == (day < 0)
    held = Prep().edited("talk.went", "goed")
    assert [row.key for row in review(held, NL, TODAY).rows][:2] == ["take", "after"]


def test_the_way_to_a_talk_that_began_leads_back_to_it() -> None:
    prep = Prep()
    assert NL("talk.begin") in [row.text for row in review(prep, NL, TODAY).rows]
    began = [row.text for row in review(prep.edited("talk.began", datetime(2026, 12, 3, 15, 40)), NL, TODAY).rows]
    assert NL("talk.again") in began
    assert NL("talk.begin") not in began


def test_the_letters_of_the_ways_on_differ() -> None:
    marks = [row.mark for row in review(STORIES["full"], NL, TODAY).rows if row.key in WAYS_ON]
    assert len(set(marks)) == len(WAYS_ON)


def test_with_nothing_open_that_is_said() -> None:
    done = next(prep for prep in STORIES.values() if not open_points(prep) and not was_held(prep))
    assert review(done, NL, TODAY).open == NL("ui.review.all-done")


def test_once_something_was_agreed_its_sheet_is_the_first_and_before_that_the_parents_own() -> None:
    wish = Prep().edited("agree.agreements", {"own-1": Agreement(text="bellen")})
    noted = wish.edited("talk.went", "goed")
    made = noted.edited("agree.agreements", {"own-1": Agreement(text="bellen", made=True)})
    assert [proposed_reader(prep) for prep in (Prep(), wish, noted, made)] == ["own", "own", "own", "agreements"]
    assert Documents(lambda: made, "sam", NL).choose().rows[0].key == "agreements", "as where documents are chosen"


@pytest.mark.parametrize("language", languages())
def test_there_is_a_sheet_for_each_reader_by_name(language: str) -> None:
    texts = Texts(language)
    choice = choose_reader("child", texts)
    assert ([row.key for row in choice.rows], choice.at) == (list(SHEETS), "child")
    for row in choice.rows:
        assert row.text[0].isupper()
        assert row.text[1:] in sheet_title(row.key, texts)


def test_each_message_is_a_numbered_choice_the_one_read_last_first() -> None:
    prep = STORIES["full"]
    messages = messages_to_read(prep, NL, prep.going.day)
    assert list(messages.values()) == ready_messages(prep, NL)
    choice = choose_message(messages, "apart", NL)
    assert (choice.title, choice.at) == (NL("ui.review.messages"), "apart")
    assert [(row.key, row.text, row.number) for row in choice.rows] == [
        (message.name, message.title, n) for n, message in enumerate(messages.values(), 1)
    ]

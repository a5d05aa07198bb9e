"""What becomes of each answer is decided, of a new field too: is it printed, and does the next talk begin with it?"""

from __future__ import annotations

from datetime import date, time

import pytest

from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.fields import FieldKind
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.store.library import next_talk
from gespreksklaar.content.words.texts import Texts

WORDS = "Zonnebloem"
LINES = {"own-1": {"text": WORDS}}
ANSWERS: dict[FieldKind, object] = {
    "line": WORDS,
    "long": WORDS,
    "pick_one": WORDS,
    "pick_many": LINES,
    "agreements": LINES,
    "before": LINES,
    "day": date(2026, 12, 3),
    "clock": time(15, 40),
    "minutes": 25,
    "noted": {"questions.own-1": {"state": "asked", "notes": WORDS}},
}
BEGUN = Prep().edited("agree.goal.what", "lezen")
NOT_PRINTED = {"going.expect"}
"""A worry chooses questions, and stands on no paper."""
GOES_ON = {
    "going.kind", "going.child", "going.group", "going.minutes", "going.place", "going.people", "going.companions",
    "ask.questions", "tell.tells", "agree.phrases",
}  # fmt: skip
"""Who, where, and what to say again. All else is of one talk: `_OF_ONE_TALK` in content/store/library.py."""


def answered(path: str) -> Prep:
    return BEGUN.edited(path, ANSWERS[all_fields()[path].asks.kind])


@pytest.mark.parametrize("path", all_fields())
def test_what_was_answered_is_on_the_parents_own_sheet(path: str) -> None:
    texts = Texts("nl")
    assert (render_sheet(answered(path), texts) == render_sheet(BEGUN, texts)) == (path in NOT_PRINTED)


def test_what_the_next_talk_begins_with_is_chosen_and_all_else_is_left_behind() -> None:
    assert {path for path in all_fields() if next_talk(answered(path)).get(path) == answered(path).get(path)} == GOES_ON


def test_preps_share_their_empty_parts_and_no_answer() -> None:
    assert Prep().agree is Prep().agree
    assert Prep().edited("agree.goal.what", "lezen").agree.goal.what == "lezen"
    assert Prep().agree.goal.what == ""

"""Nothing is asked that changes nothing on paper: another answer to any field of a step makes another sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from itertools import islice
from typing import Any

import pytest

from gespreksklaar.content.form.rows import PAGE
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.declaration import fields_of
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.sheets.readers import SHEETS, render_sheet
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES

NL = Texts("nl")
TODAY = date(2026, 11, 23)
_TYPED: dict[str, Any] = {
    "line": "Zebravos",
    "long": "Zebravos",
    "day": date(2027, 2, 11),
    "clock": time(11, 5),
    "minutes": 25,
}
FIELDS = [field for step in STEPS for field in fields_of(step)]


def answers(field: Field) -> Iterator[Any]:
    """Each answer that can be picked in this field, or one that is typed."""
    if field.asks.kind in _TYPED:
        yield _TYPED[field.asks.kind]
    for key in bank(field.asks.bank) if field.asks.bank else ():
        yield key if field.asks.kind == "pick_one" else {key: {}}


def sheets(prep: Prep) -> list[str]:
    return [render_sheet(prep, NL, reader, TODAY) for reader in SHEETS]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.path)
def test_some_answer_to_each_field_changes_a_sheet(field: Field) -> None:
    prep = STORIES["only-picked"].edited(field.path, Prep().get(field.path))
    before = sheets(prep)
    assert any(sheets(prep.edited(field.path, answer)) != before for answer in answers(field))


@pytest.mark.parametrize("field", [field for field in FIELDS if field.asks.needed], ids=lambda field: field.path)
def test_every_answer_of_the_short_way_is_on_the_sheet_that_is_proposed(field: Field) -> None:
    prep = Prep(short=True)
    before = render_sheet(prep, NL, "own", TODAY)
    for answer in islice(answers(field), PAGE):
        assert render_sheet(prep.edited(field.path, answer), NL, "own", TODAY) != before


def test_which_way_was_taken_changes_no_sheet_for_somebody_else() -> None:
    for prep in STORIES.values():
        for reader in SHEETS.keys() - {"own"}:
            short = render_sheet(prep.edited("short", True), NL, reader, TODAY)
            assert short == render_sheet(prep.edited("short", False), NL, reader, TODAY)

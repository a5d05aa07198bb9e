"""Whatever can be chosen has a number that picks it, in every list of every place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gespreksklaar.content.form.fields.form_field import FormField
from gespreksklaar.content.form.fields.pick_many import PickMany
from gespreksklaar.content.form.fields.pick_one import OWN, PickOne
from gespreksklaar.content.form.fields.registry import form_field
from gespreksklaar.content.form.rows import EARLIER, MORE
from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.content.prep.vocabulary import AFTER, BEFORE, CLOSE, STEPS
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES

NL = Texts("nl")
_CHOICES = ("[ ]", "( )", "(•)")


@pytest.mark.parametrize("place", [*STEPS, CLOSE, AFTER, BEFORE])
def test_each_choice_has_a_number_of_its_own_on_the_first_page(place: str) -> None:
    for name, prep in STORIES.items():
        for field in fields_at(place):
            rows = form_field(field, prep, NL, place).rows()
            # Own words begin with a letter, from wherever one is in the list.
            choices = [row for row in rows if row.mark in _CHOICES and row.key != OWN]
            numbers = [row.number for row in rows if row.number]
            assert len(set(numbers)) == len(numbers), f"{name}: {field.path}"
            assert all(row.number for row in choices[:7]), f"{name}: {field.path}"


@pytest.mark.parametrize("place", [*STEPS, CLOSE, AFTER, BEFORE])
def test_a_number_keeps_its_row_while_others_are_picked(place: str) -> None:
    for name, prep in STORIES.items():
        for field in fields_at(place):
            form = form_field(field, prep, NL, place)
            if not isinstance(form, PickMany | PickOne):
                continue
            before = _numbered(form)
            for key in before.values():
                if change := form.picked(key):
                    after = replace(form, prep=change.made_in(prep))
                    assert _numbered(after) == before, f"{name}: {field.path}, {key} picked"


def _numbered(form: FormField) -> dict[int, str]:
    return {row.number: row.key for row in form.rows() if row.number and row.key not in (MORE, EARLIER)}

"""Whatever can be chosen has a number that picks it, in every list of every place."""

from __future__ import annotations

import pytest

from gespreksklaar.content.form.fields.pick_one import OWN
from gespreksklaar.content.form.fields.registry import form_field
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

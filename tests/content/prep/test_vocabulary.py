"""The ids of steps, places, marks and states stand once, and the models agree with them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import get_args

import pytest

from gespreksklaar.content.prep import vocabulary
from gespreksklaar.content.prep.declaration import ASKED_LATER, PARTS, STEP_MODELS, Agreement, Item, Noted, Part
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import BEFORE, PLACES, STEPS, TALKING
from tests.test_layers import FILES, ROOT


def test_every_step_has_a_model_and_the_prep_a_part_for_it_in_the_same_order() -> None:
    assert tuple(STEP_MODELS) == STEPS
    of_prep = {name: info.annotation for name, info in Prep.model_fields.items() if name in PARTS}
    assert list(of_prep.items()) == list(PARTS.items())


def test_what_is_asked_later_is_asked_at_a_place() -> None:
    assert set(ASKED_LATER) < set(TALKING) < set(PLACES)
    assert BEFORE not in PLACES


@pytest.mark.parametrize(
    ("model", "field", "values"),
    [
        (Item, "mark", vocabulary.MARKS),
        (Agreement, "state", vocabulary.AGREEMENT_STATES),
        (Noted, "state", vocabulary.NOTED_STATES),
    ],
)
def test_a_model_takes_what_the_vocabulary_names(model: type[Part], field: str, values: tuple[str, ...]) -> None:
    assert get_args(model.model_fields[field].annotation) == values
    assert model.model_fields[field].default == values[0] == ""


def test_the_steps_are_listed_in_no_other_file() -> None:
    listed = re.compile("|".join(rf'"{step}",\s*"{after}"' for step, after in pairwise(STEPS)))
    found = [file for file in FILES if listed.search((ROOT / file).read_text("utf-8"))]
    assert [file.name for file in found] == ["vocabulary.py"]

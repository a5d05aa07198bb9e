"""Every place has a screen of its own, and every field there a widget: a new step is not the first one by mistake."""

from __future__ import annotations

import pytest

from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.content.prep.vocabulary import BEFORE, PLACES, REVIEW, TALK
from gespreksklaar.screens.fields import registry
from gespreksklaar.screens.places import _SCREENS
from gespreksklaar.screens.steps.step_screen import StepScreen


def test_every_place_has_a_screen_and_no_screen_is_of_a_place_there_is_not() -> None:
    assert set(_SCREENS) == {BEFORE, *PLACES}


@pytest.mark.parametrize("place", [place for place in _SCREENS if place not in (REVIEW, TALK)])
def test_every_field_of_a_place_has_a_widget(place: str) -> None:
    screen = _SCREENS[place]
    assert issubclass(screen, StepScreen)
    assert {field.asks.kind for field in fields_at(place)} <= {*screen.widgets, *registry._WIDGETS}

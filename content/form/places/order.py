"""The order of the places, where leaving one leads, and when the agreements of earlier talks come first.

This module loads no pydantic.
"""

from __future__ import annotations

from typing import Final

from gespreksklaar.content.prep.vocabulary import AFTER, BEFORE, PLACES, REVIEW, START, STEPS, TALKING

FIRST: Final = STEPS[0]
"""Where a new prep opens, and one without a known place."""
_PREPARING: Final = PLACES[: -len(TALKING)]


def places_in_sight(here: str) -> tuple[str, ...]:
    """The places to show beside this one: the steps and review, or review and the talk once the talk has begun."""
    return (REVIEW, *TALKING) if here in TALKING else _PREPARING


def place_beside(here: str, direction: int, coming: str = "") -> str:
    """The place after this one (1), or the one before it (-1).

    After the last place comes review, where the sheets are. After the agreements of earlier talks comes the place
    `coming`, to which the user was going.
    """
    if here == BEFORE:
        return place_after_before(coming) if direction > 0 else START
    if here == AFTER and direction > 0:
        return REVIEW
    at = PLACES.index(here) + direction
    return PLACES[at] if at >= 0 else START


def place_above(here: str, coming: str = "") -> str:
    """The place to which leaving this one leads.

    That is all preps, from review the last step, and from the talk review, as others see the screen.
    """
    if here == BEFORE:
        return place_beside(here, 1, coming)
    if here == REVIEW:
        return STEPS[-1]
    return REVIEW if here in TALKING else START


def place_after_before(coming: str) -> str:
    """The place after the agreements of earlier talks: the one the user was going to, else the first step."""
    return coming if coming in _PREPARING else FIRST


def asks_first(place: str) -> bool:
    """Whether the user is asked about new agreements of earlier talks on the way to this place.

    Nobody is held up at the talk, and whoever goes to those agreements is asked about them there.
    """
    return place != BEFORE and place not in TALKING


def with_detour(place: str, field: str, *, something_new: bool) -> tuple[str, str]:
    """The place and field to show: the agreements of earlier talks first, when there is a new one among them.

    With those, the field is the place to go on to.
    """
    return (BEFORE, place) if something_new and asks_first(place) else (place, field)

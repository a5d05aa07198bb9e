"""The overview beside a place: a row for each place in sight, how far it is, and the minutes of the talk."""

from __future__ import annotations

from dataclasses import dataclass

from gespreksklaar.content.form.places.order import places_in_sight
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.goal.check import is_too_big
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import step_states
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.talk.plan import make_plan
from gespreksklaar.content.words.texts import Texts

_MARKS = {"done": "●", "begun": "•", "open": "·"}
_HERE = "▶"


@dataclass(frozen=True)
class Overview:
    """The places in sight, and the minutes as they are planned now.

    The key of a row is its place, its tag shows how far a step is; a step has a number.
    """

    name: str
    """The name of the current place."""
    rows: tuple[Row, ...]
    total: str
    """How many minutes the talk has, in words."""
    minutes: tuple[tuple[str, int], ...]
    """Each part of the talk by name, with its minutes."""


def overview(here: str, prep: Prep, texts: Texts) -> Overview:
    """What to show beside this place."""
    plan = make_plan(prep)
    return Overview(
        texts(f"steps.{here}.name"),
        tuple(_rows(here, prep, texts)),
        texts("ui.minutes.total", n=plan.minutes),
        tuple((texts(f"ui.minutes.{block.id}"), block.minutes) for block in plan.blocks),
    )


def _rows(here: str, prep: Prep, texts: Texts) -> list[Row]:
    states: dict[str, str] = {**step_states(prep)}
    if states["agree"] == "done" and is_too_big(prep, texts):
        states["agree"] = "begun"
    rows = []
    for number, place in enumerate(places_in_sight(here), 1):
        state = states.get(place, "")
        mark = _HERE if place == here else _MARKS.get(state, " ")
        tag = texts(f"ui.state.{state}") if state in ("done", "begun") else ""
        rows.append(Row(place, texts(f"steps.{place}.name"), mark, tag, number if place in STEPS else None))
    return rows

"""How far a prep is: the state of each step, and what is still open. Nothing here is required."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gespreksklaar.content.prep.declaration import all_fields, fields_of
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import STEPS, StepState

Judge = Callable[[Prep], bool]
_FEW: Final = 3
"""So many questions can all be the most important ones."""


@dataclass(frozen=True)
class OpenPoint:
    """Something that could still be filled in: its field, and the id of the text that describes it."""

    field: str
    text: str
    in_list: bool = False
    """Whether its words ask for a key that works on a row of the field's list."""

    @property
    def step(self) -> str:
        """The step that asks it."""
        return self.field.partition(".")[0]


def _child_spoke(prep: Prep) -> bool:
    child = prep.child
    return bool(child.likes or child.dislikes or child.report or child.wishes)


def _has_top(prep: Prep) -> bool:
    return any([question.top for question in prep.ask.questions.values()])


def _talked(prep: Prep) -> bool:
    """Whether two of the questions to the child have an answer, and one of them in what it said of school."""
    child = prep.child
    said = (child.likes, child.dislikes, child.report, child.wishes)
    return any(said) and sum(map(bool, (*said, child.comes))) > 1


def _asks(prep: Prep) -> bool:
    """Whether there are questions, and it is known which of them are most important: of a few, all."""
    return _has_top(prep) or 1 < len(prep.ask.questions) <= _FEW


def _many_and_no_top(prep: Prep) -> bool:
    return len(prep.ask.questions) > _FEW and not _has_top(prep)


def _has_goal(prep: Prep) -> bool:
    return bool(prep.agree.goal.what or prep.agree.goal.sentence)


def _has_whole_goal(prep: Prep) -> bool:
    goal = prep.agree.goal
    return bool(goal.sentence or (goal.what and goal.who and goal.when))


def _agreed(prep: Prep) -> bool:
    return bool(prep.agree.agreements or prep.agree.contact or prep.agree.contact_day)


# When a step is done: when what matters of it has an answer, which one key alone never gives where more is asked.
# Everything named here can be picked, so no step requires typing; only the short way waits for the child's name too.
_DONE: Final[dict[str, Judge]] = {
    "going": lambda p: bool(p.going.kind and p.going.day and p.going.start),
    "child": _talked,
    "ask": _asks,
    "tell": lambda p: bool(p.tell.tells),
    "agree": lambda p: _has_whole_goal(p) and _agreed(p),
}
# What matters most at the talk comes first.
_POINTS: Final[tuple[tuple[str, str, Judge], ...]] = (
    ("going.kind", "kind", lambda p: not p.going.kind),
    ("going.child", "name", lambda p: not p.going.child),
    ("going.day", "day", lambda p: p.going.day is None),
    ("going.start", "start", lambda p: p.going.day is not None and p.going.start is None),
    ("ask.questions", "questions", lambda p: not p.ask.questions),
    ("ask.questions", "top", _many_and_no_top),
    ("tell.tells", "tells", lambda p: not p.tell.tells),
    ("child.likes", "child", lambda p: not _child_spoke(p)),
    ("agree.goal.what", "goal", lambda p: not _has_goal(p)),
    ("agree.goal.when", "goal-when", lambda p: bool(p.agree.goal.what) and not p.agree.goal.when),
    ("agree.contact", "contact", lambda p: not (p.agree.contact or p.agree.contact_day)),
)


def step_states(prep: Prep) -> dict[str, StepState]:
    """The state of each step: done when its essentials are filled in, begun when anything is, else open."""
    return {step: _state(step, prep) for step in STEPS}


def _state(step: str, prep: Prep) -> StepState:
    is_done = _has_what_is_needed(step, prep) if prep.short else _DONE[step](prep)
    has_unread = any(field.path in prep.unread for field in fields_of(step))
    if is_done and not has_unread:
        return "done"
    return "begun" if has_unread or any(_is_answered(field, prep) for field in fields_of(step)) else "open"


def _has_what_is_needed(step: str, prep: Prep) -> bool:
    """Whether the short way has all its answers here."""
    return all(_is_answered(field, prep) for field in fields_of(step) if field.asks.needed)


def _is_answered(field: Field, prep: Prep) -> bool:
    return prep.get(field.path) not in (None, "", {})


def is_on_the_way(field: Field, prep: Prep) -> bool:
    """Whether a step asks this field: the short way, only what is needed, and what has an answer already."""
    return not prep.short or field.asks.needed or _is_answered(field, prep)


def open_points(prep: Prep) -> list[OpenPoint]:
    """What could still be filled in, what matters most at the talk first; never more than nine."""
    unread = [OpenPoint(field, "progress.unread") for field in all_fields() if field in prep.unread][:1]
    points = [OpenPoint(field, f"progress.{text}", text == "top") for field, text, is_open in _POINTS if is_open(prep)]
    points = unread + [point for point in points if point.field not in prep.unread]
    return [point for point in points if is_on_the_way(all_fields()[point.field], prep)]

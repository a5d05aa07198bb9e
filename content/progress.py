"""How far a prep is: the state of each step, and what is still open. Nothing here is a duty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from gespreksklaar.content.prep import Prep
from gespreksklaar.content.steps import STEPS, fields_of

StepState = Literal["open", "begun", "done"]


@dataclass(frozen=True)
class OpenPoint:
    """Something that could still be filled in: where, and the id of the text that says it."""

    path: str
    text: str

    @property
    def step(self) -> str:
        """The step where it can be done."""
        return self.path.partition(".")[0]

    @property
    def field(self) -> str:
        """The field where it can be done."""
        return self.path


# In the order of their use at the talk. The last needs something else to be there already.
_POINTS: tuple[tuple[str, str, Callable[[Prep], bool]], ...] = (
    ("going.kind", "kind", lambda p: not p.going.kind),
    ("going.day", "day", lambda p: p.going.day is None),
    ("going.start", "start", lambda p: p.going.day is not None and p.going.start is None),
    ("ask.questions", "questions", lambda p: not p.ask.questions),
    (
        "ask.questions",
        "top",
        lambda p: bool(p.ask.questions) and not any(q.top for q in p.ask.questions.values()),
    ),
    ("tell.tells", "tells", lambda p: not p.tell.tells),
    ("child.likes", "child", lambda p: step_states(p)["child"] == "open"),
    ("agree.goal.what", "goal", lambda p: not (p.agree.goal.what or p.agree.goal.sentence)),
    ("agree.goal.when", "goal-when", lambda p: bool(p.agree.goal.what) and not p.agree.goal.when),
    ("agree.contact", "contact", lambda p: not p.agree.contact),
)
# What makes a step done: all of these, where it needs more than one.
_DONE: dict[str, Callable[[Prep], bool]] = {
    "going": lambda p: bool(p.going.kind and p.going.day),
    "child": lambda p: bool(p.child.likes or p.child.dislikes or p.child.report or p.child.wishes),
    "ask": lambda p: any(question.top for question in p.ask.questions.values()),
    "tell": lambda p: bool(p.tell.tells),
    "agree": lambda p: bool((p.agree.goal.what or p.agree.goal.sentence) and (p.agree.agreements or p.agree.contact)),
}


def step_states(prep: Prep) -> dict[str, StepState]:
    """For every step: done, begun when something is filled in, else open."""
    return {step: _state(step, prep) for step in STEPS}


def _state(step: str, prep: Prep) -> StepState:
    if _DONE[step](prep):
        return "done"
    return "begun" if any(prep.get(field.path) not in (None, "", {}) for field in fields_of(step)) else "open"


def open_points(prep: Prep) -> list[OpenPoint]:
    """What is still open, what matters most at the talk first."""
    return [OpenPoint(path, f"progress.{text}") for path, text, is_open in _POINTS if is_open(prep)]

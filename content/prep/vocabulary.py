"""The ids that the program and its files use: steps and other places, marks, states. This module loads no pydantic.

Each list stands here once. `declaration.py` maps the steps to their models.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

Step = Literal["going", "child", "ask", "tell", "agree"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
"""The five steps of a preparation, in their order."""

START: Final = "start"
"""The list of all preps, where no prep is open."""
BEFORE: Final = "before"
"""The agreements of earlier talks, shown before a step."""
REVIEW: Final = "review"
TALK: Final = "talk"
CLOSE: Final = "close"
"""The last minutes of the talk."""
AFTER: Final = "after"
TALKING: Final = (TALK, CLOSE, AFTER)
"""The places of the talk itself, of its end, and just after it."""
TALK_ASIDE: Final = frozenset({"began", "child_there", "contact_who"})
"""Fields of the talk that do not tell that it took place: whoever looks ahead at its screens can leave them."""
PLACES: Final[tuple[str, ...]] = (*STEPS, REVIEW, *TALKING)
"""Every place on the way through a prep, in order. `BEFORE` has no place of its own: it comes before any of them."""

Mark = Literal["", "not-child", "only-me"]
"""Who may not see a line: the child, or anyone but the parent (`visibility.py`)."""
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
"""From lenient to strict; the key goes through them in this order."""
STRICTEST: Final = MARKS[-1]

AgreementState = Literal["", "kept", "not-kept", "unknown"]
"""The outcome of an agreement; empty while it is open."""
AGREEMENT_STATES: Final[tuple[AgreementState, ...]] = get_args(AgreementState)
NotedState = Literal["", "asked", "answered", "later"]
"""What became of an item at the talk; empty when it was not reached."""
NOTED_STATES: Final[tuple[NotedState, ...]] = get_args(NotedState)
StepState = Literal["open", "begun", "done"]
"""How far a step is."""

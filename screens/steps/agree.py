"""Step 5: ask for explanation and examples, and agree on one small goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from gespreksklaar.content.goal.check import advice
from gespreksklaar.screens.steps.step_screen import StepScreen


class AgreeScreen(StepScreen):
    """Phrases, the goal with kind advice below it, agreements, the next contact."""

    step: ClassVar[str] = "agree"
    notes_stay = True

    def notes(self) -> Mapping[str, str]:
        """What the goal check says, once there is something of a goal."""
        goal = self.prep.agree.goal
        begun = any((goal.what, goal.who, goal.when, goal.sign, goal.sentence))
        return {"agree.goal.sentence": "\n".join(advice(self.prep, self.texts)) if begun else ""}

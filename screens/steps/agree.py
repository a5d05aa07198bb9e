"""Step 5: ask for explanation and examples, and agree on one small goal."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class AgreeScreen(StepScreen):
    """Phrases, the goal with kind advice below it, agreements, the next contact."""

    step: ClassVar[str] = "agree"

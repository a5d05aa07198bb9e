"""Step 1: going. Which talk, when, with whom, and who comes along."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class GoingScreen(StepScreen):
    """Which talk it is. A changed kind changes what fits: its minutes and suggestions."""

    step: ClassVar[str] = "going"

"""Step 1: going. Which talk, when, with whom, and who comes along."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class GoingScreen(StepScreen):
    """Which talk it is. The kind of talk decides the usual minutes and the suggestions."""

    step: ClassVar[str] = "going"

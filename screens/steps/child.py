"""Step 2: talk with your child first."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class ChildScreen(StepScreen):
    """The child's likes, dislikes and questions for school, and whether the child comes along."""

    step: ClassVar[str] = "child"

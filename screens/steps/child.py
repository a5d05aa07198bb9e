"""Step 2: talk with your child first."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class ChildScreen(StepScreen):
    """What the child likes, what it does not, what it wants asked, whether it comes along."""

    step: ClassVar[str] = "child"

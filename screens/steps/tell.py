"""Step 4: think what to tell."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class TellScreen(StepScreen):
    """What only the family knows."""

    step: ClassVar[str] = "tell"

"""Step 3: think what to ask."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.screens.steps.step_screen import StepScreen


class AskScreen(StepScreen):
    """First what is on the user's mind, then the questions, at most three of them top."""

    step: ClassVar[str] = "ask"

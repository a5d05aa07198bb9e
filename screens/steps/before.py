"""What became of the agreements of earlier talks: asked once before a step, by itself, and from the menu."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.content.prep.vocabulary import REVIEW, STEPS
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.widgets.messages import GoTo


class BeforeScreen(StepScreen):
    """Nothing has to be told: enter and escape go on to the step that was on its way, `field`."""

    step: ClassVar[str] = "before"

    @property
    def place(self) -> tuple[str, str]:
        """Here, and the step that comes after it."""
        return self.step, self._onward

    @property
    def _onward(self) -> str:
        return self._start_field if self._start_field in (*STEPS, REVIEW) else "going"

    def action_place(self, direction: int) -> None:
        """On to the step; back is the start screen."""
        self.post_message(GoTo(self._onward if direction > 0 else "start"))

    def action_leave(self) -> None:
        """Pass it by."""
        self.action_place(1)

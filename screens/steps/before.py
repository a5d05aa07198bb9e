"""What became of the agreements of earlier talks: asked once before a step, by itself, and from the menu."""

from __future__ import annotations

from typing import ClassVar

from gespreksklaar.content.form.places.order import place_after_before
from gespreksklaar.content.prep.vocabulary import BEFORE
from gespreksklaar.screens.steps.step_screen import StepScreen


class BeforeScreen(StepScreen):
    """Nothing has to be told: enter and escape go on to the step that was on its way, `field`."""

    step: ClassVar[str] = BEFORE

    @property
    def place(self) -> tuple[str, str]:
        """Here, and the step that comes after it."""
        return self.step, place_after_before(self._start_field)

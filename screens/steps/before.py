"""The outcomes of earlier agreements: asked once on the way to a step, and from the menu."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.places.order import place_after_before
from gespreksklaar.content.prep.vocabulary import BEFORE
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.widgets.keys import key


class BeforeScreen(StepScreen):
    """Answering is optional: Enter and Escape go on to the step the user was heading for, given as `field`."""

    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "leave", "before.leave")]
    step: ClassVar[str] = BEFORE

    @property
    def place(self) -> tuple[str, str]:
        """This place, and instead of a field the step that comes after it."""
        return self.step, place_after_before(self._start_field)

"""Step 3: think what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from gespreksklaar.content.prep.fields import FieldKind
from gespreksklaar.screens.fields.questions import QuestionsField
from gespreksklaar.screens.fields.registry import FieldMaker
from gespreksklaar.screens.steps.step_screen import StepScreen


class AskScreen(StepScreen):
    """First what is on the parent's mind, then the questions, at most three of them top."""

    step: ClassVar[str] = "ask"
    widgets: ClassVar[Mapping[FieldKind, FieldMaker]] = {"pick_many": QuestionsField}

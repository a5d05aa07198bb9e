"""Just after the talk: from memory, in five minutes. Answers, agreements, how it went, what to tell the child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.prep.fields import FieldKind
from gespreksklaar.content.prep.vocabulary import AFTER
from gespreksklaar.screens.fields.registry import FieldMaker
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.talk.answers import AnswersField
from gespreksklaar.screens.widgets.keys import key


class AfterScreen(StepScreen):
    """Most of what is said is forgotten within the hour, so this asks little and asks it now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f6", "app.choose('documents')", "after.send"),
        key("escape", "leave", "talk.leave"),
    ]
    step: ClassVar[str] = AFTER
    widgets: ClassVar[Mapping[FieldKind, FieldMaker]] = {"noted": AnswersField}

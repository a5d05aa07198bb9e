"""Just after the talk: from memory, in five minutes. Answers, agreements, how it went, what to tell the child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.prep.fields import FieldKind
from gespreksklaar.content.talk.items import lacking_words
from gespreksklaar.screens.fields.registry import FieldMaker
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.talk.agreements_made import MadeField
from gespreksklaar.screens.talk.answers import AnswersField
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import GoTo


class AfterScreen(StepScreen):
    """Most of what is said is forgotten within the hour, so this asks little and asks it now."""

    BINDINGS: ClassVar[list[BindingType]] = [key("f6", "app.choose('things')", "after.send")]
    step: ClassVar[str] = "after"
    widgets: ClassVar[Mapping[FieldKind, FieldMaker]] = {"agreements": MadeField, "noted": AnswersField}
    notes_stay = True

    def notes(self) -> Mapping[str, str]:
        """What an agreement still lacks, and how to send it."""
        return {
            "agree.agreements": lacking_words(self.prep, self.texts),
            "talk.tell_child": self.texts("talk.send"),
        }

    def action_place(self, direction: int) -> None:
        """This is the last: on from here is back to review, where the sheets are."""
        if direction > 0:
            self.post_message(GoTo("review"))
        else:
            super().action_place(direction)

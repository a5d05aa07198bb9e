"""Step 1: going. Which talk, when, with whom, and who comes along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.guidance.wording import suggestion
from gespreksklaar.content.sheets.messages_before import message
from gespreksklaar.screens.steps.step_screen import StepScreen

_WITH_MESSAGE = ("other-time", "apart")
"""Answers to "do you go" that come with a message of the same name."""


class GoingScreen(StepScreen):
    """Which talk it is. A changed kind changes what fits: its minutes and suggestions."""

    step: ClassVar[str] = "going"

    def notes(self) -> Mapping[str, str]:
        """What kind of talk this is; and the messages that follow from not coming, or from not coming alone."""
        going = self.prep.going
        return {
            "going.kind": self._about_kind(),
            "going.attend": self._attend(),
            "going.companions": self._ready("companion") if going.companions else "",
        }

    def _attend(self) -> str:
        attend = self.prep.going.attend
        more = f"{self.texts('ui.going.apart')}\n\n" if attend == "apart" else ""
        return more + self._ready(attend) if attend in _WITH_MESSAGE else ""

    def _ready(self, name: str) -> str:
        return f"{self.texts('ui.going.ready')}\n\n{message(name, self.prep, self.texts)}"

    def _about_kind(self) -> str:
        kind = kinds().get(self.prep.going.kind)
        if kind is None:
            return ""
        bring = [suggestion(self.texts, "bring", key, self.prep) for key in kind.bring]
        parts = [
            self.texts(f"kinds.{kind.id}.about"),
            self.texts("ui.going.also", names=self.texts(f"kinds.{kind.id}.also")),
            self.texts(f"ui.going.speaks.{kind.speaks}"),
            self.texts(f"ui.going.child.{kind.child}"),
            self.texts("ui.going.bring", things=", ".join(words[:1].lower() + words[1:] for words in bring)),
        ]
        return "\n".join(parts)

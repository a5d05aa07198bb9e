"""Step 5: ask for explanation and examples, and agree on one small goal."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.goal import advice
from gespreksklaar.content.prep import Prep
from gespreksklaar.screens.step import StepScreen


class AgreeScreen(StepScreen):
    """Phrases, the goal with kind advice below it, agreements, the next contact."""

    step: ClassVar[str] = "agree"

    def compose_body(self) -> ComposeResult:
        """The fields, with the goal's advice below the goal's last part."""
        advice_line = Static(self._advice(), id="goal-advice")
        for widget in super().compose_body():
            yield widget
            if widget.id == "agree-goal-sentence":
                yield advice_line

    def load(self, prep: Prep) -> None:
        """Read the goal anew when it changed."""
        changed = prep.agree.goal != self.prep.agree.goal
        super().load(prep)
        if changed:
            self.query_one("#goal-advice", Static).update(self._advice())

    def _advice(self) -> Content:
        goal = self.prep.agree.goal
        empty = not any((goal.what, goal.who, goal.when, goal.sign, goal.sentence))
        lines = [] if empty else advice(self.prep, self.texts)
        return Content("\n".join(lines))

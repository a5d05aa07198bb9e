"""Where we are: the steps with their state, in marks and words as well as colour."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import step_states
from gespreksklaar.content.prep.vocabulary import PLACES, REVIEW, STEPS, TALKING
from gespreksklaar.content.talk.plan import make_plan
from gespreksklaar.content.words.texts import Texts

_MARKS = {"done": "●", "begun": "•", "open": "·"}
_HERE = "▶"


class Sidebar(Vertical):
    """The five steps and review. On a narrow screen it folds to one line."""

    DEFAULT_CSS = """
    Sidebar { width: 22; height: 100%; }
    """

    def __init__(self, here: str, prep: Prep, texts: Texts) -> None:
        super().__init__()
        self.here = here
        self.texts = texts
        self.prep = prep
        self._told = self._lines()
        self._list = Static(self._known(), id="places")
        self._line = Static(self._folded(), id="places-folded")

    def compose(self) -> ComposeResult:
        """The list, and the line for narrow screens; the style sheet shows one of the two."""
        yield self._list
        yield self._line

    def load(self, prep: Prep) -> None:
        """Show this prep's state, if it differs."""
        self.prep = prep
        before, self._told = self._told, self._lines()
        if self._told != before:
            self._list.update(self._known())
            self._line.update(self._folded())

    def _known(self) -> Content:
        """The lines as they were worked out last."""
        return self._told

    def _states(self) -> dict[str, str]:
        return dict.fromkeys(self._places, "") | ({} if self.here in TALKING else step_states(self.prep))

    @property
    def _places(self) -> tuple[str, ...]:
        """The steps and review; from the talk on what comes after them."""
        return PLACES[PLACES.index(REVIEW) :] if self.here in TALKING else PLACES[: -len(TALKING)]

    def _lines(self) -> Content:
        lines: list[Content] = []
        states = self._states()
        for number, place in enumerate(self._places, 1):
            name = self.texts(f"steps.{place}.name")
            here = place == self.here
            mark = _HERE if here else _MARKS.get(states[place], " ")
            style = "bold" if here else ""
            words = f"{mark} {number} {name}" if place in STEPS else f"{mark}   {name}"
            state = self.texts(f"ui.state.{states[place]}") if states[place] in ("done", "begun") else ""
            lines.append(Content.assemble((words, style)))
            if state:
                lines.append(Content(f"     {state}"))
            elif place in STEPS:
                lines.append(Content(""))
        return Content("\n").join([*lines, *self._minutes()])

    def _minutes(self) -> list[Content]:
        """The minutes of the talk, shared out as they are planned now."""
        plan = make_plan(self.prep)
        parts = [(self.texts(f"ui.minutes.{block.id}"), block.minutes) for block in plan.blocks]
        return [
            Content(""),
            Content(self.texts("ui.minutes.total", n=plan.minutes)),
            *(Content(f"{name:<12}{minutes:>4}") for name, minutes in parts),
        ]

    def _folded(self) -> Content:
        states = self._states()
        parts = []
        for number, place in enumerate(self._places if self.here not in TALKING else (), 1):
            mark = _HERE if place == self.here else _MARKS.get(states[place], " ")
            parts.append(f"{mark}{number}")
        return Content("  ".join(filter(None, (" ".join(parts), self.texts(f"steps.{self.here}.name")))))

"""The title bar: whose talk it is, which and when, and whether all is saved."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from gespreksklaar.content.guidance.wording import talk_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts


class TitleBar(Widget):
    """One line: the program, the talk, and on the right the state of saving."""

    DEFAULT_CSS = "TitleBar { height: 1; }"

    state: reactive[str] = reactive("saved")
    """An id below `ui.saving`."""

    def __init__(self, prep: Prep, texts: Texts, state: str = "saved") -> None:
        super().__init__()
        self.texts = texts
        self.set_reactive(TitleBar.state, state)
        self._words = talk_words(prep, texts)

    def load(self, prep: Prep) -> None:
        """Show this prep's talk, if it differs."""
        words = talk_words(prep, self.texts)
        if words != self._words:
            self._words = words
            self.refresh()

    def render(self) -> Content:
        """The line; where it is too long, the talk is cut and never the state of saving."""
        width = self.size.width
        right = self.texts(f"ui.saving.{self.state}") + " "
        name = self.texts("ui.program")
        left = f" {name}   {self._words}" if width >= 70 else f" {self._words or name}"
        line = Content(left).truncate(max(width - len(right) - 1, 1), ellipsis=True)
        return line.pad_right(max(width - line.cell_length - len(right), 0)) + right

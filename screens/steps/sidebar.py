"""The sidebar: the steps with their state, in marks and words as well as colour."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.form.places.overview import Overview, overview
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts


class Sidebar(Vertical):
    """The places, one below the other. On a narrow screen it folds to one line."""

    DEFAULT_CSS = """
    Sidebar { width: 22; height: 100%; }
    """

    def __init__(self, here: str, prep: Prep, texts: Texts) -> None:
        super().__init__()
        self.here = here
        self.texts = texts
        self._shown = overview(here, prep, texts)
        self._list = Static(_lines(self._shown, here), id="places")
        self._line = Static(_folded(self._shown), id="places-folded")

    def compose(self) -> ComposeResult:
        """The list, and the line for narrow screens; the style sheet shows one of the two."""
        yield self._list
        yield self._line

    def load(self, prep: Prep) -> None:
        """Show this prep's state, if it differs."""
        before, self._shown = self._shown, overview(self.here, prep, self.texts)
        if self._shown != before:
            self._list.update(_lines(self._shown, self.here))
            self._line.update(_folded(self._shown))


def _lines(shown: Overview, here: str) -> Content:
    lines: list[Content] = []
    for row in shown.rows:
        number = " " if row.number is None else row.number
        lines.append(Content.assemble((f"{row.mark} {number} {row.text}", "bold" if row.key == here else "")))
        if row.tag or row.number is not None:
            lines.append(Content(f"    {row.tag}" if row.tag else ""))
    minutes = (Content(f"{name:<12}{minutes:>4}") for name, minutes in shown.minutes)
    return Content("\n").join([*lines, Content(""), Content(shown.total), *minutes])


def _folded(shown: Overview) -> Content:
    # From the talk on, places have no numbers: there the name of this one is enough.
    numbered = shown.rows if any(row.number for row in shown.rows) else ()
    parts = " ".join(f"{row.mark}{number}" for number, row in enumerate(numbered, 1))
    return Content("  ".join(filter(None, (parts, shown.name))))

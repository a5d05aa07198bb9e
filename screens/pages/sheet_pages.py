"""A sheet on the screen, page by page: nothing but the sheet, to copy by hand or to photograph."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from gespreksklaar.content.sheets.page import Paper
from gespreksklaar.content.words.measure import WIDTH
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.pages.pager import Pager
from gespreksklaar.screens.widgets.frame import MIN_HEIGHT, MIN_WIDTH

_LINES = 2
"""Lines below the page: the page number and the keys."""


class SheetPages(Pager):
    """A sheet's pages, turned with the arrows or space. `render` lays the sheet out on paper of the window's size."""

    DEFAULT_CSS = """
    SheetPages #sheet-page { height: 1fr; width: 72; max-width: 100%; }
    SheetPages #sheet-count { height: 1; width: 100%; text-align: center; background: $chosen; color: $chosen-ink; }
    """

    def __init__(self, render: Callable[[Paper], str], texts: Texts) -> None:
        super().__init__(texts)
        self._render_on = render
        self._pages = [""]
        self._page = Static(id="sheet-page")
        self._count = Static(id="sheet-count")

    def compose(self) -> ComposeResult:
        """The page, its number, the keys."""
        yield self._page
        yield self._count
        yield self.key_bar()

    def on_resize(self, event: Resize) -> None:
        """Lay out pages that fit the new window."""
        paper = Paper(min(WIDTH, max(MIN_WIDTH, event.size.width)), max(MIN_HEIGHT, event.size.height) - _LINES)
        self._pages = self._render_on(paper).split("\f")
        self.action_turn(0)

    @property
    def total(self) -> int:
        """The number of pages."""
        return len(self._pages)

    def show_page(self) -> None:
        """Show page `at`."""
        self._page.update(Content(self._pages[self.at].removesuffix("\n")))
        self._count.update(Content(self.texts("take.show.line", n=self.at + 1, total=len(self._pages))))

"""A page for what takes a moment: first that it is being done, then how it went."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from gespreksklaar.screens.widgets.dialogs import Page


class Waiting(Page):
    """Can be left at any time; what is being done goes on."""

    def tell(self, words: str) -> None:
        """How it went, in the place of that it is being done."""
        self.query_one(".dialog-body", Static).update(Content(words))

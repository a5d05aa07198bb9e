"""What fills the window and has pages to turn, by the same keys wherever that is."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.screens.widgets.frame import TranslatedModal
from gespreksklaar.screens.widgets.keys import key


class Turning(TranslatedModal[bool]):
    """Pages to go through with the arrows or space; `at` is the one that shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,right,enter,pagedown,down", "turn(1)", "pages.next"),
        key("left,pageup,up", "turn(-1)", "pages.before"),
        key("escape", "leave", "dialog.leave"),
    ]
    at = 0

    @property
    @abstractmethod
    def total(self) -> int:
        """How many pages there are in a window of this size."""

    @abstractmethod
    def show_page(self) -> None:
        """Show the page that it is at."""

    def action_turn(self, direction: int) -> None:
        """So many pages on, as far as there are."""
        self.at = max(0, min(self.at + direction, self.total - 1))
        self.show_page()

    def action_leave(self) -> None:
        """Back to where it was asked for."""
        self.dismiss(None)

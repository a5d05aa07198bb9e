"""The base of full-window dialogs with pages, all turned by the same keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.screens.widgets.frame import TranslatedModal
from gespreksklaar.screens.widgets.keys import key


class Pager(TranslatedModal[bool]):
    """Pages turned with the arrows, space or enter; `at` is the index of the page shown.

    Enter leaves after the last page, and - from every page: both are on a number pad.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "pages.next"),
        key("space,right,pagedown,down", "turn(1)", "pages.next"),
        key("left,pageup,up", "turn(-1)", "pages.before"),
        key("escape", "leave", "dialog.leave"),
        key("minus", "leave", "pages.leave", display="-"),
    ]
    at = 0

    @property
    @abstractmethod
    def total(self) -> int:
        """The number of pages at the current window size."""

    @abstractmethod
    def show_page(self) -> None:
        """Show page `at`."""

    @property
    def _is_last(self) -> bool:
        return self.at + 1 >= self.total

    @property
    def other_names(self) -> Mapping[str, str]:
        """At the last page no key turns to the next; enter leaves."""
        return {"pages.next": "dialog.leave"} if self._is_last else super().other_names

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer a turn only where there is a page."""
        return action != "turn" or 0 <= self.at + int(str(parameters[0])) < self.total

    def action_turn(self, direction: int) -> None:
        """Turn this many pages, within the first and the last."""
        self.at = max(0, min(self.at + direction, self.total - 1))
        self.show_page()
        self.refresh_bindings()

    def action_enter(self) -> None:
        """Turn to the next page; after the last, leave."""
        if self._is_last:
            self.action_leave()
        else:
            self.action_turn(1)

    def action_leave(self) -> None:
        """Close the dialog."""
        self.dismiss(None)

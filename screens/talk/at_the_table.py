"""The base of the screens read at the table: a line not meant for the child is hidden while the child is there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.places.talk_flow import PRESENCE, child_moved, hides_something, seen_there
from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.widgets.keys import key


class Seated:
    """A live prep that lets the child come in or leave on this screen alone, while the prep is read-only."""

    def __init__(self, live: LivePrep) -> None:
        self._live = live
        self._there: bool | None = None

    @property
    def prep(self) -> Prep:
        """The current prep, with the child's presence as set on this screen."""
        prep = self._live.prep
        return prep if self._there is None else prep.edited(PRESENCE, self._there)

    @property
    def is_read_only(self) -> bool:
        """As the prep's own."""
        return self._live.is_read_only

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change the prep itself, whose own record of the child's presence counts from then on."""
        self._there = None
        return self._live.edit(path, value, undoable=undoable)

    def move(self, there: bool) -> None:
        """Set on this screen alone whether the child is there."""
        self._there = there


class TableScreen(PrepScreen):
    """A screen that others at the table can read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f8", "show_all", "talk.show"),
        key("escape", "leave", "talk.leave"),
    ]

    def __init__(self, live: LivePrep, texts: Texts, *, field: str = "", saving: str = "saved") -> None:
        self._seated = Seated(live)
        super().__init__(self._seated, texts, field=field, saving=saving)

    @property
    def seen(self) -> Prep:
        """The prep without the lines that are hidden now."""
        return seen_there(self.prep)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer showing and hiding only if a line is marked."""
        if action == "show_all":
            return hides_something(self.prep)
        return super().check_action(action, parameters)

    def action_show_all(self) -> None:
        """Note that the child came in or left, and hide or show the lines not meant for the child."""
        there, words = child_moved(self.prep, self.texts)
        if self.live.is_read_only:
            self._seated.move(there)
        else:
            self.live.edit(PRESENCE, there)
        self.show_seen()
        self.show_message(words)

    def show_seen(self) -> None:
        """Show the lines that may be read now."""
        self.show_prep()

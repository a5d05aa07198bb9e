"""What the screens at the table share: a line that is not for the child is out of sight while it sits there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.places.talk_flow import PRESENCE, child_moved, hides_something, seen_there
from gespreksklaar.content.open_prep.front import LivePrep
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.widgets.keys import key

_READ_ONLY = ("read-only", "free")


class Seated:
    """A live prep in which the child comes in or leaves on this screen alone, while the prep cannot be written."""

    def __init__(self, live: LivePrep) -> None:
        self._live = live
        self._there: bool | None = None

    @property
    def prep(self) -> Prep:
        """The prep as it is now, with the child where the screen has it."""
        prep = self._live.prep
        return prep if self._there is None else prep.edited(PRESENCE, self._there)

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Change the prep itself, which then says where the child is."""
        self._there = None
        return self._live.edit(path, value, undoable=undoable)

    def move(self, there: bool) -> None:
        """Have the child come in or leave on this screen."""
        self._there = there


class TableScreen(PrepScreen):
    """A screen that others at the table can read."""

    BINDINGS: ClassVar[list[BindingType]] = [key("f8", "show_all", "talk.show")]

    def __init__(self, live: LivePrep, texts: Texts, *, field: str = "", saving: str = "saved") -> None:
        self._seated = Seated(live)
        super().__init__(self._seated, texts, field=field, saving=saving)

    @property
    def is_read_only(self) -> bool:
        """Whether another window, or a newer version, has the prep: what is hidden is hidden here all the same."""
        return self.title_bar.state in _READ_ONLY

    @property
    def seen(self) -> Prep:
        """The prep as it may be read here now."""
        return seen_there(self.prep)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no line is marked there is nothing to show or hide."""
        if action == "show_all":
            return hides_something(self.prep)
        return super().check_action(action, parameters)

    def action_show_all(self) -> None:
        """The child came in or left: what is not for its ears goes or comes with it."""
        there, words = child_moved(self.prep, self.texts)
        if self.is_read_only:
            self._seated.move(there)
        else:
            self.live.edit(PRESENCE, there)
        self.show_seen()
        self.say(words)

    def show_seen(self) -> None:
        """Show what may be read now."""
        self.show_prep()

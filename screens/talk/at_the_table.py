"""What the screens at the table share: a line that is not for the child is out of sight while it sits there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.places.talk_flow import PRESENCE, child_moved, hides_something, seen_there
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.screens.steps.prep_screen import PrepScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.messages import Edited

_READ_ONLY = ("read-only", "free")


class TableScreen(PrepScreen):
    """A screen that others at the table can read."""

    BINDINGS: ClassVar[list[BindingType]] = [key("f8", "show_all", "talk.show")]

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
        self.prep = self.prep.edited(PRESENCE, there)
        if not self.is_read_only:
            self.post_message(Edited(PRESENCE, there))
        self.show_seen()
        self.say(words)

    def show_seen(self) -> None:
        """Show what may be read now."""
        self.reload(self.prep)

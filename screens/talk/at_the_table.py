"""What the screens at the table share: a line that is not for the child is out of sight while it sits there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.talk.items import sits_there
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
        return seen_by(self.prep, "own", child_there=sits_there(self.prep))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no line is marked there is nothing to show or hide."""
        if action == "show_all":
            with_child, without = (seen_by(self.prep, "own", child_there=there) for there in (True, False))
            return with_child != without
        return super().check_action(action, parameters)

    def action_show_all(self) -> None:
        """The child came in or left: what is not for its ears goes or comes with it."""
        there = not sits_there(self.prep)
        self.prep = self.prep.edited("talk.child_there", there)
        if not self.is_read_only:
            self.post_message(Edited("talk.child_there", there))
        self.show_seen()
        self.say(self.texts("talk.seen.less" if there else "talk.seen.all"))

    def show_seen(self) -> None:
        """Show what may be read now."""
        self.reload(self.prep)

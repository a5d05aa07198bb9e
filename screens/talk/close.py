"""The last minutes of a talk: what is agreed, when you speak again, what was not reached, and all of it read aloud."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.places.talk_flow import agreed_aloud
from gespreksklaar.content.prep.vocabulary import CLOSE
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.talk.at_the_table import TableScreen
from gespreksklaar.screens.widgets.dialogs import LargePage
from gespreksklaar.screens.widgets.keys import key


class CloseScreen(TableScreen, StepScreen):
    """Asked while everybody is still at the table."""

    BINDINGS: ClassVar[list[BindingType]] = [key("f6", "read_aloud", "close.aloud")]
    step: ClassVar[str] = CLOSE

    def action_read_aloud(self) -> None:
        """Show who does what by when in the teacher's language, and the same in the user's."""
        title, words, also = agreed_aloud(self.prep, self.texts)
        self.app.push_screen(LargePage(title, words, self.texts, also=also))

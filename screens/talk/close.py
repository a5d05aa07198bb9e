"""The last minutes of a talk: what is agreed, when you speak again, what was not reached, and all of it read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.prep.fields import FieldKind
from gespreksklaar.content.sheets.messages_after import TEACHER, read_aloud
from gespreksklaar.content.talk.items import lacking_words, not_reached_words
from gespreksklaar.screens.fields.registry import FieldMaker
from gespreksklaar.screens.steps.step_screen import StepScreen
from gespreksklaar.screens.talk.agreements_made import MadeAtTheTable
from gespreksklaar.screens.talk.at_the_table import TableScreen
from gespreksklaar.screens.widgets.dialogs import LargePage
from gespreksklaar.screens.widgets.keys import key


class CloseScreen(TableScreen, StepScreen):
    """Asked while everybody is still at the table."""

    BINDINGS: ClassVar[list[BindingType]] = [key("f6", "read_aloud", "close.aloud")]
    step: ClassVar[str] = "close"
    widgets: ClassVar[Mapping[FieldKind, FieldMaker]] = {"agreements": MadeAtTheTable}
    notes_stay = True

    def notes(self) -> Mapping[str, str]:
        """What an agreement still lacks, and what was not reached."""
        seen = self.seen
        return {
            "agree.agreements": lacking_words(seen, self.texts),
            "agree.contact": not_reached_words(seen, self.texts),
        }

    def action_read_aloud(self) -> None:
        """Who does what by when, in the teacher's language; and in the parent's, to know what it says."""
        words = read_aloud(self.prep, TEACHER)
        own = read_aloud(self.prep, self.texts)
        also = "" if own == words else f"{self.texts('talk.in-your-language')}\n\n{own}"
        self.app.push_screen(LargePage(self.texts("talk.aloud-title"), words, self.texts, also=also))

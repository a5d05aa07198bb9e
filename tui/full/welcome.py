"""What is shown at the very first start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.screens.widgets.keys import key

if TYPE_CHECKING:
    from textual.binding import BindingType


class Welcome(Page):
    """A page on what this program is; who does not read this language finds another from here."""

    BINDINGS: ClassVar[list[BindingType]] = [key("f3", "language", "start.language")]

    async def action_language(self) -> None:
        """Close this, and choose another language."""
        self.dismiss(False)
        await self.app.run_action("choose('language')")

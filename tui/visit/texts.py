"""The guide's words as a kiosk says them: some differ where nothing is kept, and where somebody helps."""

from __future__ import annotations

import re
from typing import Final

from gespreksklaar.content.words.texts import Texts

_TIPS: Final = re.compile(r"steps\.\w+\.tips")


class KioskTexts(Texts):
    """`guide/LANGUAGE/kiosk.toml` says below `instead` what is said in place of any text, by its id.

    What stands below `helper` goes before that when a helper reads along; then there are no tips, for the program asks
    and gives no advice.
    """

    def __init__(self, language: str, *, helper: bool = False) -> None:
        super().__init__(language, ("kiosk.helper", "kiosk.instead") if helper else ("kiosk.instead",))
        self.helper = helper

    def section(self, prefix: str) -> list[str]:
        """The ids of all texts below this one."""
        return [] if self.helper and _TIPS.fullmatch(prefix) else super().section(prefix)

"""The open agreements of earlier talks, for the open prep to ask about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from gespreksklaar.content.agreements.carry_over import brought

if TYPE_CHECKING:
    from gespreksklaar.content.prep.declaration import Agreement
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.library import Library

_LOOKED_AT = 500
"""Of how many earlier preps, those changed last, the open agreements are looked for: every step waits for it."""


class BringAlong:
    """Finds what to carry over, and does so again only once something of it changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._looked_at: tuple[object, ...] = ()

    def now(self, prep: Prep) -> Mapping[str, Agreement]:
        """What this prep should hold of earlier talks."""
        held, today = prep.before.agreements, date.today()
        others = [other for other in self._library.latest(_LOOKED_AT) if other.id != prep.id]
        # Reading the agreements of two hundred preps takes a moment, and every step asks: mostly nothing is new.
        looked_at = (others, prep.id, prep.going, prep.talk, prep.agree.agreements, today)
        if (*looked_at, held) == self._looked_at:
            return held
        now = brought(prep, others, today)
        self._looked_at = (*looked_at, now)
        return now

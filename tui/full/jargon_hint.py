"""The words of school in what the user writes: a quiet offer to explain one, and the dialog that does."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from gespreksklaar.content.guidance.word_offer import WordOffer, may_hold_words

if TYPE_CHECKING:
    from collections.abc import Set

    from textual.timer import Timer

    from gespreksklaar.screens.widgets.messages import Edited
    from gespreksklaar.tui.guide_base import GuideBase

PAUSE = 0.8
"""Seconds without a key after which the text is searched for words: by then a word is whole."""


class JargonHint:
    """Offers to explain one word at a time, with F5, and none that the user looked at already."""

    def __init__(self, app: GuideBase) -> None:
        self.app = app
        self._offer = WordOffer()
        self._written = ("", 0.0)
        """The path of the field typed in last, and the monotonic time of that key."""
        self._waiting: Timer | None = None

    def look(self, event: Edited) -> None:
        """After typing in a field, wait for a pause and then look for a word of school in its text."""
        if event.undoable or not may_hold_words(event.path):
            return
        self._written = event.path, monotonic()
        if self._waiting is None:
            self._waiting = self.app.set_timer(PAUSE, self._paused)

    def _paused(self) -> None:
        path, when = self._written
        left = when + PAUSE - monotonic()
        # Timers may come a little early.
        self._waiting = self.app.set_timer(left, self._paused) if left > PAUSE / 20 else None
        if self._waiting is None:
            self._look_at(path)

    def _look_at(self, path: str) -> None:
        from gespreksklaar.content.guidance.bank import school_words  # noqa: PLC0415 - pydantic waits for a prep
        from gespreksklaar.content.guidance.jargon import own_words, recognise  # noqa: PLC0415 - pydantic waits

        screen, session = self.app.prep_screen, self.app.session
        if session is None or screen is None or screen is not self.app.screen or screen.place[1] != path:
            return
        before, found = self._offer, recognise(own_words(session.prep.get(path)))
        self._offer = before.after_writing(found, screen.place)
        if self._offer.word and self._offer is not before:
            self.app.show_message(self.app.texts("ui.jargon.offer", word=school_words()[self._offer.word].term))
        elif self._offer is not before:
            self._say_hint()

    @property
    def _here(self) -> str:
        """The id of the word on offer where the user is now; empty when there is none."""
        screen = self.app.prep_screen
        return self._offer.at(screen.place) if screen is not None else ""

    def open(self) -> None:
        """Show all words of school, at the one on offer."""
        from gespreksklaar.screens.home.jargon import WordsOfSchool  # noqa: PLC0415 - only when it is wanted

        session, at = self.app.session, self._here
        chosen = frozenset(session.prep.words) if session else frozenset()
        toggle = self._toggle if session and not session.barred else None
        self.app.push_screen(WordsOfSchool(self.app.texts, at=at, chosen=chosen, toggle=toggle), self._closed)

    def _closed(self, looked: Set[str] | None) -> None:
        screen, before = self.app.prep_screen, self._here
        self._offer = self._offer.after_looking(looked or (), screen.place if screen else ("", ""))
        if before and not self._offer.word:
            self._say_hint()

    def _say_hint(self) -> None:
        """Show the field's hint again instead of the offer."""
        from gespreksklaar.screens.steps.step_screen import StepScreen  # noqa: PLC0415 - pydantic waits for a prep

        screen = self.app.prep_screen
        if isinstance(screen, StepScreen) and screen.here:
            self.app.show_message(screen.here.hint)

    def _toggle(self, key: str) -> Set[str]:
        """Put this word on the sheet or take it off; returns the words now on it."""
        from gespreksklaar.content.guidance.jargon import toggled  # noqa: PLC0415 - pydantic waits for a prep

        session = self.app.session
        if session is None:
            return frozenset()
        if session.edit("words", toggled(session.prep.words, key), undoable=True):
            self.app.show_prep()
        return frozenset(session.prep.words)

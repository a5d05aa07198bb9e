"""The words of school in what the parent writes: a quiet offer to explain one, and the dialog that does."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set

    from textual.timer import Timer

    from gespreksklaar.screens.widgets.messages import Edited
    from gespreksklaar.tui.full.prep_app import PrepApp

PAUSE = 0.8
"""Seconds without a key after which we look at what was written: a word is whole then."""
_NOT_SCHOOL = "going."
"""Names and places: what looks like a word of school there is none."""


class WordCoach:
    """Points out one word at a time, by F5, and none that the parent looked at already."""

    def __init__(self, app: PrepApp) -> None:
        self.app = app
        self._looked: set[str] = set()
        self._offered = ("", "", "")
        """The word on offer, and the step and field where it is."""
        self._written = ("", 0.0)
        """The field that was written in last, and when."""
        self._waiting: Timer | None = None

    def look(self, event: Edited) -> None:
        """Something changed: when it was typed, see in a moment whether there is a word of school in it."""
        if event.undoable or event.path.startswith(_NOT_SCHOOL):
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
            self._offer(path)

    def _offer(self, path: str) -> None:
        from gespreksklaar.content.guidance.bank import school_words  # noqa: PLC0415 - pydantic waits for a prep
        from gespreksklaar.content.guidance.jargon import own_words, recognise  # noqa: PLC0415 - pydantic waits

        screen, session = self.app.prep_screen, self.app.session
        if session is None or screen is None or screen is not self.app.screen or screen.place[1] != path:
            return
        found = [key for key in recognise(own_words(session.prep.get(path))) if key not in self._looked]
        word = found[-1] if found else ""
        before = self._here
        if word == before:
            return
        self._offered = (word, *screen.place)
        if word:
            self.app.say(self.app.texts("ui.jargon.offer", word=school_words()[word].term))
        else:
            self._say_hint()

    @property
    def _here(self) -> str:
        """The word on offer where the parent is now."""
        word, *place = self._offered
        screen = self.app.prep_screen
        return word if screen is not None and tuple(place) == screen.place else ""

    def open(self) -> None:
        """All words of school, at the one on offer."""
        from gespreksklaar.screens.home.jargon import WordsOfSchool  # noqa: PLC0415 - only when it is wanted

        session, at = self.app.session, self._here
        chosen = frozenset(session.prep.words) if session else frozenset()
        toggle = self._toggle if session and not session.barred else None
        self.app.push_screen(WordsOfSchool(self.app.texts, at=at, chosen=chosen, toggle=toggle), self._closed)

    def _closed(self, looked: Set[str] | None) -> None:
        self._looked |= looked or set()
        if self._here in self._looked:
            self._offered = ("", "", "")
            self._say_hint()

    def _say_hint(self) -> None:
        """What the message line said before the offer."""
        from gespreksklaar.screens.steps.step_screen import StepScreen  # noqa: PLC0415 - pydantic waits for a prep

        screen = self.app.prep_screen
        if isinstance(screen, StepScreen) and screen.here:
            self.app.say(screen.here.hint)

    def _toggle(self, key: str) -> Set[str]:
        """Put this word on the sheet, or take it off; gives those that are on it then."""
        from gespreksklaar.content.prep.declaration import Item  # noqa: PLC0415 - pydantic waits for a prep

        session = self.app.session
        if session is None:
            return frozenset()
        words = dict(session.prep.words)
        if words.pop(key, None) is None:
            words[key] = Item()
        if self.app.autosave.edit("words", words, undoable=True):
            self.app.load(session.prep)
        return frozenset(session.prep.words)

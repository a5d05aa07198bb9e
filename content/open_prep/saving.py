"""What a front is told of saving, and the next save that it is to call for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gespreksklaar.content.open_prep.front import SAVED

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import Front, Later
    from gespreksklaar.content.words.problems import Problem

SAVE_AFTER = 0.9
"""Seconds from a journalled change until the file has it too; further typing does not restart it."""
RETRY_AFTER = 1.0
"""Seconds between two attempts while saving fails; each retry at least fsyncs the journal."""

_CAUSES = ("full", "denied", "gone", "broken")
_FAILED = {"too-much": "too-much", **{f"not-written-{cause}": cause for cause in _CAUSES}}


class Saving:
    """The state of saving one prep, and the plan to save it. It saves nothing itself."""

    def __init__(self, front: Front) -> None:
        self.state = SAVED
        """An id below `ui.saving`."""
        self._front = front
        self._planned: Later | None = None

    def plan(self, save: Callable[[], object]) -> None:
        """Have `save` called soon, unless a call is planned already."""
        if self._planned is None:
            self._planned = self._front.later(SAVE_AFTER, save)

    def unplan(self) -> None:
        """Cancel the planned call."""
        if self._planned:
            self._planned.stop()
            self._planned = None

    def done(self, note: Problem | None, *, asked: bool) -> None:
        """Show that all is saved: what was found there, and where the user `asked` or it failed before, that it is."""
        if note:
            self.report(note)
        elif asked or self.state != SAVED:
            self.say("ui.message.saved" if self.state == SAVED else "ui.message.saved-after-all")
        self.show(SAVED)

    def failed(self, problem: Problem, retry: Callable[[], object], *, asked: bool) -> None:
        """Show why it failed, once, and have it tried again."""
        state, texts = _FAILED.get(problem.reason, "failed"), self._front.texts
        if asked or self.state != state:
            why = problem.message(texts) if state == "failed" else ""
            self._front.show_message(f"{why} {texts(f'ui.not-saved.{state}')}".strip())
        self.show(state)
        self._planned = self._front.later(RETRY_AFTER, retry)

    def show(self, state: str) -> None:
        """Show another state of saving."""
        self.state = state
        self._front.show_saving(state)

    def report(self, problem: Problem) -> None:
        """Report a problem to the user."""
        self._front.show_message(problem.message(self._front.texts))

    def say(self, key: str) -> None:
        """Say the text with this key."""
        self._front.show_message(self._front.texts(key))

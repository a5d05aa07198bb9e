"""Slow work in a thread, so that the app never waits for a printer or a stick."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.dialogs import ProgressPage

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase

T = TypeVar("T")
Again = Callable[[str], None]
"""Asks again how to take a document along, and says why the way that was chosen did not work."""


def meanwhile(
    app: GuideBase, page: ProgressPage, work: Callable[[], T], then: Callable[[T], None], again: Again
) -> None:
    """Show this page, do the work in a thread, then pass its result to `then`, or a Problem to `again`.

    What is over the page stays: then the page shows the Problem, and `again` is called when the user leaves it.
    """

    def go_on(outcome: Future[T]) -> None:
        try:
            result = outcome.result()
        except Problem as problem:
            debug_log.note("take-along", refused=problem.reason)
            words = problem.message(app.texts)
            if app.screen is page:
                page.dismiss()
                again(words)
            else:
                show_progress(app, page, words, is_done=False)
        else:
            then(result)

    def run() -> None:
        outcome = Future[T]()
        try:
            outcome.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised again on the app's thread, where a bug ends the app
            outcome.set_exception(error)
        app.call_from_beside(go_on, outcome)

    app.push_screen(page, lambda _: None if page.is_done else again(""))
    Thread(target=run, daemon=True).start()


def show_progress(app: GuideBase, page: ProgressPage, words: str, *, is_done: bool = True) -> None:
    """Show the result on its page, or on the message line if the user left the page."""
    if page in app.screen_stack:
        page.show_words(words, is_done=is_done)
    else:
        app.show_message(words)

"""The dialog for leaving a prep that can't be saved: try again, save it elsewhere, or leave it unsaved."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from gespreksklaar.content.form.places.recovery import AGAIN, ELSEWHERE, choose_unsaved
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.dialogs import Menu, Prompt
from gespreksklaar.tui.home.folders import user_path

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase


class NotSaved(Menu):
    """Asks what to do with a prep that can't be saved."""


def ask(app: GuideBase, then: Callable[[str], object]) -> None:
    """Ask what to do; once the prep is closed, call `then` with its name."""
    session = app.session
    assert session is not None
    if any(isinstance(screen, NotSaved) for screen in app.screen_stack):
        # The question is open already: ctrl+q reaches the app above any dialog.
        return
    choice = choose_unsaved(app.texts, on_disk=session.on_disk)

    def answered(key: str | None) -> None:
        if key == AGAIN:
            app.leave_prep(then)
        elif key == ELSEWHERE:
            _ask_where(app, then)
        elif key:
            then(app.close_prep())

    app.push_screen(NotSaved(choice.title, choice.rows, app.texts), answered)


def _ask_where(app: GuideBase, then: Callable[[str], object], note: str = "", value: str = "") -> None:
    title, note = app.texts("ui.dialog.elsewhere.title"), note or app.texts("ui.dialog.elsewhere.note")

    def answered(answer: str | None) -> None:
        if not answer:
            ask(app, then)
            return
        path = user_path(answer)
        try:
            if os.path.lexists(path):
                raise Problem("already-there", where=path)
            assert app.session is not None
            prep_toml.save(path, app.session.prep)
        except Problem as problem:
            _ask_where(app, then, problem.message(app.texts), answer)
        else:
            then(app.close_prep())

    app.push_screen(Prompt(title, app.texts, value=value, note=note), answered)

"""The actions of the start screen: open, new, copy, rename, delete, undo, import, agreements, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gespreksklaar.content.form.places.start_list import Action, done_message, known_as, question
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home.start import PrepWanted, StartScreen
from gespreksklaar.screens.widgets.dialogs import Prompt
from gespreksklaar.tui.home.folders import user_path

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase


def fulfil(app: GuideBase, event: PrepWanted) -> None:
    """Do this action; a Problem is shown on the message line."""
    match event.request:
        case "open":
            app.open_prep(event.name)
        case "settle":
            _try(app, _settle, event.name)
        case "new" | "new-short":
            app.new_prep(short=event.request == "new-short")
        case "agreements":
            _agreements(app, event.name)
        case "quit":
            app.call_later(app.action_quit)
        case "rename":
            _ask(app, event, lambda answer: _rename(app, event.name, answer))
        case "import":
            _ask(app, event, lambda answer: _import(app, answer))
        case "copy" | "delete" | "undo":
            _try(app, {"copy": _copy, "delete": _delete, "undo": _undo}[event.request], event.name)


def _agreements(app: GuideBase, name: str) -> None:
    from gespreksklaar.tui.full.ledger import open_ledger  # noqa: PLC0415 - pydantic waits for an agreement

    open_ledger(app, name)


def _try(app: GuideBase, do, *values: str) -> None:  # type: ignore[no-untyped-def]
    try:
        do(app, *values)
    except Problem as problem:
        app.show_message(problem.message(app.texts))


def _ask(app: GuideBase, event: PrepWanted, do) -> None:  # type: ignore[no-untyped-def]
    title, note = question(event.request, app.texts)
    # The question for an import is about no prep.
    value = event.name if event.request == "rename" else ""
    app.push_screen(Prompt(title, app.texts, value=value, note=note), lambda answer: do(answer) if answer else None)


def _show(app: GuideBase, action: Action, name: str, known: str = "") -> None:
    if isinstance(app.screen, StartScreen):
        deleted = action == "delete"
        app.screen.fill("" if deleted else name, undoable=deleted)
    app.show_message(done_message(action, known or name, app.texts))


def _settle(app: GuideBase, name: str) -> None:
    from gespreksklaar.tui.full.copies import settle  # noqa: PLC0415 - as above

    settle(app, name)


def _copy(app: GuideBase, name: str) -> None:
    from gespreksklaar.content.agreements.carry_over import copy_for_next_talk  # noqa: PLC0415 - as in _agreements

    _show(app, "copy", copy_for_next_talk(app.library, name))


def _delete(app: GuideBase, name: str) -> None:
    known = known_as(app.library.summary(name), app.texts)
    app.library.delete(name)
    app.recovered.pop(name, None)
    _show(app, "delete", name, known)


def _undo(app: GuideBase, _: str) -> None:
    _show(app, "undo", app.library.undo_delete())


def _rename(app: GuideBase, name: str, new: str) -> None:
    def do(app: GuideBase) -> None:
        name_now = app.library.rename(name, new)
        if name in app.recovered:
            app.recovered[name_now] = app.recovered.pop(name)
        _show(app, "rename", name_now)

    _try(app, do)


def _import(app: GuideBase, path: str) -> None:
    def do(app: GuideBase) -> None:
        name = app.library.import_file(user_path(path))
        _show(app, "import", name)

    _try(app, do)

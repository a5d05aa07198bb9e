"""Dialogs for earlier versions, damaged files and the bin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gespreksklaar.content.form.places import recovery
from gespreksklaar.content.store import maintenance, prep_toml
from gespreksklaar.content.store.versions import Version, versions_of
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home.start import StartScreen
from gespreksklaar.screens.widgets.dialogs import Menu

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase


def bring_version_back(app: GuideBase) -> None:
    """Choose an earlier version of the open prep to bring back."""
    if app.session is None:
        return
    app.session.save()
    versions = app.session.versions
    if not versions:
        app.show_message(app.texts("ui.message.no-states"))
        return

    def answered(key: str | None) -> None:
        if key:
            chosen = next(state for state in versions if str(state.number) == key)
            _try(app, lambda: _bring_back(app, chosen))

    choice = recovery.choose_version(versions, app.texts)
    app.push_screen(Menu(choice.title, choice.rows, app.texts), answered)


def _bring_back(app: GuideBase, version: Version) -> None:
    if app.session:
        note = app.session.bring_back(prep_toml.load_text(version.read(), version.path).prep)
        app.show_message(recovery.brought_back_message(note, app.texts))


def offer_repair(app: GuideBase, name: str, problem: Problem) -> None:
    """Show why a prep can't be read; if the file itself is damaged, offer an earlier version."""
    choice = recovery.choose_repair(problem, versions_of(app.library.folder, name).list(), app.texts)
    if choice is None:
        app.show_message(problem.message(app.texts))
        return

    def repair() -> None:
        aside = maintenance.repair(app.library.folder, name)
        app.open_prep(name)
        texts = app.texts
        note = texts("ui.message.repaired", name=visible_name(aside.name)) if aside else texts("ui.message.sound")
        app.show_message(note)

    def answered(key: str | None) -> None:
        if key == recovery.REPAIR:
            _try(app, repair)

    app.push_screen(Menu(choice.title, choice.rows, app.texts), answered)


def show_trash(app: GuideBase) -> None:
    """Show the deleted preps: bring one back, or empty the bin."""
    found = app.library.trash.list()
    if not found:
        app.show_message(app.texts("ui.message.bin-empty"))
        return
    trashed, choice = recovery.binned_by_key(found), recovery.choose_from_bin(found, app.texts)

    def bring_back(key: str) -> None:
        name = app.library.bring_back(trashed[key])
        _show(app, name, "brought-back", name=visible_name(name))

    def answered(key: str | None) -> None:
        if key == recovery.EMPTY:
            _ask_empty(app)
        elif key:
            _try(app, lambda: bring_back(key))

    app.push_screen(Menu(choice.title, choice.rows, app.texts), answered)


def _ask_empty(app: GuideBase) -> None:
    def empty() -> None:
        _show(app, "", "bin-emptied", n=app.library.trash.empty())

    def answered(key: str | None) -> None:
        if key == recovery.EMPTY:
            _try(app, empty)

    choice = recovery.choose_to_empty(app.texts)
    app.push_screen(Menu(choice.title, choice.rows, app.texts), answered)


def _show(app: GuideBase, at: str, message: str, **values: object) -> None:
    if isinstance(app.screen, StartScreen):
        app.screen.fill(at)
    app.show_message(app.texts(f"ui.message.{message}", **values))


def _try(app: GuideBase, do: Callable[[], None]) -> None:
    try:
        do()
    except Problem as problem:
        app.show_message(problem.message(app.texts))

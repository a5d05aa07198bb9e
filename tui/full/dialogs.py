"""The dialogs that can be opened from everywhere, by the argument of the app's `choose` action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gespreksklaar.content.form.places import menu
from gespreksklaar.content.prep.vocabulary import START
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.tui.full.commands import action_of
from gespreksklaar.tui.full.versions import bring_version_back, show_trash
from gespreksklaar.tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase


def choose_command(app: GuideBase) -> None:
    """Choose a command from the menu and run it."""
    if isinstance(app.screen, Menu):
        return
    choice = menu.choose_command(app.commands(), app.texts)

    async def chosen(command: str | None) -> None:
        if command:
            await app.run_action(action_of(command))

    app.push_screen(Menu(choice.title, choice.rows, app.texts), chosen)


def choose_language(app: GuideBase) -> None:
    """Choose another language, and show the same place in it."""
    choice = menu.choose_language(app.languages, app.texts)

    def chosen(code: str | None) -> None:
        if not code or code == app.texts.language:
            return
        problem = app.speak(code)
        screen = app.prep_screen
        app.show(*(screen.place if screen else (START, "")))
        app.show_message(problem.message(app.texts) if problem else app.texts("ui.message.language"))

    app.push_screen(Menu(choice.title, choice.rows, app.texts, at=choice.at), chosen)


def choose_theme(app: GuideBase) -> None:
    """Choose other colours."""
    choice = menu.choose_theme(NAMES, app.theme, app.texts)

    def chosen(name: str | None) -> None:
        if name:
            app.theme = name
            app.keep_settings(theme=name)

    app.push_screen(Menu(choice.title, choice.rows, app.texts, at=choice.at), chosen)


def tell_about(app: GuideBase) -> None:
    """Show what this program is and how it works."""
    app.push_screen(Page(app.texts("ui.about.title"), app.texts("ui.about.body"), app.texts))


def choose_hard(app: GuideBase) -> None:
    """Choose a page of help for when a talk gets hard."""
    from gespreksklaar.screens.home.hard_moments import hard_page, hard_rows  # noqa: PLC0415 - pydantic waits

    def chosen(key: str | None) -> None:
        if key:
            app.push_screen(hard_page(key, app.texts))

    app.push_screen(Menu(app.texts("ui.hard.title"), hard_rows(app.texts), app.texts), chosen)


def choose_document(app: GuideBase) -> None:
    """Choose what to take along or send after a talk."""
    from gespreksklaar.tui.take import choose_document  # noqa: PLC0415 - pydantic waits for a prep

    choose_document.choose_document(app)


def open_words(app: GuideBase) -> None:
    """Show the words of school."""
    app.open_words()


def open_agreements(app: GuideBase) -> None:
    """Show the agreements of all talks, if no prep is open."""
    if app.session is None:
        from gespreksklaar.tui.full.ledger import open_ledger  # noqa: PLC0415 - pydantic waits for an agreement

        open_ledger(app)


DIALOGS: Mapping[str, Callable[[GuideBase], None]] = {
    "command": choose_command,
    "language": choose_language,
    "theme": choose_theme,
    "states": bring_version_back,
    "bin": show_trash,
    "about": tell_about,
    "documents": choose_document,
    "words": open_words,
    "hard": choose_hard,
    "agreements": open_agreements,
}

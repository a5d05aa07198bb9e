"""The dialogs that are there from anywhere: what to do, a language, colours, what was, and about the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.tui.full.versions import choose_state, show_bin
from gespreksklaar.tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from gespreksklaar.tui.full.app import GuideApp


def choose_command(app: GuideApp) -> None:
    """Go somewhere, or change something."""
    if isinstance(app.screen, Menu):
        return
    found = list(app.commands())
    rows = numbered((command.action, command.words) for command in found)

    async def chosen(action: str | None) -> None:
        if action:
            await app.run_action(action)

    app.push_screen(Menu(app.texts("ui.dialog.menu.title"), rows, app.texts), chosen)


def choose_language(app: GuideApp) -> None:
    """Speak another language, at the same place."""
    rows = [Row(code, app.texts(f"ui.languages.{code}"), number=n) for n, code in enumerate(app.languages, 1)]

    def chosen(code: str | None) -> None:
        if not code or code == app.texts.language:
            return
        problem = app.speak(code)
        screen = app.prep_screen
        app.show(*(screen.place if screen else ("start", "")))
        app.say(problem.say(app.texts) if problem else app.texts("ui.message.language"))

    app.push_screen(Menu(app.texts("ui.dialog.language.title"), rows, app.texts, at=app.texts.language), chosen)


def choose_theme(app: GuideApp) -> None:
    """Other colours."""
    rows = [Row(name, app.texts(f"ui.themes.{name}"), number=n) for n, name in enumerate(NAMES, 1)]

    def chosen(name: str | None) -> None:
        if name:
            app.theme = name
            app.keep_settings(theme=name)

    app.push_screen(Menu(app.texts("ui.dialog.theme.title"), rows, app.texts, at=app.theme), chosen)


def tell_about(app: GuideApp) -> None:
    """What this program is, and how it works."""
    app.push_screen(Page(app.texts("ui.about.title"), app.texts("ui.about.body"), app.texts))


def choose_hard(app: GuideApp) -> None:
    """What to say and whom to turn to when a talk gets hard."""
    from gespreksklaar.screens.home.hard_moments import hard_page, hard_rows  # noqa: PLC0415 - pydantic waits

    def chosen(key: str | None) -> None:
        if key:
            app.push_screen(hard_page(key, app.texts))

    app.push_screen(Menu(app.texts("ui.hard.title"), hard_rows(app.texts), app.texts), chosen)


def choose_thing(app: GuideApp) -> None:
    """What to take along or send after a talk."""
    from gespreksklaar.tui.take import choose_document  # noqa: PLC0415 - pydantic waits for a prep

    choose_document.choose_thing(app)


def open_words(app: GuideApp) -> None:
    """The words of school."""
    app.coach.open()


def open_agreements(app: GuideApp) -> None:
    """The agreements over all talks, which are asked for where no prep is open."""
    if app.session is None:
        from gespreksklaar.tui.full.ledger import open_ledger  # noqa: PLC0415 - pydantic waits for an agreement

        open_ledger(app)


DIALOGS: Mapping[str, Callable[[GuideApp], None]] = {
    "command": choose_command,
    "language": choose_language,
    "theme": choose_theme,
    "states": choose_state,
    "bin": show_bin,
    "about": tell_about,
    "things": choose_thing,
    "words": open_words,
    "hard": choose_hard,
    "agreements": open_agreements,
}

"""The app: which prep is open, which screen shows it, and the one way a change goes in."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.scrollbar import ScrollBar

from gespreksklaar.content.problems import Problem
from gespreksklaar.content.shelf import Shelf
from gespreksklaar.content.texts import Texts, languages
from gespreksklaar.screens.choices import Row
from gespreksklaar.screens.dialogs import Menu, Page
from gespreksklaar.screens.frame import TranslatedScreen
from gespreksklaar.screens.keys import key
from gespreksklaar.screens.start import PrepWanted, StartScreen
from gespreksklaar.tui.bookmarks import Bookmarks
from gespreksklaar.tui.driver import QuietDriver
from gespreksklaar.tui.scroll_bar import PlainScrollBar
from gespreksklaar.tui.theme_names import DEFAULT, NAMES
from gespreksklaar.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from gespreksklaar.screens.messages import Edited, GoTo, UndoWanted
    from gespreksklaar.screens.review import SheetWanted
    from gespreksklaar.screens.step import PrepScreen
    from gespreksklaar.tui.places import Places
    from gespreksklaar.tui.session import Session
    from gespreksklaar.tui.settings import Settings

SAVE_AFTER = 0.5
"""Seconds after a first unsaved change in which it is written; typing on does not put it off."""


def _command_provider() -> type[Provider]:
    from gespreksklaar.tui.commands import CommandProvider  # noqa: PLC0415 - only the palette needs it

    return CommandProvider


class GuideApp(App[int], inherit_bindings=False):
    """Gespreksklaar on a full screen."""

    CSS_PATH = "app.tcss"
    TITLE = "Gespreksklaar"
    COMMANDS = {_command_provider}  # noqa: RUF012 - Textual's name and type
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "menu", "screen.menu"),
        key("ctrl+p", "command_palette", "app.palette", show=False),
        key("ctrl+q", "quit", "app.quit", show=False),
    ]

    def __init__(
        self, places: Places, settings: Settings, texts: Texts, open_name: str | None = None, theme: str = ""
    ) -> None:
        super().__init__(driver_class=QuietDriver)
        ScrollBar.renderer = PlainScrollBar
        self.places = places
        self.settings = settings
        self.texts = texts
        self.shelf = Shelf(places.preps)
        self.bookmarks = Bookmarks(places.state / "places.json")
        self.session: Session | None = None
        self._open_first = open_name
        self._saving_planned = False
        self._saving = "saved"
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        wanted = theme or settings.theme
        self.theme = wanted if wanted in NAMES else DEFAULT

    def on_mount(self) -> None:
        """Show the preps, or the one that was asked for."""
        self.push_screen(self._start_screen())
        self.call_after_refresh(_collect_from_now)
        if self._open_first:
            self.open_prep(self._open_first)
        elif not self.settings.first_run_done:
            self.call_after_refresh(self._welcome)

    def _welcome(self) -> None:
        self.settings = self.settings.changed(first_run_done=True)
        self._keep_settings()
        self.push_screen(Page(self.texts("ui.first.title"), self.texts("ui.first.body").strip(), self.texts))

    async def action_quit(self) -> None:
        """Save and leave."""
        if self.save():
            self.exit(0)

    def save(self) -> bool:
        """Write what is not written yet; say so when that fails. True when all is on disk."""
        self._saving_planned = False
        if self.session is None:
            return True
        try:
            self.session.save()
        except Problem as problem:
            self._show_saving("failed")
            self.say(self.texts("ui.message.not-saved", why=problem.say(self.texts)))
            return False
        self._show_saving("saved")
        return True

    def _show_saving(self, state: str) -> None:
        self._saving = state
        if (screen := self._prep_screen()) is not None:
            screen.title_bar.state = state

    def open_prep(self, name: str) -> None:
        """Open this prep where the parent left it."""
        from gespreksklaar.tui.session import Session  # noqa: PLC0415 - pydantic waits for a prep

        try:
            loaded = self.shelf.open(name)
        except Problem as problem:
            self.say(problem.say(self.texts))
            return
        self.session = Session(self.shelf, loaded.prep, name, read_only=loaded.read_only)
        step, field = self.bookmarks.get(loaded.prep.id)
        self._saving = "read-only" if loaded.read_only else "saved"
        self.show(step or "going", field)
        if loaded.note:
            self.say(loaded.note.say(self.texts))

    def new_prep(self) -> None:
        """Begin a prep; it becomes a file with the first thing filled in."""
        from gespreksklaar.content.prep import Prep  # noqa: PLC0415 - pydantic waits for a prep
        from gespreksklaar.tui.session import Session  # noqa: PLC0415

        self.session = Session(self.shelf, Prep())
        self._saving = "saved"
        self.show("going")

    def on_edited(self, event: Edited) -> None:
        """A field became something else: the one way a prep changes."""
        if self.session is None:
            return
        try:
            self.session.edit(event.path, event.value, undoable=event.undoable)
        except Problem as problem:
            self.say(problem.say(self.texts))
            return
        if (screen := self._prep_screen()) is not None:
            screen.load(self.session.prep)
        if not self._saving_planned:
            self._saving_planned = True
            self.set_timer(SAVE_AFTER, self.save)

    def on_undo_wanted(self, event: UndoWanted) -> None:
        """Take back the last change of a list."""
        screen = self._prep_screen()
        if self.session is None or screen is None:
            return
        undone = self.session.undo(event.path)
        if undone:
            screen.reload(self.session.prep)
            self.save()
        self.say(self.texts("ui.message.undone" if undone else "ui.message.nothing-to-undo"))

    def on_go_to(self, event: GoTo) -> None:
        """To another step, review, or the start screen."""
        self.show(event.step, event.field)

    def action_go(self, step: str) -> None:
        """To another step, from the menu."""
        self.show(step)

    def show(self, step: str, field: str = "") -> None:
        """Save, and show this place."""
        self._remember_place()
        saved = self.save()
        if step == "start" or self.session is None:
            if self.session and saved:
                with suppress(Problem):
                    self.session.name_by_content()
            name = self.session.name if self.session else ""
            if saved:
                self.session = None
                self.switch_screen(self._start_screen(name))
            return
        from gespreksklaar.screens.steps import make_screen  # noqa: PLC0415 - the steps wait for a prep

        self.switch_screen(make_screen(step, self.session.prep, self.texts, field, self._saving))
        self.bookmarks.put(self.session.prep.id, step, field)

    def _remember_place(self) -> None:
        screen = self._prep_screen()
        if self.session and screen:
            self.bookmarks.put(self.session.prep.id, *screen.place)

    def _start_screen(self, at: str = "") -> StartScreen:
        return StartScreen(self.shelf.list, self.texts, at=at)

    def _prep_screen(self) -> PrepScreen | None:
        """The screen of the open prep, also when a dialog lies over it."""
        if self.session is None:
            return None
        from gespreksklaar.screens.step import PrepScreen  # noqa: PLC0415 - loaded with the first prep

        return next((s for s in reversed(self.screen_stack) if isinstance(s, PrepScreen)), None)

    def say(self, words: str) -> None:
        """Put words on the message line of the screen below any dialog."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, TranslatedScreen):
                screen.call_after_refresh(screen.say, words)
                return

    def action_menu(self) -> None:
        """Go somewhere, or change something, by number."""
        from gespreksklaar.tui.commands import commands  # noqa: PLC0415 - only when the menu is wanted

        if isinstance(self.screen, Menu):
            return
        found = list(commands(self.texts, in_prep=self.session is not None))
        rows = [Row(c.action, c.words, number=n if n < 10 else None) for n, c in enumerate(found, 1)]

        async def chosen(action: str | None) -> None:
            if action:
                await self.run_action(action)

        self.push_screen(Menu(self.texts("ui.dialog.menu.title"), rows, self.texts), chosen)

    def action_command_palette(self) -> None:
        """Textual's palette, in the parent's language."""
        from textual.command import CommandPalette  # noqa: PLC0415 - only when it is wanted

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self.texts("ui.commands.search")))

    def action_about(self) -> None:
        """What this program is, and how it works."""
        self.push_screen(Page(self.texts("ui.about.title"), self.texts("ui.about.body"), self.texts))

    def action_language(self) -> None:
        """Choose a language."""
        rows = [Row(code, self.texts(f"ui.languages.{code}"), number=n) for n, code in enumerate(languages(), 1)]
        menu = Menu(self.texts("ui.dialog.language.title"), rows, self.texts, at=self.texts.language)
        self.push_screen(menu, self._set_language)

    def _set_language(self, code: str | None) -> None:
        if not code or code == self.texts.language:
            return
        self.texts = Texts(code)
        self.settings = self.settings.changed(language=code)
        self._keep_settings()
        screen = self._prep_screen()
        self.show(*(screen.place if screen else ("start", "")))
        self.say(self.texts("ui.message.language"))

    def action_theme(self) -> None:
        """Choose colours."""
        rows = [Row(name, self.texts(f"ui.themes.{name}"), number=n) for n, name in enumerate(NAMES, 1)]
        self.push_screen(Menu(self.texts("ui.dialog.theme.title"), rows, self.texts, at=self.theme), self._set_theme)

    def _set_theme(self, name: str | None) -> None:
        if name:
            self.theme = name
            self.settings = self.settings.changed(theme=name)
            self._keep_settings()

    def _keep_settings(self) -> None:
        try:
            self.settings.save(self.places.config)
        except Problem as problem:
            self.say(problem.say(self.texts))

    def on_prep_wanted(self, event: PrepWanted) -> None:
        """Something with a prep, from the start screen."""
        from gespreksklaar.tui.shelf_wishes import fulfil  # noqa: PLC0415 - only when something is wanted

        fulfil(self, event)

    def on_sheet_wanted(self, event: SheetWanted) -> None:
        """Save a sheet to a file."""
        from gespreksklaar.tui.save_sheet import ask_and_save  # noqa: PLC0415 - only when a sheet is wanted

        ask_and_save(self, event.reader)


def _collect_from_now() -> None:
    gc.freeze()
    gc.enable()


def run_program(places: Places, settings: Settings, texts: Texts, open_name: str | None = None, theme: str = "") -> int:
    """Run the full-screen program; gives its exit code. `theme` counts for this run, before the settings'."""
    app = GuideApp(places, settings, texts, open_name, theme)
    return app.run(mouse=False) or 0

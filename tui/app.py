"""The app: which screen shows the open prep, and what can be done from anywhere."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.scrollbar import ScrollBar

from gespreksklaar.content import upkeep
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.shelf import Shelf
from gespreksklaar.content.texts import Texts, languages
from gespreksklaar.screens.dialogs import Page
from gespreksklaar.screens.frame import TranslatedScreen
from gespreksklaar.screens.keys import key
from gespreksklaar.screens.start import PrepWanted, StartScreen
from gespreksklaar.tui.bookmarks import Bookmarks
from gespreksklaar.tui.desk import Desk
from gespreksklaar.tui.last_line import LastLine
from gespreksklaar.tui.scroll_bar import PlainScrollBar
from gespreksklaar.tui.steady_app import SteadyApp
from gespreksklaar.tui.theme_names import DEFAULT, NAMES
from gespreksklaar.tui.themes import THEMES
from gespreksklaar.tui.ways import Ways
from gespreksklaar.tui.word_coach import WordCoach

if TYPE_CHECKING:
    from textual.command import Provider

    from gespreksklaar.content.prep import Prep
    from gespreksklaar.screens.messages import Edited, GoTo, UndoWanted
    from gespreksklaar.screens.prep_screen import PrepScreen
    from gespreksklaar.screens.review import TakeAlongWanted
    from gespreksklaar.tui.commands import Command
    from gespreksklaar.tui.places import Places
    from gespreksklaar.tui.session import Session
    from gespreksklaar.tui.settings import Settings


def _command_provider() -> type[Provider]:
    from gespreksklaar.tui.commands import CommandProvider  # noqa: PLC0415 - only the palette needs it

    return CommandProvider


class GuideApp(SteadyApp, inherit_bindings=False):
    """Gespreksklaar on a full screen."""

    CSS_PATH = "app.tcss"
    TITLE = "Gespreksklaar"
    COMMANDS = {_command_provider}  # noqa: RUF012 - Textual's name and type
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "choose('command')", "screen.menu"),
        key("f5", "choose('words')", "screen.words"),
        key("ctrl+p", "command_palette", "app.palette", show=False),
        key("ctrl+s", "save", "app.save", show=False),
        key("ctrl+z", "suspend_process", "app.suspend", show=False),
        key("ctrl+q", "quit", "app.quit", show=False, first=True),
    ]

    def __init__(
        self, places: Places, settings: Settings, texts: Texts, open_name: str | None = None, theme: str = ""
    ) -> None:
        super().__init__(places.state)
        self._filters.append(LastLine())
        ScrollBar.renderer = PlainScrollBar
        self.places = places
        self.settings = settings
        self.texts = texts
        self.ways = Ways.at_home()
        self.shelf = Shelf(places.preps)
        self.bookmarks = Bookmarks(places.state / "places.json")
        self.desk = Desk(self)
        self.coach = WordCoach(self)
        self.languages: Sequence[str] = languages()
        self._open_first = open_name
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        wanted = theme or settings.theme
        self.theme = wanted if wanted in NAMES else DEFAULT

    @property
    def session(self) -> Session | None:
        """The prep that is open."""
        return self.desk.session

    def on_mount(self) -> None:
        """Show the preps, or the one that was asked for; and what a session that was cut off left."""
        self.begin()
        self.call_after_refresh(_collect_from_now)

    def begin(self) -> None:
        """The first screen, and what is told there."""
        recovered = self.desk.recovered = upkeep.recover(self.places.preps)
        upkeep.tidy(self.places.preps)
        self.push_screen(self._start_screen(recovered[0] if recovered else ""))
        if self._open_first:
            self.open_prep(self._open_first)
        elif not self.settings.first_run_done:
            self.call_after_refresh(self._welcome)
        if recovered:
            self.say(self.texts("ui.message.recovered"))

    def _welcome(self) -> None:
        self.keep_settings(first_run_done=True)
        self.push_screen(Page(self.texts("ui.first.title"), self.texts("ui.first.body").strip(), self.texts))

    def put_away(self, *, crashed: bool = False) -> None:
        """Save and let go of the open prep."""
        self._remember_place()
        self.desk.save()
        self.desk.close(crashed=crashed)

    def suspend_words(self) -> str:
        """How to come back."""
        return self.texts("ui.suspended")

    def action_suspend_process(self) -> None:
        """Save, and give the terminal back to the shell for a while."""
        self.desk.save()
        super().action_suspend_process()

    async def action_quit(self) -> None:
        """Save and leave."""
        self.leave_prep(lambda _: self.exit(0))

    def leave_prep(self, then: Callable[[str], object]) -> None:
        """Put the open prep away, and go on with its name; where it can't be saved, ask first."""
        self._remember_place()
        if self.desk.save():
            then(self.desk.close())
            return
        from gespreksklaar.tui.not_saved import ask  # noqa: PLC0415 - only when saving fails

        ask(self, then)

    def action_save(self) -> None:
        """Save now, and say that it is done."""
        if self.session and not self.session.barred:
            self.desk.save(asked=True)

    def open_prep(self, name: str) -> None:
        """Open this prep where the parent left it."""
        try:
            note = self.desk.open(name)
        except Problem as problem:
            from gespreksklaar.tui.versions import offer_repair  # noqa: PLC0415 - only for a damaged file

            offer_repair(self, name, problem)
            return
        assert self.session is not None
        step, field = self.bookmarks.get(self.session.prep.id)
        self.show(step or "going", field)
        if note:
            self.say(note.say(self.texts))

    def new_prep(self) -> None:
        """Begin a prep; it becomes a file with the first thing filled in."""
        from gespreksklaar.content.prep import Prep  # noqa: PLC0415 - pydantic waits for a prep

        self.desk.begin(Prep())
        self.show("going")

    def load(self, prep: Prep) -> None:
        """Hand the newest prep to the screen, which knows already what was typed in it."""
        if (screen := self.prep_screen) is not None:
            screen.load(prep)

    def reload(self, prep: Prep) -> None:
        """Show this prep everywhere: it changed, but not by what is typed now."""
        if (screen := self.prep_screen) is not None:
            screen.reload(prep)

    def on_edited(self, event: Edited) -> None:
        """A field became something else: the one way a prep changes."""
        self.desk.edit(event)
        self.coach.look(event)

    def on_undo_wanted(self, event: UndoWanted) -> None:
        """Take back the last change of a list."""
        self.desk.undo(event)

    def on_go_to(self, event: GoTo) -> None:
        """To another step, review, or the start screen."""
        self.show(event.step, event.field)

    def action_go(self, step: str) -> None:
        """To another step, from the menu."""
        self.show(step)

    def show(self, step: str, field: str = "") -> None:
        """Save, and show this place."""
        if step == "start":
            self.leave_prep(self._show_start)
            return
        self._remember_place()
        self.desk.save()
        if self.session is None:
            self._show_start()
            return
        if self.desk.bring_along(step):
            step, field = "before", step
        self.switch_screen(self.make_screen(step, field, self.session.prep))
        self.bookmarks.put(self.session.prep.id, step, field)

    def make_screen(self, step: str, field: str, prep: Prep) -> PrepScreen:
        """The screen for this place."""
        from gespreksklaar.screens.steps import make_screen  # noqa: PLC0415 - the steps wait for a prep

        return make_screen(step, prep, self.texts, field, self.desk.state)

    def _show_start(self, at: str = "") -> None:
        self.switch_screen(self._start_screen(at))

    def _remember_place(self) -> None:
        screen = self.prep_screen
        if self.session and screen:
            self.bookmarks.put(self.session.prep.id, *screen.place)

    def _start_screen(self, at: str = "") -> StartScreen:
        return StartScreen(self.shelf.list, self.texts, at=at)

    @property
    def prep_screen(self) -> PrepScreen | None:
        """The screen of the open prep, also when a dialog lies over it."""
        if self.session is None:
            return None
        from gespreksklaar.screens.prep_screen import PrepScreen  # noqa: PLC0415 - loaded with the first prep

        return next((s for s in reversed(self.screen_stack) if isinstance(s, PrepScreen)), None)

    def say(self, words: str) -> None:
        """Put words on the message line: of the screen below any dialog, and of the next one when this one goes now."""
        self.call_later(self._say_here, words)

    def _say_here(self, words: str) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, TranslatedScreen):
                screen.call_after_refresh(screen.say, words)
                return

    def action_choose(self, what: str) -> None:
        """Open one of the dialogs that are there from anywhere."""
        from gespreksklaar.tui.choose import DIALOGS  # noqa: PLC0415 - only when one is wanted

        DIALOGS[what](self)

    def action_command_palette(self) -> None:
        """Textual's palette, in the parent's language."""
        from gespreksklaar.tui.commands import Palette  # noqa: PLC0415 - only when it is wanted

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=self.texts("ui.commands.search")))

    def action_take_over(self) -> None:
        """Go on writing in a prep that another session had."""
        if not self.desk.take_over() and self.session and self.session.barred:
            self.say(self.session.barred.say(self.texts))

    def speak(self, language: str) -> None:
        """Another language from here on."""
        self.texts = Texts(language)
        self.keep_settings(language=language)

    def commands(self) -> Iterator[Command]:
        """What can be done from anywhere now."""
        from gespreksklaar.tui.commands import commands  # noqa: PLC0415 - only the menu needs it

        return commands(self.texts, self.session)

    def keep_settings(self, **changes: str | bool) -> None:
        """Change settings, and write them."""
        self.settings = self.settings.changed(**changes)
        try:
            self.settings.save(self.places.config)
        except Problem as problem:
            self.say(problem.say(self.texts))

    def on_prep_wanted(self, event: PrepWanted) -> None:
        """Something with a prep, from the start screen."""
        from gespreksklaar.tui.shelf_wishes import fulfil  # noqa: PLC0415 - only when something is wanted

        fulfil(self, event)

    def on_take_along_wanted(self, event: TakeAlongWanted) -> None:
        """A sheet on paper, on a phone, or in a file."""
        from gespreksklaar.tui.take_along import take_along  # noqa: PLC0415 - only when a sheet is wanted

        take_along(self, event.reader)


def _collect_from_now() -> None:
    gc.freeze()
    gc.enable()

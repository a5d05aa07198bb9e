"""The app at home: its start and looks, and the commands that work everywhere."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.filter import Monochrome
from textual.geometry import Offset
from textual.scrollbar import ScrollBar

from gespreksklaar.content.files.reading import names_in
from gespreksklaar.content.form.places.delivery import DeliveryOptions
from gespreksklaar.content.prep.file_names import is_prep_file, name_of
from gespreksklaar.content.prep.vocabulary import AFTER, REVIEW
from gespreksklaar.content.store import maintenance
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts, languages
from gespreksklaar.screens.home.start import PrepWanted, StartScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.tui.full.prep_app import PrepApp
from gespreksklaar.tui.home import crash
from gespreksklaar.tui.home.folder_watch import FolderWatch
from gespreksklaar.tui.print_jobs import Jobs
from gespreksklaar.tui.printer_watch import PrinterWatch
from gespreksklaar.tui.take.printer_now import ask_printer
from gespreksklaar.tui.terminal.picture.output_filter import NoColours, OutputFilter
from gespreksklaar.tui.terminal.scroll_bar import PlainScrollBar
from gespreksklaar.tui.terminal.theme_names import DEFAULT, NAMES
from gespreksklaar.tui.terminal.themes import THEMES

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.timer import Timer

    from gespreksklaar.content.form.places.menu import Command
    from gespreksklaar.screens.steps.review import SendWanted, TakeAlongWanted
    from gespreksklaar.tui.home.folders import Folders
    from gespreksklaar.tui.home.settings import Settings

FOLLOW_AFTER = 0.3
"""Seconds until the start screen shows that files changed: they often do several at once."""


_LOOKS = 10_000, 2, 5
"""After how many new objects Python looks for those that nobody needs, and then further back: less than in each step,
which makes some thousands, and often enough that the steps that were left do not pile up."""


def _command_provider() -> type[Provider]:
    from gespreksklaar.tui.full.commands import CommandProvider  # noqa: PLC0415 - only the palette needs it

    return CommandProvider


class GuideApp(PrepApp, inherit_bindings=False):
    """Gespreksklaar on a full screen."""

    CSS_PATH = "../app.tcss"
    TITLE = "Gespreksklaar"
    COMMANDS = {_command_provider}  # noqa: RUF012 - Textual's name and type
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "choose('command')", "screen.menu"),
        key("f5", "choose('words')", "screen.words"),
        key("ctrl+g", "tell_f_keys", "app.f-keys", show=False, first=True),
        key("ctrl+p", "command_palette", "app.palette", show=False),
        key("ctrl+s", "save", "app.save", show=False),
        key("ctrl+z", "suspend_process", "app.suspend", show=False, first=True),
        key("ctrl+q", "quit", "app.quit", show=False, first=True),
        key("f10", "quit", "app.f10", show=False),
    ]

    follows_the_folder = True
    """Whether somebody else may change files of preps."""

    def __init__(
        self,
        folders: Folders,
        settings: Settings,
        texts: Texts,
        open_name: str | None = None,
        theme: str = "",
        note: str = "",
    ) -> None:
        super().__init__(folders, texts)
        self._filters = [each for each in self._filters if not isinstance(each, Monochrome)]
        self._filters += [OutputFilter(), NoColours(enabled=self.no_color)]
        ScrollBar.renderer = PlainScrollBar
        self.settings = settings
        self.time_zone = settings.time_zone
        self.delivery = DeliveryOptions.at_home()
        self.jobs = Jobs()
        self.printer = PrinterWatch()
        self.languages: Sequence[str] = languages()
        self._open_first = open_name
        self._note = note
        self._watch = FolderWatch(folders.preps, self._file_changed)
        self._follow: Timer | None = None
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        wanted = theme or settings.theme
        self.theme = wanted if wanted in NAMES else DEFAULT
        self.stylesheet.set_variables(self.get_css_variables())
        self._styled_for = self.theme

    def refresh_css(self, animate: bool = True) -> None:
        """Read all styles anew where another theme has other colours. Textual also does for the very first screen."""
        if self.theme != self._styled_for:
            self._styled_for = self.theme
            super().refresh_css(animate)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor belongs: a braille display and an input method follow it.

        Textual asks at every frame. What its own widgets set was right before the screen scrolled to them.
        """
        # Fields and lists have it; what has none has no cursor.
        here: Offset | None = getattr(self.focused, "cursor_screen_offset", None)
        if here is not None:
            return here
        title = next(iter(self.screen.query(".dialog-title")), None)
        return title.region.offset if title else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Set nothing."""

    def on_mount(self) -> None:
        """Show the start screen, or the prep that the command line names."""
        self.begin()
        self.call_after_refresh(_collect_from_now)

    def begin(self) -> None:
        """Recover and tidy the folder, show the first screen, and report what was recovered."""
        # Read once: a folder can hold a hundred thousand other files.
        names = list(names_in(self.folders.preps, links=True))
        recovered = self.recovered = maintenance.recover(self.folders.preps, names)
        newest = next(iter(recovered), "")
        maintenance.tidy(self.folders.preps, names)
        self.push_screen(self._start_screen(newest))
        if self._open_first:
            self.open_prep(self._open_first)
        elif not self.settings.first_run_done:
            self.call_after_refresh(self._welcome)
        if recovered:
            lacks = any(problem.reason == "recovered-part" for problem in recovered.values())
            self.show_message(self.texts("ui.message.recovered-part" if lacks else "ui.message.recovered"))
        elif self._note:
            self.show_message(self._note)
        self._follow_folder()

    def show(self, step: str, field: str = "") -> None:
        """Show a place, as before; the first prep may have made the folder meanwhile."""
        super().show(step, field)
        self._follow_folder()
        if step in (REVIEW, AFTER):
            ask_printer(self)

    def _follow_folder(self) -> None:
        if self.follows_the_folder:
            self._watch.begin()

    def on_unmount(self) -> None:
        """Watch the folder no longer."""
        self._watch.end()

    def _file_changed(self, name: str) -> None:
        if not is_prep_file(name):
            return
        if self.session and name_of(name) == self.session.name:
            self.session.file_changed()
        if self._follow is None:
            self._follow = self.set_timer(FOLLOW_AFTER, self._show_files)

    def _show_files(self) -> None:
        self._follow = None
        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                screen.follow()

    def _welcome(self) -> None:
        self.keep_settings(first_run_done=True)
        from gespreksklaar.tui.full.welcome import Welcome  # noqa: PLC0415 - only once ever

        self.push_screen(Welcome(self.texts("ui.first.title"), self.texts("ui.first.body").strip(), self.texts))

    async def action_quit(self) -> None:
        """Save and quit."""
        self.leave_prep(lambda _: self.exit(0))

    def action_tell_f_keys(self) -> None:
        """Say what the key after this one does; the driver makes an F-key of it."""
        self.tell_of_key(self.texts("ui.message.f-key-follows"))

    def on_key_not_understood(self) -> None:
        """Say so, and how the F-keys work on every terminal."""
        self.tell_of_key(self.texts("ui.message.unknown-key"))

    def action_choose(self, what: str) -> None:
        """Open one of the dialogs that can be opened from everywhere."""
        from gespreksklaar.tui.full.dialogs import DIALOGS  # noqa: PLC0415 - only when one is wanted

        DIALOGS[what](self)

    def action_command_palette(self) -> None:
        """Open Textual's palette, in the user's language."""
        from gespreksklaar.tui.full.commands import Palette  # noqa: PLC0415 - only when it is wanted

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(self.texts("ui.commands.search")))

    def speak(self, language: str) -> Problem | None:
        """Switch to another language; returns the Problem if the choice could not be saved."""
        self.texts = Texts(language)
        return self.keep_settings(language=language)

    def commands(self) -> Iterator[Command]:
        """The commands that can be given from everywhere now."""
        from gespreksklaar.content.form.places import menu  # noqa: PLC0415 - only for menu and palette

        start = next((screen for screen in self.screen_stack if isinstance(screen, StartScreen)), None)
        if start and start.check_action("request", ("copy",)):
            yield from menu.commands_for_one(self.texts)
        yield from menu.commands(self.texts, self.session)

    def keep_settings(self, **changes: str | bool) -> Problem | None:
        """Change settings and save them; shows the Problem and returns it if that fails."""
        self.settings = self.settings.changed(**changes)
        try:
            self.settings.save(self.folders.config)
        except Problem as problem:
            self.show_message(problem.message(self.texts))
            return problem
        return None

    def on_prep_wanted(self, event: PrepWanted) -> None:
        """Do what the start screen asks with a prep."""
        from gespreksklaar.tui.full.start_actions import fulfil  # noqa: PLC0415 - only when something is wanted

        fulfil(self, event)

    def on_take_along_wanted(self, event: TakeAlongWanted) -> None:
        """Let the user take a sheet along: on paper, on a phone, or in a file."""
        from gespreksklaar.tui.take.take_along import take_along  # noqa: PLC0415 - only when a sheet is wanted

        take_along(self, event.reader)

    def on_send_wanted(self, event: SendWanted) -> None:
        """Let the user take a message to school along."""
        from gespreksklaar.tui.take.take_along import take_message  # noqa: PLC0415 - only when one is wanted

        take_message(self, event.name)


def _collect_from_now() -> None:
    debug_log.note("first-screen")
    if not gc.get_freeze_count():
        # Where a warm host froze what was loaded, this would only keep what the start threw away.
        gc.freeze()
    gc.set_threshold(*_LOOKS)
    gc.enable()


def run_program(
    folders: Folders, settings: Settings, texts: Texts, open_name: str | None = None, theme: str = "", note: str = ""
) -> int:
    """Run the app, and open the prep named `open_name` if given; returns the exit code.

    `theme` overrides the one in the settings, and `note` is told on the first screen. After a bug of ours, two
    sentences are printed instead of a traceback.
    """
    kept = True

    def run() -> int:
        nonlocal kept
        app = GuideApp(folders, settings, texts, open_name, theme, note)
        try:
            app.run(mouse=False)
        finally:
            kept = app.on_disk
        return app.return_code or 0

    def words() -> str:
        return texts("ui.crash" if kept else "ui.crash-unsaved")

    return crash.run_guarded(run, folders.state, words, lambda: texts("cli.no-memory"))

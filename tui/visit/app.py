"""The app for one visitor of a kiosk: one prep, nothing kept, and no way to anything else."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from gespreksklaar.content.form.places.menu import (
    WIPE,
    Command,
    choose_beginning,
    choose_end,
    visitor_may_choose,
    visitor_may_go,
    visitors_commands,
)
from gespreksklaar.content.prep.vocabulary import START
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.kiosk.dialogs import AskPin
from gespreksklaar.screens.kiosk.welcome import LanguageWanted, VisitWanted, WelcomeScreen
from gespreksklaar.screens.widgets.dialogs import Menu, Page
from gespreksklaar.screens.widgets.frame import Standing, TranslatedModal, TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.tui.home import crash
from gespreksklaar.tui.home.folders import Folders
from gespreksklaar.tui.home.settings import Settings
from gespreksklaar.tui.kiosk.pin import PinLock
from gespreksklaar.tui.kiosk.protocol import ALIVE, ALIVE_EVERY, PIN_MISSED, PIN_RIGHT, send_job, send_sign
from gespreksklaar.tui.print_jobs import Jobs
from gespreksklaar.tui.terminal.digit_rows import DIGIT_ROWS
from gespreksklaar.tui.visit.inactivity import Inactivity
from gespreksklaar.tui.visit.locked_app import LockedApp

if TYPE_CHECKING:
    import socket

    from gespreksklaar.content.open_prep.session import Session
    from gespreksklaar.screens.steps.prep_screen import PrepScreen
    from gespreksklaar.tui.kiosk.protocol import Briefing

_VISITORS = {"blank", "start_over", "choose"}
_OUTPUT = 1
_HANDING_IN = 5.0
"""Seconds that handing in a print job may still take after the end of a visit."""


def kiosk_texts(language: str, *, helper: bool = False) -> Texts:
    """The texts of a kiosk: those below `instead` in `guide/LANGUAGE/kiosk.toml` override the usual ones.

    With a helper, those below `helper` override both, and there are no tips: they are for who works alone.
    """
    return Texts(language, ("kiosk.helper", "kiosk.instead") if helper else ("kiosk.instead",), tips=not helper)


class _StartOver(Menu):
    """Asks whether to wipe everything; a class of its own, so that it is never open twice."""


class KioskApp(LockedApp, inherit_bindings=False):
    """Gespreksklaar for one visitor, from the welcome until the supervisor wipes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f10", "start_over", "kiosk.done", first=True),
        key("f9", "blank", "kiosk.blank", first=True),
        key("f2", "choose('command')", "screen.menu"),
        key("f5", "choose('words')", "screen.words"),
        key("ctrl+g", "tell_f_keys", "app.f-keys", show=False, first=True),
        key("f12", "staff", "kiosk.staff", show=False, first=True),
    ]

    # The supervisor does, and at once has a line there.
    clears_the_screen = False
    follows_the_folder = False

    def __init__(self, briefing: Briefing, line: socket.socket) -> None:
        config, folder = briefing.config, Path(briefing.folder)
        folders = Folders(folder / "preps", folder / "state", folder / "settings", folder / "sheets")
        super().__init__(folders, Settings(), kiosk_texts(config.languages[0]), theme=config.theme)
        self.config = config
        self.digit_row = DIGIT_ROWS.get(config.keyboard, {})
        self.languages = config.languages
        self.delivery = config.delivery()
        self.jobs = Jobs(partial(send_job, line))
        self.visiting = False
        self._helper = False
        self._briefing = briefing
        self._line = line
        self._next_sign = 0.0
        self._inactivity = Inactivity(self, config, visiting=lambda: self.visiting, end=self.end, stand=self.stand)
        self._pin_lock = PinLock(config.pin, briefing.misses, briefing.pin_wait, lambda: send_sign(line, PIN_MISSED))

    # From the welcome to the end.

    def begin(self) -> None:
        """Show the welcome, and check from now on whether anybody is there."""
        if self._briefing.once:
            self._inactivity.somebody_is_there()
        self.push_screen(self._welcome_screen())
        if self._briefing.note:
            self.show_message(self.texts(f"kiosk.note.{self._briefing.note}"))
        self.set_interval(1.0, self._tick)
        self._tick()

    def _welcome_screen(self) -> WelcomeScreen:
        config, texts = self.config, self.texts
        minutes = ceil((config.idle_seconds + config.warning_seconds) / 60)
        greeting = config.welcome.get(texts.language) or texts("kiosk.welcome.greeting")
        kept = texts.count("kiosk.welcome.kept", minutes)
        house = config.organisation
        beginning = choose_beginning(config.languages, texts, helper=config.helper)
        return WelcomeScreen(texts, beginning.rows, house=house, greeting=greeting, kept=kept)

    def on_language_wanted(self, event: LanguageWanted) -> None:
        """Show the welcome in another language."""
        self.speak(event.language)
        self.switch_screen(self._welcome_screen())

    def on_visit_wanted(self, event: VisitWanted) -> None:
        """Begin a new prep at once; with a helper, first show both of them how that works."""
        if self.visiting:
            return
        self.visiting, self._helper = True, event.helper
        self._inactivity.visit_begins()
        self.speak(self.texts.language)
        self.new_prep(short=event.short)
        if event.helper:
            self.push_screen(Page(self.texts("kiosk.together.title"), self.texts("kiosk.together.body"), self.texts))

    def action_start_over(self) -> None:
        """Ask for confirmation, and have everything wiped. On the welcome there is nothing to ask about."""
        if not self.visiting:
            self.end()
            return
        choice = choose_end(self.texts, printing=self.jobs.is_printing or bool(self.jobs.last))

        def chosen(key: str | None) -> None:
            if key == WIPE:
                self.end()

        if not isinstance(self.screen, _StartOver):
            self.push_screen(_StartOver(choice.title, choice.rows, self.texts), chosen)

    def end(self) -> None:
        """End the visit; the supervisor wipes."""
        self.exit(0, return_code=0)

    def put_away(self, *, crashed: bool = False) -> None:
        """Save nothing."""

    # Where a visitor can go.

    def show(self, step: str, field: str = "") -> None:
        """Show a place; the start screen, with its other preps, means starting over."""
        if step == START:
            self.action_start_over()
        elif visitor_may_go(step):
            super().show(step, field)

    def make_screen(self, session: Session, step: str, field: str) -> PrepScreen:
        """Make a screen that opens at what can be chosen, and has no places after the preparation."""
        screen = super().make_screen(session, step, field)
        screen.lists_first, screen.talk_follows = True, False
        return screen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for visitors only during a visit; who came over a line can also leave from the welcome."""
        return self.visiting or action not in _VISITORS or (action == "start_over" and self._briefing.once)

    def commands(self) -> Iterator[Command]:
        """The commands for a visitor: the folders, the language, hiding the screen, and wiping."""
        return visitors_commands(self.texts, self.session, visiting=self.visiting)

    def action_choose(self, what: str) -> None:
        """Open a dialog, if it changes nothing outside this visit."""
        if visitor_may_choose(what):
            super().action_choose(what)

    def stand(self, standing: Standing) -> None:
        """Have this line on every screen from now on."""
        if standing != self.standing:
            self.standing = standing
            for screen in self.screen_stack:
                if isinstance(screen, TranslatedScreen | TranslatedModal):
                    screen.show_standing()

    def speak(self, language: str) -> None:
        """Switch to another language."""
        self.texts = kiosk_texts(language, helper=self._helper)

    def keep_settings(self, **changes: str | bool) -> None:
        """Change nothing: the organisation chose the settings."""

    # Signs of life, and of somebody there.

    def _tick(self) -> None:
        now = time.monotonic()
        if now >= self._next_sign and self._takes_output():
            send_sign(self._line, ALIVE)
            self._next_sign = now + ALIVE_EVERY
        self._inactivity.look()

    def _takes_output(self) -> bool:
        """Whether the terminal takes output, as a frozen client does not."""
        return self.is_headless or bool(select.select([], [_OUTPUT], [], 0)[1])

    async def on_event(self, event: events.Event) -> None:
        """Give every key and paste to the watch first."""
        if not (isinstance(event, events.Key | events.Paste) and self._inactivity.accepts(event)):
            await super().on_event(event)

    def action_blank(self) -> None:
        """Hide the screen while somebody passes."""
        self._inactivity.blank()

    def action_staff(self) -> None:
        """Ask for the staff PIN, if there is one."""

        def answered(right: bool | None) -> None:
            if right:
                send_sign(self._line, PIN_RIGHT)
                self.end()

        # Over SSH every login would start with no misses, and there is no staff screen.
        if self.config.pin and not self._briefing.once and not isinstance(self.screen, AskPin):
            self.push_screen(AskPin(self._pin_lock.opens, self._pin_lock.wait, self.texts), answered)


def run_session(briefing: Briefing, line: socket.socket) -> int:
    """Run one visitor's session; returns its exit code."""

    def run() -> int:
        app = KioskApp(briefing, line)
        try:
            app.run(mouse=False)
        finally:
            # A sheet that is being handed in just now: the supervisor has to know which one to cancel.
            app.jobs.close(_HANDING_IN)
        return app.return_code or 0

    return crash.run_guarded(run, Path(briefing.folder) / "state", lambda: "")

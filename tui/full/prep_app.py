"""The open prep in the app: its screens, and how it is saved and closed."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.events import Key

from gespreksklaar.content.form.places.order import FIRST, asks_first, with_detour
from gespreksklaar.content.open_prep.front import READ_ONLY
from gespreksklaar.content.prep.vocabulary import START
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.home.start import StartScreen
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.tui.full.jargon_hint import JargonHint
from gespreksklaar.tui.full.steady_app import SteadyApp
from gespreksklaar.tui.home.bookmarks import Bookmarks

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from gespreksklaar.content.open_prep.front import Later
    from gespreksklaar.content.open_prep.session import Session
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.words.texts import Texts
    from gespreksklaar.screens.steps.prep_screen import PrepScreen
    from gespreksklaar.screens.widgets.messages import Edited, GoTo, UndoWanted
    from gespreksklaar.tui.home.folders import Folders


_F_KEY: Final = re.compile(r"f\d+")


class PrepApp(SteadyApp, inherit_bindings=False):
    """An app with one prep open at a time; with none it shows the start screen. It is the open prep's `Front`."""

    def __init__(self, folders: Folders, texts: Texts) -> None:
        super().__init__(folders.state)
        self.folders = folders
        self.texts = texts
        self.library = Library(folders.preps, lambda: self.texts)
        self.bookmarks = Bookmarks(folders.state / "places.json")
        self.recovered = {}
        self.jargon_hint = JargonHint(self)
        self._was_on_disk = True
        self._told_of_key: tuple[TranslatedScreen[Any], str, str] | None = None
        """The screen that says something of the key just pressed, these words, and what stood there before."""

    @property
    def on_disk(self) -> bool:
        """Whether everything typed in the open prep is on disk; after `put_away`, whether it was then."""
        return self.session.on_disk if self.session else self._was_on_disk

    @property
    def prep_screen(self) -> PrepScreen | None:
        """The screen of the open prep, also below a dialog; None when no prep is open."""
        if self.session is None:
            return None
        from gespreksklaar.screens.steps.prep_screen import PrepScreen  # noqa: PLC0415 - loaded with the first prep

        return next((s for s in reversed(self.screen_stack) if isinstance(s, PrepScreen)), None)

    def open_prep(self, name: str) -> None:
        """Open this prep where the user left it."""
        from gespreksklaar.content.form.places.talk_flow import reopens_at  # noqa: PLC0415 - pydantic waits for a prep
        from gespreksklaar.content.open_prep.session import Session  # noqa: PLC0415

        try:
            self.session, note = Session.open(self, self.library, name)
        except Problem as problem:
            from gespreksklaar.tui.full.versions import offer_repair  # noqa: PLC0415 - only for a damaged file

            offer_repair(self, name, problem)
            return
        note = note or self.recovered.pop(name, None)
        left = self.bookmarks.get(self.session.prep.id)
        step, field = reopens_at(self.session.prep, left, date.today())
        self.show(step or FIRST, field)
        if note:
            self.show_message(note.message(self.texts))

    def new_prep(self, *, short: bool = False) -> None:
        """Begin a prep, maybe the short way; it becomes a file when the user fills in the first field."""
        from gespreksklaar.content.prep.model import Prep  # noqa: PLC0415 - as in open_prep

        self.begin_prep(Prep(short=short))
        self.show(FIRST)

    def begin_prep(self, prep: Prep) -> Session:
        """Have this new prep open."""
        from gespreksklaar.content.open_prep.session import Session  # noqa: PLC0415 - as in open_prep

        self.session = Session.begin(self, self.library, prep)
        return self.session

    def close_prep(self) -> str:
        """Close the open prep, saved or not. Returns its name; nothing when none is open."""
        name = self.session.close() if self.session else ""
        self.session = None
        return name

    def on_go_to(self, event: GoTo) -> None:
        """Show another place, or the start screen."""
        self.show(event.step, event.field)

    def action_go(self, step: str) -> None:
        """Show another place, from the menu."""
        self.show(step)

    def action_ask(self, how: str) -> None:
        """Ask only what is needed from now on, or all, from the menu."""
        from gespreksklaar.content.form.places.menu import SHORT  # noqa: PLC0415 - only from the menu

        screen = self.prep_screen
        if screen and self.session and self.session.edit("short", how == SHORT):
            self.show(*screen.place)

    def show(self, step: str, field: str = "") -> None:
        """Save, and show this place with the focus in this field."""
        if step == START:
            self.leave_prep(self._show_start)
            return
        if self.session is None:
            self._show_start()
            return
        self.session.save_beside()
        step, field = with_detour(step, field, something_new=asks_first(step) and self.session.bring_along())
        self.switch_screen(self.make_screen(self.session, step, field))
        self.bookmarks.put(self.session.prep.id, step, field)

    def make_screen(self, session: Session, step: str, field: str) -> PrepScreen:
        """Make the screen of this place."""
        from gespreksklaar.screens.places import make_screen  # noqa: PLC0415 - the steps wait for a prep

        return make_screen(step, session, self.texts, field, session.saving.state)

    def _show_start(self, at: str = "") -> None:
        self.switch_screen(self._start_screen(at))

    def _start_screen(self, at: str = "") -> StartScreen:
        return StartScreen(self.library.read_on, self.texts, at=at)

    def _remember_place(self) -> None:
        screen = self.prep_screen
        if self.session and screen:
            self.bookmarks.put(self.session.prep.id, *screen.bookmark)

    def on_line_turned(self) -> None:
        """Remember which line is half typed, for when the program is cut off."""
        self._remember_place()

    def on_edited(self, event: Edited) -> None:
        """Look for words of school in what was typed."""
        self.jargon_hint.look(event)

    def open_words(self) -> None:
        """Show the words of school, at the one on offer."""
        self.jargon_hint.open()

    def on_undo_wanted(self, event: UndoWanted) -> None:
        """Undo the last undoable change of this field."""
        if self.session:
            self.session.undo(event.path)

    def on_key(self, event: Key) -> None:
        """Say of an F-key that does nothing here that it does nothing: a help page or the bar elsewhere names it."""
        if _F_KEY.fullmatch(event.key):
            active = self.screen.active_bindings.get(event.key)
            if active is None or not active.enabled:
                self.tell_of_key(self.texts("ui.message.idle-key", key=event.key.upper()))

    def tell_of_key(self, words: str) -> None:
        """Put words about the key just pressed on the message line, at once and until the next key."""
        screens = (screen for screen in reversed(self.screen_stack) if isinstance(screen, TranslatedScreen))
        for screen in screens:
            self._told_of_key = screen, words, screen.said
            screen.show_message(words)
            return

    async def on_event(self, event: events.Event) -> None:
        """With the next key, show again what stood on the message line before words about a key."""
        if isinstance(event, Key) and self._told_of_key:
            (screen, words, before), self._told_of_key = self._told_of_key, None
            if screen.said == words:
                screen.show_message(before)
        await super().on_event(event)

    # The `Front` of the open prep.

    def show_prep(self) -> None:
        """Show the open prep everywhere, after a change that the user did not just type."""
        if (screen := self.prep_screen) is not None and self.session:
            screen.show_prep()

    def show_saving(self, state: str) -> None:
        """Show the state of saving in the title bar: an id below `ui.saving`."""
        if (screen := self.prep_screen) is not None:
            before, screen.title_bar.state = screen.title_bar.state, state
            if before != state and READ_ONLY in (before, state):
                # Only then do other keys work, and the state changes with every save.
                screen.refresh_bindings()

    def later(self, seconds: float, then: Callable[[], object]) -> Later:
        """Call `then` once, after this many seconds."""
        return self.set_timer(seconds, lambda: then() and None)

    def from_thread(self, then: Callable[[], object]) -> None:
        """Call `then` on the app's own thread; for use from other threads."""
        self.call_from_beside(then)

    def when_settled(self, then: Callable[[], object]) -> None:
        """Call `then` once the app has handled all keys typed before."""
        self.call_when_settled(then)

    def action_save(self) -> None:
        """Save now, and show that it is done."""
        if self.session and not self.session.barred:
            self.session.save(asked=True)

    def leave_prep(self, then: Callable[[str], object]) -> None:
        """Save and close the open prep, then call `then` with its name; if it can't be saved, ask first."""
        self._remember_place()
        if self.session is None or self.session.save():
            then(self.close_prep())
            return
        from gespreksklaar.tui.full.not_saved import ask  # noqa: PLC0415 - only when saving fails

        ask(self, then)

    def put_away(self, *, crashed: bool = False) -> None:
        """Save and close the open prep, while the app ends."""
        if self.session:
            self.session.save()
        self._was_on_disk = self.on_disk
        self._remember_place()
        if self.session:
            self.session.close(crashed=crashed)
            self.session = None

    def suspend_words(self) -> str:
        """How to come back, and whether all is on disk."""
        return self.texts("ui.suspended" if self.on_disk else "ui.suspended-unsaved")

    def action_suspend_process(self) -> None:
        """Save, and suspend the program to the shell."""
        if self.session:
            self.session.save()
        super().action_suspend_process()

    def action_take_over(self) -> None:
        """Go on writing in a prep that another session had open; if it still can't be written, show why."""
        if self.session and not self.session.take_over() and self.session.barred:
            self.show_message(self.session.barred.message(self.texts))

    def show_message(self, words: str) -> None:
        """Put words on the message line of the screen below any dialogs; if that is closing, of the next one."""
        self.call_later(self._show_here, words)

    def _show_here(self, words: str) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, TranslatedScreen):
                # After the hint that a new screen shows.
                self.call_when_settled(partial(screen.show_message, words))
                return

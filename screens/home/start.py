"""The start screen: all preps, the newest first, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import monotonic
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gespreksklaar.content.form.places.start_list import (
    MORE,
    SHOWN,
    Action,
    is_possible,
    list_so_far,
    picked,
    prep_named,
    start_list,
)
from gespreksklaar.content.prep.list_order import newest_first
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller
from gespreksklaar.screens.widgets.search_list import SearchList

_A_WHILE: Final = 0.03
"""Seconds to read before the first rows are shown, a hundred preps and so mostly all; and between two keys."""
_PAUSE: Final = 0.005
"""Seconds in which keys are handled."""
_AT_LEAST: Final = 20
"""Preps to read in any case: on a slow machine a pause after each would take longer than the reading."""


@dataclass
class PrepWanted(Message):
    """The user wants this action on the prep with this name, or a new prep."""

    request: Action
    name: str = ""


class StartScreen(TranslatedScreen[None]):
    """A list of preps, with a first row for a new one. The app passes in how to read them, and does the work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "enter", "start.open"),
        key("plus", "request('new')", "start.new", display="+"),
        key("asterisk", "request('copy')", "start.copy", display="*"),
        key("slash", "request('agreements')", "start.agreements", display="/"),
        key("equals_sign,f7", "request('rename')", "start.rename", display="="),
        key("full_stop,comma,delete", "request('delete')", "start.delete", display="."),
        key("less_than_sign,ctrl+u", "request('undo')", "start.undo", display="<"),
        key("f6", "request('import')", "start.import"),
        key("f3", "app.choose('language')", "start.language"),
        key("minus,f10", "request('quit')", "start.quit", display="-"),
        key("escape", "tell_quit", "start.escape", show=False),
        key("f1", "app.choose('about')", "screen.help"),
    ]

    hidden_keys = frozenset({"choices.pick"})

    def __init__(self, read: Callable[[], Iterable[Summary]], texts: Texts, *, at: str = "") -> None:
        super().__init__(texts)
        self._read = read
        self._left = at
        """The prep that was open last: the eye begins at the one of its copies that was changed last."""
        self._undoable = False
        self._most = SHOWN
        self._part = ""
        """Where the cursor was put while only a part of the preps was read; empty when all are."""
        self._found: list[Summary] = []
        self._reading: Iterator[Summary] = iter(())
        self._list = start_list((), date.today(), texts)
        self._choices = SearchList(texts, self._list.rows)
        self._note = Static(id="start-note")

    def compose_picture(self) -> ComposeResult:
        """The title, a line for while preps are read, and the list."""
        yield Static(Content(self.texts("ui.start.title")), id="start-title")
        yield self._note
        with Scroller(id="fields"):
            yield self._choices

    def on_mount(self) -> None:
        """Fill the list before any key is handled: Enter on an unfilled list would begin a new prep."""
        if not self._choices.is_attached or self not in self.app.screen_stack:
            # The user left before it was mounted.
            return
        self._choices.focus()
        self.fill()

    def fill(self, at: str = "", *, undoable: bool = False) -> None:
        """Read the preps and show them, with the cursor on the prep named `at`; `undoable` offers undo.

        Thousands of preps are shown as they come, and keys work meanwhile.
        """
        self._undoable = undoable
        self._found, self._reading, self._part = [], iter(self._read()), ""
        self._read_on(self._reading, at or self._left)

    def follow(self) -> None:
        """Show the list anew, because a file changed; the cursor stays where it is."""
        self.fill(self._key, undoable=self._undoable)

    def _read_on(self, reading: Iterator[Summary], at: str) -> None:
        if reading is not self._reading:
            # The list is read anew.
            return
        limit = monotonic() + _A_WHILE
        for count, prep in enumerate(reading, 1):
            self._found.append(prep)
            if count >= _AT_LEAST and monotonic() > limit:
                self._show_so_far(at)
                self.set_timer(_PAUSE, partial(self._read_on, reading, at))
                return
        self._show_all(at)

    def _show_so_far(self, at: str) -> None:
        if sum(bool(prep_named(row.key)) for row in self._choices.rows) < self._most:
            # The words have a line of their own all the time, so that the rows below it stay where they are.
            self._note.update(Content(self.texts("ui.start.reading")))
            self._list = list_so_far(self._found, self.texts, self._most)
            self._choices.show(self._list.rows)
            if not self._part:
                self._part = at or self._found[0].name
                self._choices.go_to(self._part)
            self.refresh_bindings()

    def _show_all(self, at: str) -> None:
        """Show the list in its order; the cursor stays where the eye is, on a row that was shown before."""
        stay = self._key if self._part else ""
        self._found = newest_first(self._found)
        if stay == self._part and stay not in {prep.name for prep in self._found[: self._most]}:
            # Nobody moved there, and it would take a list of all to show it.
            stay = ""
        self._part = ""
        self._note.update("")
        self._show(stay or at)

    def _show(self, at: str) -> None:
        place = next((number for number, prep in enumerate(self._found, 1) if prep.name == at), 0)
        self._most = max(self._most, place)
        choices = self._choices
        self._list = start_list(self._found, date.today(), self.texts, self._most)
        choices.show(self._list.rows)
        choices.go_to((self._list.latest.get(at, at) if at == self._left else at) or self._list.first)
        # The height of the rows is known once they are drawn.
        self.call_after_refresh(choices.show_row)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copy, rename and delete need a prep under the cursor; undo and agreements need something to show."""
        if action != "request":
            return True
        looks_back = self._list.looks_back
        return is_possible(str(parameters[0]), self._key, looks_back=looks_back, undoable=self._undoable)

    @property
    def _key(self) -> str:
        row = self._choices.row
        return row.key if row else ""

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        if event.key == MORE:
            last = self._list.rows[-2].key
            self._most += SHOWN
            self._show(last)
            return
        self.post_message(PrepWanted(picked(event.key, self._list.copies), prep_named(event.key)))

    def action_enter(self) -> None:
        """Open the prep under the cursor."""
        self._choices.action_pick()

    def action_request(self, request: Action) -> None:
        """Ask the app for this action on the prep under the cursor."""
        self.post_message(PrepWanted(request, prep_named(self._key)))

    def action_tell_quit(self) -> None:
        """Show how to quit: Escape must not leave the program by accident."""
        self.show_message(self.texts("ui.start.how-to-quit"))

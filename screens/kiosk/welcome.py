"""The first screen of a kiosk: begin alone or with a helper, choose a language, read that nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gespreksklaar.content.form.places.menu import BEGIN, BEGIN_SHORT, WITH_HELPER
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.frame import TranslatedScreen
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.option_list import PickList
from gespreksklaar.screens.widgets.scroller import Scroller


@dataclass
class VisitWanted(Message):
    """A visitor begins, alone or with a helper, maybe the short way."""

    helper: bool
    short: bool


@dataclass
class LanguageWanted(Message):
    """A visitor wants to read another language."""

    language: str


class WelcomeScreen(TranslatedScreen[None]):
    """A welcome in which every choice has a number; `rows` are the choices.

    `house` is the organisation that offers the kiosk, `greeting` its welcome, `kept` how long typed text is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [key("enter", "enter", "welcome.choose")]
    hidden_keys = frozenset({"choices.pick"})

    def __init__(self, texts: Texts, rows: Sequence[Row], *, house: str, greeting: str, kept: str) -> None:
        super().__init__(texts)
        self._house = house
        self._greeting = greeting
        self._kept = kept
        # Each row has a digit, so there is nothing to search: a stray letter must not hide the choices.
        self._choices = PickList(rows)

    def compose_picture(self) -> ComposeResult:
        """The organisation, the greeting, the choices, and how long typed text is kept."""
        yield Static(Content(self._house or self.texts("ui.program")), id="start-title")
        with Scroller(id="fields"):
            yield Static(Content(self._greeting), classes="welcome-words")
            yield self._choices
            yield Static(Content(self._kept), classes="welcome-words")

    def on_mount(self) -> None:
        """Put the cursor on the first choice, to begin."""
        if self._choices.is_attached:
            self._choices.focus()
            self._choices.enter_from(1)

    def action_enter(self) -> None:
        """Choose the row under the cursor."""
        self._choices.action_pick()

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        event.stop()
        if event.key in (BEGIN, BEGIN_SHORT, WITH_HELPER):
            self.post_message(VisitWanted(helper=event.key == WITH_HELPER, short=event.key == BEGIN_SHORT))
        else:
            self.post_message(LanguageWanted(event.key))

"""What a kiosk asks and shows over its screens: is anybody there, an empty screen, and the staff's PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.frame import TranslatedModal

_Result = TypeVar("_Result")
_EACH = 10
"""So many seconds before the end each is counted."""


class _Notice(TranslatedModal[_Result]):
    """A title, words that can change, and no focus: the keys are looked at one by one."""

    def __init__(self, title: str, words: str, texts: Texts) -> None:
        super().__init__(texts)
        self._title = title
        self._words = Static(Content(words), classes="dialog-body")

    def compose(self) -> ComposeResult:
        """The title and the words."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self._words

    def tell(self, words: str) -> None:
        """Put other words in it."""
        self._words.update(Content(words))


class IdleWarning(_Notice[None]):
    """Nobody seems to be there. The app ends it at any key."""

    def __init__(self, seconds: int, texts: Texts) -> None:
        super().__init__(texts("kiosk.idle.title"), self._left(seconds, texts), texts)

    def count(self, seconds: int) -> None:
        """So many seconds are left. Until the last few it is told in tens: sshd finds out that a client is frozen
        only while nothing goes to it."""
        if seconds <= _EACH or seconds % _EACH == 0:
            self.tell(self._left(seconds, self.texts))

    @staticmethod
    def _left(seconds: int, texts: Texts) -> str:
        return texts.count("kiosk.idle.left", seconds)


class BlankScreen(TranslatedModal[None]):
    """Nothing to see for who passes by. The app ends it at the visitor's own key."""

    def compose(self) -> ComposeResult:
        """One calm line."""
        yield Static(Content(self.texts("kiosk.blank.line")), id="blank-line")


class ChooseKey(_Notice[str]):
    """Which key brings the screen back? Gives it, or None."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("kiosk.blank.title"), texts("kiosk.blank.which"), texts)

    def on_key(self, event: events.Key) -> None:
        """A letter or a number it is; escape leaves."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.character and event.character.isalnum():
            self.dismiss(event.key)


class AskPin(_Notice[bool]):
    """The staff's PIN, digit by digit. `check` tells whether it is right; gives True then, or None."""

    def __init__(self, check: Callable[[str], bool], wait: Callable[[], int], texts: Texts) -> None:
        super().__init__(texts("kiosk.pin.title"), "", texts)
        self._check = check
        self._wait = wait
        self._typed = ""

    def on_mount(self) -> None:
        """Say what to do."""
        self._say_next()

    def on_key(self, event: events.Key) -> None:
        """Digits, then enter."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif self._wait():
            self._typed = ""
            self._say_next()
        elif event.key == "enter":
            self._enter()
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
            self._say_next()
        elif event.character and event.character.isascii() and event.character.isdigit():
            self._typed = (self._typed + event.character)[:99]
            self._say_next()

    def _enter(self) -> None:
        typed, self._typed = self._typed, ""
        if typed and self._check(typed):
            self.dismiss(True)
        elif typed:
            self._say_next(self.texts("kiosk.pin.wrong"))

    def _say_next(self, first: str = "") -> None:
        wait = self._wait()
        words = self.texts("kiosk.pin.wait", n=wait) if wait else self.texts("kiosk.pin.what")
        self.tell("\n".join(filter(None, [first, words, "*" * len(self._typed)])))

"""The dialogs of a kiosk: the idle warning, the blank screen and its key, and the staff PIN."""

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
from gespreksklaar.screens.widgets.keys import sign_of

_Result = TypeVar("_Result")
_EACH = 10
"""From this many seconds before the end, every second is shown."""


class _Notice(TranslatedModal[_Result]):
    """A title and words that can change. Nothing in it takes the focus: the subclass or the app handles each key."""

    def __init__(self, title: str, words: str, texts: Texts) -> None:
        super().__init__(texts)
        self._title = title
        self._words = Static(Content(words), classes="dialog-body")

    def compose(self) -> ComposeResult:
        """The title and the words."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self._words

    def show_words(self, words: str) -> None:
        """Replace the words."""
        self._words.update(Content(words))


class IdleWarning(_Notice[None]):
    """Warns that the visit will end, because no key came for long. The app closes it at any key."""

    def __init__(self, seconds: int, texts: Texts) -> None:
        super().__init__(texts("kiosk.idle.title"), self._left(seconds, texts), texts)

    def count(self, seconds: int) -> None:
        """Show how many seconds are left: in tens, and one by one at the end.

        In tens, because sshd notices a frozen client only while nothing is sent to it.
        """
        if seconds <= _EACH or seconds % _EACH == 0:
            self.show_words(self._left(seconds, self.texts))

    @staticmethod
    def _left(seconds: int, texts: Texts) -> str:
        return texts.count("kiosk.idle.left", seconds)


class BlankScreen(TranslatedModal[None]):
    """Hides the screen from passers-by. The app closes it at the visitor's own key."""

    def __init__(self, words: str, texts: Texts) -> None:
        super().__init__(texts)
        self._said = words
        self._line = Static(Content(words), id="blank-line")

    def compose(self) -> ComposeResult:
        """One calm line."""
        yield self._line

    def show_words(self, words: str) -> None:
        """Replace the line, if it differs."""
        if words != self._said:
            self._said = words
            self._line.update(Content(words))


class ChooseKey(_Notice[str]):
    """Asks which key brings the screen back. The result is its letter or digit, or None."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("kiosk.blank.title"), texts("kiosk.blank.which"), texts)

    def on_key(self, event: events.Key) -> None:
        """Take a letter or a digit; Escape leaves."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif (sign := sign_of(event)) and sign.isalnum():
            self.dismiss(sign)


class AskPin(_Notice[bool]):
    """Asks for the staff PIN. The result is True once `check` accepts it, or None; `wait` gives seconds to wait."""

    def __init__(self, check: Callable[[str], bool], wait: Callable[[], int], texts: Texts) -> None:
        super().__init__(texts("kiosk.pin.title"), "", texts)
        self._check = check
        self._wait = wait
        self._typed = ""

    def on_mount(self) -> None:
        """Show what to do."""
        self._say_next()

    def on_key(self, event: events.Key) -> None:
        """Take digits, then Enter; Escape leaves."""
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
        elif (sign := sign_of(event)) and sign.isascii() and sign.isdigit():
            self._typed = (self._typed + sign)[:99]
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
        self.show_words("\n".join(filter(None, [first, words, "*" * len(self._typed)])))

"""The app as its dialogs, its actions and what delivers a document know it: what they may read and ask of it.

They import this and not the app, which imports them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.delivery import DeliveryOptions
    from gespreksklaar.content.form.places.menu import Command
    from gespreksklaar.content.open_prep.autosave import Autosave
    from gespreksklaar.content.open_prep.session import Session
    from gespreksklaar.content.store.library import Shelf
    from gespreksklaar.content.words.problems import Problem
    from gespreksklaar.content.words.texts import Texts
    from gespreksklaar.screens.steps.prep_screen import PrepScreen
    from gespreksklaar.tui.home.folders import Places


class GuideBase(App[int], inherit_bindings=False):
    """An app with one prep open at a time, or none."""

    texts: Texts
    """The language it speaks now."""
    languages: Sequence[str]
    """The languages that it can speak here."""
    delivery: DeliveryOptions
    places: Places
    shelf: Shelf
    autosave: Autosave

    @property
    def session(self) -> Session | None:
        """The prep that is open."""
        return self.autosave.session

    @property
    @abstractmethod
    def prep_screen(self) -> PrepScreen | None:
        """The screen of the open prep, also when a dialog lies over it."""

    @abstractmethod
    def say(self, words: str) -> None:
        """Put words on the message line."""

    @abstractmethod
    def show(self, step: str, field: str = "") -> None:
        """Save, and show this place."""

    @abstractmethod
    def show_prep(self) -> None:
        """Show the open prep anew, everywhere."""

    @abstractmethod
    def open_prep(self, name: str) -> None:
        """Open this prep where the user left it."""

    @abstractmethod
    def new_prep(self) -> None:
        """Begin a prep."""

    @abstractmethod
    def leave_prep(self, then: Callable[[str], object]) -> None:
        """Put the open prep away, and go on with its name."""

    @abstractmethod
    def speak(self, language: str) -> Problem | None:
        """Speak another language from here on; gives why it is for now only, if it is."""

    @abstractmethod
    def keep_settings(self, **changes: str | bool) -> Problem | None:
        """Change settings and write them; reports the Problem, and gives it, when that is not possible."""

    @abstractmethod
    def commands(self) -> Iterator[Command]:
        """What can be done from anywhere now."""

    @abstractmethod
    def open_words(self) -> None:
        """Show the words of school, at the one on offer."""

    @abstractmethod
    def call_from_beside(self, then: Callable[..., object], *values: object) -> None:
        """From another thread: call this in the app's own turn."""

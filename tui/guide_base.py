"""The app's interface for its dialogs, its actions and the delivery of documents.

They import this and not the app, which imports them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import App

from gespreksklaar.screens.widgets.frame import Standing

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.delivery import DeliveryOptions
    from gespreksklaar.content.form.places.menu import Command
    from gespreksklaar.content.open_prep.session import Session
    from gespreksklaar.content.store.library import Library
    from gespreksklaar.content.words.problems import Problem
    from gespreksklaar.content.words.texts import Texts
    from gespreksklaar.screens.steps.prep_screen import PrepScreen
    from gespreksklaar.tui.home.folders import Folders
    from gespreksklaar.tui.print_jobs import Jobs
    from gespreksklaar.tui.printer_watch import PrinterWatch


class GuideBase(App[int], inherit_bindings=False):
    """An app with one prep open at a time, or none."""

    texts: Texts
    """The texts in the current language."""
    languages: Sequence[str]
    """The codes of the languages that the user can choose."""
    delivery: DeliveryOptions
    jobs: Jobs
    printer: PrinterWatch
    standing = Standing()
    """A line that stays on every screen."""
    folders: Folders
    library: Library
    session: Session | None = None
    """The open prep; None when there is none."""
    recovered: dict[str, Problem]
    """By name of a prep that a crashed session left: the problem to report when it is opened."""
    time_zone: str = ""
    """The zone of the settings; empty for the machine's."""

    @property
    @abstractmethod
    def prep_screen(self) -> PrepScreen | None:
        """The screen of the open prep, also below a dialog; None when no prep is open."""

    @abstractmethod
    def show_message(self, words: str) -> None:
        """Put words on the message line."""

    @abstractmethod
    def show(self, step: str, field: str = "") -> None:
        """Save, and show this place with the focus in this field."""

    @abstractmethod
    def show_prep(self) -> None:
        """Show the open prep again, everywhere."""

    @abstractmethod
    def open_prep(self, name: str) -> None:
        """Open this prep where the user left it."""

    @abstractmethod
    def new_prep(self, *, short: bool = False) -> None:
        """Begin a prep, maybe the short way."""

    @abstractmethod
    def leave_prep(self, then: Callable[[str], object]) -> None:
        """Save and close the open prep, then call `then` with its name."""

    @abstractmethod
    def close_prep(self) -> str:
        """Close the open prep, saved or not. Returns its name."""

    @abstractmethod
    def speak(self, language: str) -> Problem | None:
        """Switch to another language; returns the Problem if the choice could not be saved."""

    @abstractmethod
    def keep_settings(self, **changes: str | bool) -> Problem | None:
        """Change settings and save them; shows the Problem and returns it if that fails."""

    @abstractmethod
    def commands(self) -> Iterator[Command]:
        """The commands that can be given from everywhere now."""

    @abstractmethod
    def open_words(self) -> None:
        """Show the words of school, at the one on offer."""

    @abstractmethod
    def call_from_beside(self, then: Callable[..., object], *values: object) -> None:
        """Call `then` on the app's own thread; for use from other threads."""

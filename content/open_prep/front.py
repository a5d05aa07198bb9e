"""The port between the open prep and a front: what each of them asks of the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.words.texts import Texts


SAVED: Final = "saved"
READ_ONLY: Final = "read-only"
FREE: Final = "free"
"""States of saving, as ids below `ui.saving`: read-only while another session has the prep, and once it is done."""


class Later(Protocol):
    """A scheduled call."""

    def stop(self) -> None:
        """Cancel the call."""


class Front(Protocol):
    """A front that shows one open prep."""

    texts: Texts
    """The texts of the current language."""

    def show_message(self, words: str) -> None:
        """Show the user this message."""

    def show_saving(self, state: str) -> None:
        """Show the state of saving, as an id below `ui.saving`."""

    def show_prep(self) -> None:
        """Redraw the open prep everywhere: something other than the current typing changed it."""

    def later(self, seconds: float, then: Callable[[], object]) -> Later:
        """Call `then` once, after this many seconds."""

    def from_thread(self, then: Callable[[], object]) -> None:
        """Call `then` in the front's own thread. Other threads use this."""

    def when_settled(self, then: Callable[[], object]) -> None:
        """Call `then` once all that was typed earlier is part of the prep."""


class LivePrep(Protocol):
    """The open prep, for code that shows or changes a part of it."""

    @property
    def prep(self) -> Prep:
        """The prep as it is now."""

    @property
    def is_read_only(self) -> bool:
        """Whether it cannot be written, because another session or a newer version of the program has it."""

    def edit(self, path: str, value: object, *, undoable: bool = False) -> bool:
        """Give a field another value; False when that fails, after showing the user why.

        `undoable`: the change stands on its own, as a pick does, and is not one letter of many.
        """

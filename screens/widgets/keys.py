"""Key bindings by name: the words shown for them are `ui.keys.NAME`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.events import Key


def key(
    keys: str, action: str, name: str, *, show: bool = True, display: str | None = None, first: bool = False
) -> Binding:
    """A binding whose name finds its words; one that is not shown on the key bar works all the same.

    `first` handles the key before the focused widget sees it, so that letters typed fast after it go where it leads.
    """
    # Textual hides a binding without a description, so the name stands in until it is translated.
    return Binding(keys, action, name, show=show, key_display=display, id=name, priority=first)


def sign_of(event: Key) -> str | None:
    """What a key means where digits pick: its digit, also where that needs Shift; else the character that it types."""
    if len(event.key) == 1 and event.key in "0123456789":
        return event.key
    return event.character if event.is_printable else None


WORDS = key("f5", "app.choose('words')", "screen.words", show=False)
"""Opens the words of school from a dialog: the app's own keys do not work there."""

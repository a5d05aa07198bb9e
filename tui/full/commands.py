"""The palette (Ctrl+P): a search in all commands that can be given now."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import LoadingIndicator

from gespreksklaar.content.form.places.menu import Command
from gespreksklaar.screens.widgets.line_input import LineInput, TooLong

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase

_LONGEST = 60
"""The most characters of a search."""


def action_of(command: str) -> str:
    """The app's action for this command: its name, and after a space its argument."""
    name, _, about = command.partition(" ")
    return f"{name}({about!r})" if about else name


class PaletteLine(CommandInput, LineInput):
    """The palette's input, with the keys of our other inputs, a limit and no blinking."""


class Palette(CommandPalette):
    """Textual's palette with an input of ours, in which page keys do no harm before the list is drawn."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder)
        self._line = PaletteLine(placeholder=placeholder, limit=_LONGEST)
        self._frame = Horizontal(id="--input")

    def compose(self) -> ComposeResult:
        """The input, and below it the commands that match."""
        with Vertical(id="--container"):
            with self._frame:
                yield self._line
            with Vertical(id="--results"):
                yield CommandList()
                yield LoadingIndicator()

    @on(TooLong)
    def _cut(self, event: TooLong) -> None:
        app: GuideBase = self.app  # type: ignore[assignment]
        self._frame.border_subtitle = Content(app.texts("ui.message.too-long", limit=event.limit))

    @on(LineInput.Changed)
    def _fits_again(self, event: LineInput.Changed) -> None:
        if len(event.value) < _LONGEST:
            self._frame.border_subtitle = ""

    def on_resize(self) -> None:
        """Keep the command under the cursor in sight."""
        self.call_after_refresh(self.query_one(CommandList).scroll_to_highlight)

    def _action_command_list(self, action: str) -> None:
        # Textual's list looks up a command's line before it knows its lines.
        with suppress(KeyError):
            super()._action_command_list(action)


class CommandProvider(Provider):
    """The commands of the menu (F2), for Textual's palette."""

    def _all(self) -> list[Command]:
        app: GuideBase = self.app  # type: ignore[assignment]
        return list(app.commands())

    def _run(self, command: Command) -> None:
        self.app.call_later(self.app.run_action, action_of(command.action))

    async def discover(self) -> Hits:
        """All commands, before the user types anything."""
        for command in self._all():
            yield DiscoveryHit(Content(command.words), lambda c=command: self._run(c))

    async def search(self, query: str) -> Hits:
        """The commands that match."""
        matcher = self.matcher(query)
        found = [(matcher.match(command.words), command) for command in self._all()]
        for score, command in found:
            if score > 0:
                yield Hit(score, matcher.highlight(command.words), lambda c=command: self._run(c))
        if not any(score > 0 for score, _ in found):
            # Instead of Textual's own message, which is in English.
            app: GuideBase = self.app  # type: ignore[assignment]
            yield Hit(0.1, Content(app.texts("ui.commands.none")), lambda: None)

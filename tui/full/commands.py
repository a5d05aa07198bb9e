"""The palette (Ctrl+P): all that can be done from anywhere, to search in."""

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
"""Characters that can be searched for."""


def action_of(command: str) -> str:
    """The action of the app that does what this command names."""
    name, _, about = command.partition(" ")
    return f"{name}({about!r})" if about else name


class PaletteLine(CommandInput, LineInput):
    """The line of the palette, with the keys of every other line here, a limit and no blinking."""


class Palette(CommandPalette):
    """Textual's palette with a line of ours; page keys do no harm before its list is drawn."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder)
        self._line = PaletteLine(placeholder=placeholder, limit=_LONGEST)
        self._frame = Horizontal(id="--input")

    def compose(self) -> ComposeResult:
        """The line, and below it what fits."""
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
        # Textual's list asks which line a command is on before it knows its lines.
        with suppress(KeyError):
            super()._action_command_list(action)


class CommandProvider(Provider):
    """The list of the menu (F2), for Textual's palette."""

    def _all(self) -> list[Command]:
        app: GuideBase = self.app  # type: ignore[assignment]
        return list(app.commands())

    def _run(self, command: Command) -> None:
        self.app.call_later(self.app.run_action, action_of(command.action))

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
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
            # In place of Textual's own words for this, which are English.
            app: GuideBase = self.app  # type: ignore[assignment]
            yield Hit(0.1, Content(app.texts("ui.commands.none")), lambda: None)

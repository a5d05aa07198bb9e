"""GuideApp with every way out of it that Textual has disabled."""

from __future__ import annotations

from gespreksklaar.tui.full.app import GuideApp


class LockedApp(GuideApp, inherit_bindings=False):
    """The app without a way to a shell, a file, a clipboard, a browser or another theme."""

    ENABLE_COMMAND_PALETTE = False
    COMMANDS = set()  # noqa: RUF012 - Textual's name and type
    ALLOW_SELECT = False

    async def action_quit(self) -> None:
        """Do nothing: a visitor starts over, and only the supervisor quits."""

    def action_suspend_process(self) -> None:
        """Do nothing: there is no shell."""

    def action_command_palette(self) -> None:
        """Do nothing: the menu has all commands."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: it would leave a file."""

    def action_change_theme(self) -> None:
        """Do nothing: the organisation chose the theme."""

    async def action_simulate_key(self, key: str) -> None:
        """Do nothing: keys come from the keyboard only."""

    def copy_to_clipboard(self, text: str) -> None:
        """Do nothing: the terminal's clipboard would keep the text."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Do nothing: there is no browser."""

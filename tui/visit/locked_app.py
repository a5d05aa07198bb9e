"""What Textual's app could do for whoever knows how, and a visitor of a kiosk can't."""

from __future__ import annotations

from gespreksklaar.tui.full.app import GuideApp


class LockedApp(GuideApp, inherit_bindings=False):
    """The program without a way to a shell, a file, a clipboard, a browser or another look."""

    ENABLE_COMMAND_PALETTE = False
    COMMANDS = set()  # noqa: RUF012 - Textual's name and type
    ALLOW_SELECT = False

    async def action_quit(self) -> None:
        """A visitor starts over; the supervisor ends."""

    def action_suspend_process(self) -> None:
        """There is no shell."""

    def action_command_palette(self) -> None:
        """What can be done is in the menu."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No picture is kept."""

    def action_change_theme(self) -> None:
        """The house has chosen."""

    async def action_simulate_key(self, key: str) -> None:
        """Keys come from the keyboard."""

    def copy_to_clipboard(self, text: str) -> None:
        """The terminal's clipboard would keep it."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """There is no browser."""

"""Load all of the program before the first session asks for it, and nothing of anybody."""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
import signal
import tempfile
from pathlib import Path

from rich.cells import get_character_cell_size

from gespreksklaar import content, screens, tui
from gespreksklaar.tui.kiosk import session_process
from gespreksklaar.tui.terminal import terminal_setup
from gespreksklaar.tui.warm.enter import AT_IMPORT


def load(memory: Path) -> None:
    """Load the program, and run it once with nobody there in an empty folder below `memory`."""
    terminal_setup.scrub_environment()
    for name in AT_IMPORT:
        os.environ.pop(name, None)
    for part in (content, screens, tui):
        for found in pkgutil.walk_packages(part.__path__, f"{part.__name__}."):
            importlib.import_module(found.name)
    # Textual loads it when an app starts.
    importlib.import_module("textual.drivers.linux_driver")
    # Rich loads it at the first sign that is not ASCII.
    get_character_cell_size("é", "latest")
    # A session at a kiosk is a child of the supervisor, which a new interpreter would be without all this.
    session_process.fork_into(importlib.import_module("gespreksklaar.tui.visit.process").main)
    with tempfile.TemporaryDirectory(dir=memory) as empty:
        asyncio.run(_rehearse(Path(empty)))
    for number in (signal.SIGHUP, signal.SIGTERM):
        # An app that begins takes them over; the host has nothing to save.
        signal.signal(number, signal.SIG_DFL)


async def _rehearse(empty: Path) -> None:
    """Show the first screens in every language, on no terminal: it fills what the libraries remember of texts, styles
    and places, a tenth of a session's start. Nothing is drawn, so that no colours of a terminal are remembered."""
    from gespreksklaar.content.words.texts import Texts, languages  # noqa: PLC0415 - Textual, after the environment
    from gespreksklaar.tui.full.app import GuideApp  # noqa: PLC0415
    from gespreksklaar.tui.home.folders import Folders  # noqa: PLC0415
    from gespreksklaar.tui.home.settings import Settings  # noqa: PLC0415

    folders = Folders(empty / "preps", empty / "state", empty / "config.toml", empty / "sheets")
    for language in languages():
        async with GuideApp(folders, Settings(), Texts(language)).run_test(size=(80, 24)) as pilot:
            await pilot.pause()

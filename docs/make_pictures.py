"""Make the pictures of the README from the program itself: `make pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.home.folders import find_folders
from gespreksklaar.tui.home.settings import Settings

PICTURES = Path(__file__).parent / "pictures"
GOING = [*"1", "enter", *"Sam", "enter", "3", "enter", "1", "enter", *"do 3 dec", "enter", *"15.40", "enter", "enter"]
ASK = [
    *"Waarom is rekenen moeilijk?",
    "tab",
    *"Durft Sam iets te vragen?",
    "enter",
    "tab",
    "2",
    "4",
    "home",
    "asterisk",
    "down",
    "asterisk",
]
AGREE = ["tab", "5", "6", "enter", "1", "enter", "1", "enter", "1", "enter"]


async def main() -> None:
    """Walk through a prep and keep the screens worth showing."""
    with tempfile.TemporaryDirectory() as folder:
        folders = find_folders(folder, f"{folder}/config.toml")
        app = GuideApp(folders, Settings(first_run_done=True), Texts("nl"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*GOING)
            await pilot.press("f4")
            await pilot.press("tab", "1", "2", "4", "f4")
            await pilot.press(*ASK)
            await pilot.pause()
            keep(app, "ask")
            await pilot.press("f4")
            await pilot.press("tab", "1", "3", "f4")
            await pilot.press(*AGREE)
            await pilot.pause()
            keep(app, "agree")
            await pilot.press("f4")
            await pilot.pause()
            keep(app, "review")
            await pilot.press("asterisk")
            await pilot.pause()
            await pilot.press("enter", *"Ze durft het steeds vaker", "f6")
            await pilot.pause()
            keep(app, "talk")
            await pilot.press("f4")
            await pilot.pause()
            await pilot.press("tab", "home", "space", "down", "space")
            await pilot.pause()
            keep(app, "close")
            await pilot.press("escape")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause(0.5)
            keep(app, "start")


def keep(app: GuideApp, name: str) -> None:
    """Write the screen as SVG, without the web fonts: a picture may not ask a far computer for anything."""
    picture = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="Gespreksklaar"), flags=re.DOTALL)
    picture = "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"
    (PICTURES / f"{name}.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    asyncio.run(main())

"""Go through a prep in the real app without a terminal, for tests that look at every screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from textual.widget import Widget

from gespreksklaar.content.prep.declaration import Carried
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.home.folders import find_folders
from gespreksklaar.tui.home.settings import Settings
from tests.pressing import at_rest, press_each

FULL_PREP = Path(__file__).parent / "full_prep.toml"


def make_app(
    folder: Path,
    *,
    language: str = "nl",
    theme: str = "dark",
    first_run_done: bool = True,
    config: Path | None = None,
) -> GuideApp:
    """Make the app as the command line does, with preps in this folder and settings there or in `config`."""
    settings = Settings(language=language, theme=theme, first_run_done=first_run_done)
    folders = find_folders(str(folder), str(config or folder / "config.toml"))
    return GuideApp(folders, settings, Texts(language))


@asynccontextmanager
async def running(app: GuideApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[None]:
    """Run the app, and wait until it shows its first screen."""
    async with app.run_test(size=size):
        await at_rest(app)
        yield


async def every_screen(app: GuideApp) -> AsyncIterator[str]:
    """Go through the start screen, each field of each step, review and the dialogs; yields a name for each."""
    yield "start"
    await press_each(app, "f1")
    yield "about"
    await press_each(app, "escape", "f3")
    yield "language menu"
    await press_each(app, "escape", "enter")
    await at_rest(app)
    for step in ("going", "child", "ask", "tell", "agree"):
        app.show(step)
        await at_rest(app)
        seen: list[Widget | None] = []
        while app.focused not in seen:
            seen.append(app.focused)
            yield f"{step}, stop {len(seen)}"
            await press_each(app, "tab")
    app.show("review")
    await at_rest(app)
    yield "review"
    await press_each(app, "0")
    yield "how to take it along"
    await press_each(app, "end", "enter")
    yield "the sheet's pages"
    await press_each(app, "escape", "0")
    await press_each(app, number_of("Bewaren in een" if app.texts.language == "nl" else "Save to a", screen_text(app)))
    yield "where to save"
    await press_each(app, "escape", "+")
    yield "messages"
    await press_each(app, "escape", "f2")
    yield "menu"
    await press_each(app, "escape", "ctrl+p")
    await at_rest(app)
    yield "palette"
    await press_each(app, "escape")
    async for place in _agreements(app):
        yield place


async def _agreements(app: GuideApp) -> AsyncIterator[str]:
    """Go through last time's agreements and the ledger."""
    held = {"a1": Carried(text="elke dag lezen", by=date.today()), "a2": Carried(text="bellen", state="kept")}
    app.session.edit("before.agreements", held)
    app.show("before")
    await at_rest(app)
    yield "last time"
    await press_each(app, "1")
    yield "what became of it"
    await press_each(app, "escape")
    app.show("start")
    await at_rest(app)
    yield "start, with what is due"
    await press_each(app, "/")
    await at_rest(app)
    yield "all agreements"
    await press_each(app, "*")
    await at_rest(app)
    yield "the talks of a child"
    await press_each(app, "escape", "escape")


def number_of(words: str, screen: str) -> str:
    """The digit that stands before these words on a screen: the ways to take a sheet along differ by machine."""
    found = re.search(rf"(\d) {re.escape(words)}", screen)
    assert found, screen
    return found[1]


def screen_text(app: GuideApp) -> str:
    """The text on the screen now, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())

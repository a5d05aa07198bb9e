"""Walk a prep in the real app, without a terminal: for tests that look at every screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget

from gespreksklaar.content.steps import Carried
from gespreksklaar.content.texts import Texts
from gespreksklaar.screens.messages import Edited
from gespreksklaar.tui.app import GuideApp
from gespreksklaar.tui.places import find_places
from gespreksklaar.tui.settings import Settings

FULL_PREP = Path(__file__).parent / "full_prep.toml"


def make_app(
    folder: Path,
    *,
    language: str = "nl",
    theme: str = "dark",
    first_run_done: bool = True,
    config: Path | None = None,
) -> GuideApp:
    """The app as the command line makes it, on a folder of its own; its settings are there too, or in `config`."""
    settings = Settings(language=language, theme=theme, first_run_done=first_run_done)
    places = find_places(str(folder), str(config or folder / "config.toml"))
    return GuideApp(places, settings, Texts(language))


@asynccontextmanager
async def running(app: GuideApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The app, running, with its first screen there."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def every_screen(app: GuideApp, pilot: Pilot[int]) -> AsyncIterator[str]:
    """Go through start, the steps with each field in turn, review and the dialogs; name each place."""
    yield "start"
    await pilot.press("f1")
    yield "about"
    await pilot.press("escape", "l")
    yield "language menu"
    await pilot.press("escape", "enter")
    await pilot.pause()
    for step in ("going", "child", "ask", "tell", "agree"):
        app.show(step)
        await pilot.pause()
        seen: list[Widget | None] = []
        while app.focused not in seen:
            seen.append(app.focused)
            yield f"{step}, stop {len(seen)}"
            await pilot.press("tab")
    app.show("review")
    await pilot.pause()
    yield "review"
    await pilot.press("s")
    yield "how to take it along"
    await pilot.press("end", "enter")
    yield "the sheet's pages"
    await pilot.press("escape", "s", "end", "up", "enter")
    yield "where to save"
    await pilot.press("escape", "o")
    yield "messages"
    await pilot.press("escape", "f2")
    yield "menu"
    await pilot.press("escape", "ctrl+p")
    await pilot.pause()
    yield "palette"
    await pilot.press("escape")
    async for place in _agreements(app, pilot):
        yield place


async def _agreements(app: GuideApp, pilot: Pilot[int]) -> AsyncIterator[str]:
    """Last time, and the agreements over all talks."""
    held = {"a1": Carried(text="elke dag lezen", by=date.today()), "a2": Carried(text="bellen", state="kept")}
    app.desk.edit(Edited("before.agreements", held))
    app.show("before")
    await pilot.pause()
    yield "last time"
    await pilot.press("1")
    yield "what became of it"
    await pilot.press("escape")
    app.show("start")
    await pilot.pause()
    yield "start, with what is due"
    await pilot.press("a")
    await pilot.pause()
    yield "all agreements"
    await pilot.press("t")
    await pilot.pause()
    yield "the talks of a child"
    await pilot.press("escape", "escape")


def screen_text(app: GuideApp) -> str:
    """What is on the screen now, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())

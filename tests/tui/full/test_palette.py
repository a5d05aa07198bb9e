"""The palette: its line has the keys of every other line, and what is typed finds what can be done."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste

from gespreksklaar.tui.full.commands import PaletteLine
from tests.pressing import at_rest, press_each
from tests.tui.walk import make_app, running, screen_text


async def test_its_line_is_as_any_other(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await press_each(app, "ctrl+p", *"taal")
        line = app.focused
        assert isinstance(line, PaletteLine)
        assert not line.cursor_blink, "a program that is left alone writes nothing"
        assert "Andere taal" in screen_text(app)
        await press_each(app, "shift+home", "x")
        assert line.value == "taalx"
        await press_each(app, "ctrl+u")
        assert line.value == ""
        await press_each(app, "ctrl+y")
        assert line.value == "taalx"
        line.post_message(Paste("y" * 30_000))
        await at_rest(app)
        assert len(line.value) == 60
        assert "Dat is te lang. Er passen 60 tekens in." in screen_text(app)
        await press_each(app, "backspace")
        assert "te lang" not in screen_text(app)
        await press_each(app, *["backspace"] * 55, "enter")
        assert "English" in screen_text(app)


async def test_what_is_not_there_is_said_and_escape_leaves(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        before = screen_text(app)
        await press_each(app, "ctrl+p", *"qqq")
        assert "Niets gevonden" in screen_text(app)
        await press_each(app, "escape")
        assert screen_text(app) == before

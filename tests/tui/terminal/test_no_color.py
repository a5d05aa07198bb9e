"""With NO_COLOR there is no colour at all, no grey either, and what is where one is, chosen or urgent still shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style

from gespreksklaar.screens.pages.qr_code import _cell
from gespreksklaar.screens.widgets.frame import Standing, TranslatedScreen
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.terminal.picture.output_filter import NoColours
from tests.pressing import at_rest, press_each
from tests.tui.walk import FULL_PREP, every_screen, make_app, running


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GuideApp:
    monkeypatch.setenv("NO_COLOR", "1")
    shutil.copy(FULL_PREP, tmp_path / "sam.toml")
    return make_app(tmp_path)


def drawn(app: GuideApp) -> list[list[tuple[str, Style]]]:
    """The words on each line with their looks."""
    strips = app.screen._compositor.render_strips()
    return [[(text, style or Style()) for text, style, _ in strip] for strip in strips]


def looks(app: GuideApp, words: str) -> Style:
    """How the first of these words looks."""
    return next(style for line in drawn(app) for text, style in line if words in text)


async def test_every_screen_has_no_colour_and_shows_where_one_is(app: GuideApp) -> None:
    places = 0
    async with running(app):
        async for place in every_screen(app):
            places += 1
            lines = drawn(app)
            assert not {(s.color, s.bgcolor) for line in lines for _, s in line} - {(None, None)}, place
            # Between the title and the bar of keys: the row or the letter that the keys act on.
            marked = [text for line in lines[1:-1] for text, style in line if style.reverse or style.underline]
            assert marked or app.focused is None, place
    assert places > 20


async def test_what_is_chosen_asked_or_urgent_shows(app: GuideApp) -> None:
    async with running(app):
        app.open_prep("sam")
        app.show("going")
        await at_rest(app)
        assert looks(app, "▶ (•) 1 Voortgangsgesprek").reverse
        assert not looks(app, "( ) 2 Startgesprek").reverse
        assert looks(app, "▶ Wat voor gesprek is het?").bold
        await press_each(app, "tab", "left")
        assert looks(app, "m").reverse, "the letter under the cursor in Sam"
        app.standing = Standing("Nog een minuut.", urgent=True)
        assert isinstance(app.screen, TranslatedScreen)
        app.screen.show_standing()
        await at_rest(app)
        assert looks(app, "Nog een minuut.").reverse
        app.screen.show_message("Een bericht.")
        await at_rest(app)
        assert looks(app, "Een bericht.").bold
        await press_each(app, "ctrl+p", "down")
        assert looks(app, "Naar stap 2").underline
        assert not looks(app, "Naar stap 4").underline


def test_a_code_is_black_and_white_all_the_same() -> None:
    cell = _cell(0, 1)
    assert NoColours().apply([cell], None) == [cell]  # type: ignore[arg-type]
    plain = Segment("x", Style(color="#ffffff", bgcolor="#000000", bold=True))
    assert NoColours().apply([plain], None) == [Segment("x", Style(bold=True))]  # type: ignore[arg-type]

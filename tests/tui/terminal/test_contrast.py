"""Every text on every screen can be read: 4.5 to 1 (high contrast 7 to 1), in signs that a bare console has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem, ColorTriplet

from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.terminal.themes import THEMES
from tests.pressing import at_rest, press_each
from tests.tui.walk import FULL_PREP, every_screen, make_app, running, screen_text

# What the Linux console's usual fonts (Lat15, Uni2) can draw, as far as we need it.
ON_THE_CONSOLE = {*map(chr, range(32, 127)), *map(chr, range(0xA0, 0x100)), *"\n●•▶·↑↓←→…‘’“”–─│┌┐└┘"}
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}


def luminance(color: ColorTriplet) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(value / 255) for value in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: ColorTriplet, paper: ColorTriplet) -> float:
    """WCAG 2.2, 1.4.3."""
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    assert contrast(ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)) == pytest.approx(21)
    assert contrast(ColorTriplet(119, 119, 119), ColorTriplet(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


Pair = tuple[ColorTriplet | None, ColorTriplet | None]


def pairs(app: GuideApp) -> dict[Pair, str]:
    """Every pair of ink and paper on the screen, with some words in it."""
    found: dict[Pair, str] = {}
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if text.strip() and style is not None:
                ink, paper = (_triplet(color) for color in (style.color, style.bgcolor))
                found.setdefault((paper, ink) if style.reverse else (ink, paper), text.strip())
    return found


def _triplet(color: Color | None) -> ColorTriplet | None:
    return color.get_truecolor() if color else None


def too_faint(app: GuideApp, theme: str) -> list[str]:
    return [
        f"{theme}: {words!r} {ink} on {paper}"
        for (ink, paper), words in pairs(app).items()
        if ink is None or paper is None or contrast(ink, paper) < LEAST[theme]
    ]


def test_each_colour_of_the_dark_theme_says_what_it_is_for() -> None:
    dark = next(theme for theme in THEMES if theme.name == "dark")
    names = ("bar", "bar-ink", "chosen", "chosen-ink", "soft")
    colours = [dark.foreground, dark.background, dark.primary, *(dark.variables[name] for name in names)]
    assert len(set(colours)) == len(colours)


async def test_what_is_to_be_read_before_one_chooses_is_bright_on_a_console(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        await press_each(app, "enter")
        app.show("ask")
        await at_rest(app)
        await press_each(app, "tab", "down")
        for begin in ("Tip: ", "Schrijf het hier zelf", "[ ] 2"):
            lines = app.screen._compositor.render_strips()
            ink = next(style.color for line in lines for text, style, _ in line if begin in text and style)
            assert ink is not None
            assert (ink.downgrade(ColorSystem.STANDARD).number or 0) > 8, begin


async def test_every_text_of_every_screen(tmp_path: Path) -> None:
    shutil.copy(FULL_PREP, tmp_path / "sam.toml")
    app = make_app(tmp_path, theme="dark")
    faint: list[str] = []
    strange: set[str] = set()
    seen: set[Pair] = set()
    async with running(app):
        async for place in every_screen(app):
            strange |= set(screen_text(app)) - ON_THE_CONSOLE
            if new := pairs(app).keys() - seen:
                # The same pair in dark is the same pair in another theme: see the test before.
                seen |= new
                for theme in ("light", "contrast", "dark"):
                    app.theme = theme
                    await at_rest(app)
                    faint += [f"{place}, {words}" for words in too_faint(app, theme)]
    assert len(seen) > 5
    assert not faint
    assert not strange


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_the_first_screen_has_the_colours_of_the_theme_and_another_theme_its_own(
    tmp_path: Path, theme: str
) -> None:
    shutil.copy(FULL_PREP, tmp_path / "sam.toml")
    at_first, chosen = make_app(tmp_path, theme=theme), make_app(tmp_path, theme="dark")
    async with running(at_first):
        known = pairs(at_first)
    async with running(chosen):
        chosen.theme = theme
        await at_rest(chosen)
        assert pairs(chosen) == known
    papers = {paper for _, paper in known}
    assert _triplet(Color.parse(next(each for each in THEMES if each.name == theme).background or "")) in papers

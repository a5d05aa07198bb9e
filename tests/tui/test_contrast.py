"""Every text on every screen can be read: 4.5 to 1 (high contrast 7 to 1), in signs that a bare console has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.color import Color, ColorTriplet

from gespreksklaar.tui.app import GuideApp

from .walk import FULL_PREP, every_screen, make_app, running, screen_text

# What the Linux console's usual fonts (Lat15, Uni2) can draw, as far as we need it.
ON_THE_CONSOLE = {*map(chr, range(32, 127)), *map(chr, range(0xA0, 0x100)), *"\n●•▶·↑↓→…‘’“”–─│┌┐└┘"}
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


def words_too_faint(app: GuideApp, least: float) -> list[str]:
    found = []
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if not text.strip() or style is None:
                continue
            ink, paper = (_triplet(color) for color in (style.color, style.bgcolor))
            ink, paper = (paper, ink) if style.reverse else (ink, paper)
            if ink is None or paper is None or contrast(ink, paper) < least:
                found.append(f"{text.strip()!r} {ink} on {paper}")
    return found


def _triplet(color: Color | None) -> ColorTriplet | None:
    return color.get_truecolor() if color else None


@pytest.mark.parametrize("theme", list(LEAST))
async def test_every_text_of_every_screen(theme: str, tmp_path: Path) -> None:
    shutil.copy(FULL_PREP, tmp_path / "sam.toml")
    app = make_app(tmp_path, theme=theme)
    faint: dict[str, list[str]] = {}
    strange: set[str] = set()
    async with running(app) as pilot:
        async for place in every_screen(app, pilot):
            if found := words_too_faint(app, LEAST[theme]):
                faint[place] = found[:3]
            strange |= set(screen_text(app)) - ON_THE_CONSOLE
    assert not faint
    assert not strange

"""The letters of a console: the largest that its screen allows, right again when they were changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gespreksklaar.tui.kiosk import font as console_font
from gespreksklaar.tui.kiosk.font import FONTS, ConsoleFont, fitting, given_back, held_font, screen_size

HIGHEST_BEFORE_6_3 = 32


@pytest.mark.parametrize(
    ("width", "height", "largest", "others"),
    [
        (640, 400, (16, 8), [(14, 8)]),
        (640, 480, (16, 8), [(14, 8)]),
        (800, 600, (20, 10), [(16, 8), (14, 8)]),
        (1024, 768, (24, 12), [(22, 11), (20, 10), (16, 8), (14, 8)]),
        (1280, 800, (32, 16), [(28, 14), (24, 12), (22, 11), (20, 10), (16, 8), (14, 8)]),
        (1366, 768, (28, 14), [(24, 12), (22, 11), (20, 10), (16, 8), (14, 8)]),
        (1440, 900, (32, 16), None),
        (1920, 1080, (40, 20), None),
        (2560, 1440, (56, 28), None),
        (3840, 2160, (64, 32), None),
    ],
)
def test_the_largest_that_leaves_80_by_25(
    width: int, height: int, largest: tuple[int, int], others: list[tuple[int, int]] | None
) -> None:
    found = [(font.height, font.width) for font in fitting(width, height)]
    assert found[0] == largest
    assert found == sorted(found, reverse=True)
    if others is not None:
        assert found[1:] == others


def test_before_kernel_6_3_a_large_screen_has_the_largest_of_the_single_ones() -> None:
    assert next(font.arguments for font in fitting(1920, 1080) if not font.doubled) == ("Uni2-TerminusBold32x16",)
    assert fitting(1920, 1080)[0].arguments == ("-d", "Uni2-TerminusBold20x10")


def test_a_screen_too_small_for_any_keeps_its_own() -> None:
    assert fitting(320, 200) == ()


class Screen:
    """A console that is dots and a font, in place of the real one."""

    def __init__(self, width: int, height: int, *, highest: int = 128) -> None:
        self.dots = width, height
        self.highest = highest
        self.pretends = False
        self.font = 8, 16
        self.signs = b"usual"
        self.asked: list[tuple[str, ...]] = []
        self.files: dict[str, tuple[tuple[int, int], bytes]] = {}

    def cells(self) -> tuple[int, int]:
        return self.dots[0] // self.font[0], self.dots[1] // self.font[1]

    def held(self) -> console_font._Held:
        return console_font._Held(*self.font, 512, self.signs)

    def set_font(self, *arguments: str) -> bool:
        if arguments[0] == "-O":
            self.files[arguments[1]] = (self.font, self.signs)
            return True
        if known := self.files.get(arguments[0]):
            self.font, self.signs = known
            return True
        self.asked.append(arguments)
        font = next((each for each in FONTS if each.arguments == arguments), None)
        if font is None or (font.height > self.highest and not self.pretends):
            return False
        if font.height > self.highest:
            font = next(each for each in FONTS if each.name == font.name and not each.doubled)
        self.font, self.signs = (font.width, font.height), b"Uni2"
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Screen:
    screen = Screen(1920, 1080)
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setattr(console_font, "cells", screen.cells)
    monkeypatch.setattr(console_font, "held_font", screen.held)
    monkeypatch.setattr(console_font, "set_font", screen.set_font)
    monkeypatch.setattr(console_font, "_FRAMEBUFFER", tmp_path / "none")
    return screen


def test_a_console_gets_them_once_and_again_when_they_were_changed(screen: Screen) -> None:
    letters = ConsoleFont("")
    letters.fit()
    assert screen.cells() == (96, 27)
    screen.asked.clear()
    letters.fit()
    assert screen.asked == [], "no flicker while nothing changed"
    # The same size, but without the letters of the guide.
    screen.signs = b"Lat15"
    letters.fit()
    assert screen.signs == b"Uni2"
    screen.font = 8, 16
    letters.fit()
    assert screen.cells() == (96, 27)


@pytest.mark.parametrize("pretends", [False, True], ids=["setfont of kbd 2.7", "setfont of kbd 2.5"])
def test_what_the_console_does_not_take_is_asked_once(screen: Screen, *, pretends: bool) -> None:
    screen.highest, screen.pretends = HIGHEST_BEFORE_6_3, pretends
    letters = ConsoleFont("")
    letters.fit()
    assert screen.cells() == (120, 33)
    asked = len(screen.asked)
    letters.fit()
    assert len(screen.asked) == asked


def test_where_no_font_is_taken_the_console_is_left_alone(screen: Screen) -> None:
    screen.highest = 0
    letters = ConsoleFont("")
    letters.fit()
    asked = len(screen.asked)
    letters.fit()
    assert screen.font == (8, 16)
    assert len(screen.asked) == asked


def test_the_administrators_font_goes_first(screen: Screen) -> None:
    ConsoleFont("Uni2-TerminusBold16").fit()
    assert screen.asked == [("Uni2-TerminusBold16",)]
    ConsoleFont("Not-There").fit()
    assert screen.cells() == (96, 27)


def test_who_only_lends_the_console_gets_the_font_back_that_it_had(screen: Screen, tmp_path: Path) -> None:
    screen.signs = b"Lat15"
    with given_back(tmp_path / "font"):
        ConsoleFont("").fit()
        assert screen.cells() == (96, 27)
        ConsoleFont("Uni2-TerminusBold16").fit()
    assert (screen.font, screen.signs) == ((8, 16), b"Lat15")


def test_another_terminal_has_its_own(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    ConsoleFont("Uni2-TerminusBold16").fit()
    assert screen.asked == []


def test_what_is_no_console_has_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(25, "Inappropriate ioctl for device")

    monkeypatch.setattr(console_font.fcntl, "ioctl", refuse)
    assert held_font() is None


@pytest.mark.parametrize(
    ("framebuffer", "size"),
    [
        ("1280,800\n", (1280, 800)),  # with cells of 14 by 28 a few dots are in none
        ("1280,1600\n", (1274, 784)),  # a part out of sight
        ("?\n", (1274, 784)),
    ],
)
def test_the_size_of_the_screen(framebuffer: str, size: tuple[int, int], screen: Screen, tmp_path: Path) -> None:
    screen.dots, screen.font = (1280, 800), (14, 28)
    (tmp_path / "none").write_text(framebuffer)
    assert screen_size(*screen.font) == size

"""The font of a console: as large as its screen allows, and set anew for every visit."""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

_COLUMNS, _ROWS = 80, 25
"""The fewest cells that a font must leave on the screen."""
_PATIENCE: Final = 5.0
_FRAMEBUFFER: Final = Path("/sys/class/graphics/fb0/virtual_size")

_FONT_ACT, _FONT_ASK, _FONT_ASK_TALL = 0x4B72, 1, 5
_TALLEST: Final = ((_FONT_ASK_TALL, 64, 128), (_FONT_ASK, 32, 32))
"""Operations that read the current font, each with the largest width and height it can return. Kernels before 6.3
have only the second."""
_MAP_ASK: Final = 0x4B66
_MAP_LIMIT: Final = 65_535
"""KDFONTOP and GIO_UNIMAP of <linux/kd.h>."""


class Font(NamedTuple):
    """A font of Debian's console-setup. If `doubled`, each dot is drawn as two by two dots."""

    height: int
    width: int
    name: str
    doubled: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments for setfont."""
        return ("-d", self.name) if self.doubled else (self.name,)


_LARGE: Final = ((32, 16), (28, 14), (24, 12), (22, 11), (20, 10))
_SINGLE: Final = tuple(Font(height, width, f"Uni2-TerminusBold{height}x{width}") for height, width in _LARGE)
_DOUBLED: Final = tuple(Font(2 * each.height, 2 * each.width, each.name, doubled=True) for each in _SINGLE)
FONTS: Final = (*_DOUBLED, *_SINGLE, Font(16, 8, "Uni2-TerminusBold16"), Font(14, 8, "Uni2-TerminusBold14"))
"""The largest first. Uni2 has the letters of all languages of Western Europe."""


def fitting(width: int, height: int) -> tuple[Font, ...]:
    """The fonts that leave enough cells on a screen of this size in dots, the largest first."""
    return tuple(font for font in FONTS if leaves_enough(width // font.width, height // font.height))


class _Held(NamedTuple):
    """The current font of a console: its size, how many characters it has, and which."""

    width: int
    height: int
    many: int
    signs: bytes


class ConsoleFont:
    """Sets the font of the console that is our standard input. Does nothing on any other terminal.

    `chosen` is the administrator's font: it is used even if a larger one fits.
    """

    def __init__(self, chosen: str) -> None:
        self._chosen = chosen
        self._is_console = os.environ.get("TERM") == "linux"
        self._right: _Held | None = None

    def fit(self) -> bool:
        """Set the right font. Returns False, and leaves the screen alone, if nobody changed the font since."""
        held = held_font() if self._is_console else None
        if held is None or held == self._right:
            return False
        # Computed before any font is tried: the current one tells the size of the screen.
        fonts = fitting(*screen_size(held.width, held.height))
        if not (self._chosen and set_font(self._chosen)):
            next(filter(_takes, fonts), None)
        self._right = held_font()
        return True


@contextmanager
def given_back(kept: Path) -> Iterator[None]:
    """After the block a console has the font that it had before; meanwhile that is in the file `kept`."""
    before = held_font() if os.environ.get("TERM") == "linux" else None
    known = before is not None and set_font("-O", str(kept))
    try:
        yield
    finally:
        if known and held_font() != before:
            set_font(str(kept))


def _takes(font: Font) -> bool:
    """Set a font, and check that it is set: an older setfont ignores `-d` and reports success."""
    held = held_font() if set_font(*font.arguments) else None
    return held is not None and (held.width, held.height) == (font.width, font.height) and leaves_enough(*cells())


def leaves_enough(columns: int, rows: int) -> bool:
    """Whether every screen of the program fits in so many cells."""
    return columns >= _COLUMNS and rows >= _ROWS


def cells() -> tuple[int, int]:
    """The columns and rows of the console."""
    return os.get_terminal_size(0)


def screen_size(width: int, height: int) -> tuple[int, int]:
    """The size of the screen in dots, for letters of this size: from the framebuffer, or else from the cells."""
    columns, rows = cells()
    with suppress(OSError, ValueError):
        across, down = map(int, _FRAMEBUFFER.read_text().split(","))
        # Other cells mean that the framebuffer is of another screen, or partly out of sight.
        if (across // width, down // height) == (columns, rows):
            return across, down
    return columns * width, rows * height


def held_font() -> _Held | None:
    """The current font; None if our input is no console, or a console whose font can't be read."""
    for ask, *most in _TALLEST:
        question = bytearray(struct.pack("@5IP", ask, 0, *most, 512, 0))
        with suppress(OSError):
            fcntl.ioctl(0, _FONT_ACT, question)
            _, _, wide, high, many, _ = struct.unpack("@5IP", question)
            return _Held(wide, high, many, _signs())
    return None


def _signs() -> bytes:
    pairs = ctypes.create_string_buffer(4 * _MAP_LIMIT)
    question = bytearray(struct.pack("@HP", _MAP_LIMIT, ctypes.addressof(pairs)))
    fcntl.ioctl(0, _MAP_ASK, question)
    count, _ = struct.unpack("@HP", question)
    return pairs.raw[: 4 * count]


def set_font(*arguments: str) -> bool:
    """Run setfont on the console that is our input. Returns whether it succeeded."""
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(
            ["setfont", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
        return done.returncode == 0
    return False

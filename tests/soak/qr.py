"""The pocket card in pictures of a real xterm, in every installed font, at sizes from small to large."""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from itertools import product
from pathlib import Path

from gespreksklaar.content.sheets.pocket import pocket_card
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.pages.qr_code import make_codes
from tests.at_review import at_ways, make_folder
from tests.needs import program
from tests.screenshot import NEEDED, display
from tests.tui.walk import number_of

LONG, SHORT = 1_000, 1
"""The most pictures; there are fewer."""
FONTS = (
    "DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Noto Mono", "FreeMono", "Nimbus Mono PS", "Unifont",
    "Cascadia Mono", "JetBrains Mono",
)  # fmt: skip
POINTS = (8, 10, 12, 14)
WINDOWS = ((80, 24), (100, 30), (120, 40))
COLORS = ({}, {"NO_COLOR": "1"}, {"TERM": "screen"})
"""True colours, greys, and the sixteen that any terminal has."""


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Take a picture of the first code in `amount` kinds of window."""
    if any(program(name) is None for name in NEEDED if "/" not in name):
        assert os.environ.get("CI") != "true", "in CI this must run"
        return f"not on this system: one of {', '.join(NEEDED)}"
    kinds = list(product(_fonts(), POINTS, WINDOWS, range(len(COLORS))))
    random.Random(seed).shuffle(kinds)
    data = make_folder(folder / "data")
    card = pocket_card(read_prep(data / "sam.toml").prep, Texts("nl"))
    painted: dict[object, bytes] = {}
    missed: Counter[str] = Counter()
    with display(folder) as monitor:
        for font, points, window, color in kinds[:amount]:
            if (window, color) not in painted:
                painted[window, color] = _paint(data, window, COLORS[color])
            wanted = make_codes(card, window[0], window[1] - 1)[0][0]
            with monitor.xterm(painted[window, color], window, font, points):
                by_zxing, by_zbar = monitor.read(limit=5)
            assert by_zxing == wanted, f"{font} {points} {window} {COLORS[color]}: {by_zxing!r}"
            # Zbar misses a code in a font with gaps; but it must never read another text.
            assert by_zbar in ("", wanted), f"{font} {points} {window} {COLORS[color]}: {by_zbar!r}"
            missed[font] += not by_zbar
    gaps = ", ".join(f"{font} {count}" for font, count in missed.items() if count)
    return f"{min(amount, len(kinds))} pictures, all read by zxing; not by zbar: {gaps or 'none'}"


def _paint(data: Path, window: tuple[int, int], env: dict[str, str]) -> bytes:
    with at_ways(data, size=window, env=env) as screen:
        screen.press(number_of("Kaartje voor uw telefoon", screen.text))
        screen.wait("Dit is alleen tekst")
        screen.settle()
        return screen.raw


def _fonts() -> list[str]:
    """The installed fonts of `FONTS`."""
    known = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    return [font for font in FONTS if font in known]

"""A whole prep over a slow line, against nano writing its sheet. Part of `bench/growth.py`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from gespreksklaar.content.words.texts import Texts
from run import Run
from tests.terminal import KEYS
from tests.tui.walk import number_of
from tests.walk_cost import WALKS

HERE = Path(__file__).parent
A_SECOND = 3
"""Keys that a person presses who knows which; reading takes as long on any line."""
QUICK = 30
"""Letters a second that nano gets here: it has the same bytes to send for each, only sooner."""


class Waiting:
    """Counts keys, and how long each waits for the last byte of its picture."""

    def __init__(self, run: Run, quiet: float) -> None:
        self.run, self.quiet = run, quiet
        self.waits: list[float] = []

    def press(self, key: str) -> None:
        self.waits.append(self.run.press(key, quiet=self.quiet, wait=5)[0] / 1000)
        self.run.settle(self.quiet)

    def told(self, usable: float, keys: int) -> dict[str, float]:
        waited = sum(self.waits)
        minutes = (usable + waited + keys / A_SECOND) / 60
        return {"keys": keys, "bytes": self.run.bytes, "waited": waited, "longest": max(self.waits), "usable": usable,
                "minutes": minutes}  # fmt: skip


def measure(rate: int, delay: float, walk: str) -> dict[str, dict[str, float]]:
    """What it takes to make a prep with its sheet, and what nano takes to write that sheet."""
    with tempfile.TemporaryDirectory() as name:
        slow = (sys.executable, str(HERE / "slow_line.py"), str(rate), str(delay))
        own = ["--data", f"{name}/preps", "--config", f"{name}/settings.ini", "--lang", "nl"]
        found = {f"a whole prep ({walk} way)": walked([*slow, sys.executable, "-m", "gespreksklaar.tui", *own], name,
                                                      WALKS[walk], delay)}  # fmt: skip
        (sheet,) = Path(name).rglob("*.txt")
        found["its sheet in nano"] = written([*slow, "nano", "-I"], sheet.read_text(), delay)
        return found


def walked(argv: Sequence[str], home: str, walk: Sequence[str], delay: float) -> dict[str, float]:
    """Press the keys of this walk from the welcome, each when the picture of the one before is whole."""
    run = Run(argv, home)
    try:
        usable = run.until("Welkom") / 1000
        waiting = Waiting(run, delay + 0.5)
        run.settle(delay + 0.5)
        for key in _keys(run, walk):
            waiting.press(key)
        return waiting.told(usable, len(waiting.waits))
    finally:
        run.close()


def _keys(run: Run, walk: Sequence[str]) -> Iterator[str]:
    texts = Texts("nl")
    for step in walk:
        named = number_of(texts(step), run.text) if "." in step else step
        yield from (KEYS.get(key, key.encode()).decode() for key in named.split())


def written(argv: Sequence[str], text: str, delay: float) -> dict[str, float]:
    """Type this text without waiting; then wait for what is still on the line."""
    run = Run(argv)
    try:
        usable = run.until("Exit") / 1000
        waiting = Waiting(run, delay + 0.5)
        run.settle(delay + 0.5)
        for letter in text[:-1].replace("\n", "\r"):
            run.press(letter, quiet=0, wait=0)
            run.read(1 / QUICK)
            time.sleep(1 / QUICK)
        waiting.press(text[-1].replace("\n", "\r"))
        return waiting.told(usable, len(text))
    finally:
        run.close()

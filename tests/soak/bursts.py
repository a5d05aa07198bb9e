"""Keys sent in one burst, as over a slow line, make the same prep as keys that each wait for the screen."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.tui.home.bookmarks import Bookmarks
from tests.terminal import Terminal
from tests.tui.walk import FULL_PREP

LONG, SHORT = 200, 1
"""The number of bursts."""
KEYS_A_BURST = 30
AT_ONCE = 2
SIZE = (100, 40)
_END = 60.0
"""Seconds that a busy machine may take for a whole burst."""
_MOVES = ["tab", "shift+tab", "up", "down", "left", "pagedown", "f3", "f4"]
_DEEDS = ["enter", "enter", "space", "backspace", "ctrl+u"]
_LETTERS = string.ascii_lowercase
_CHANCE = re.compile(r'own-[0-9a-f]{8}|"id": *"\w+"|"\d{4}-\d\d-\d\dT[\d:.]+"')
"""The parts of a file that differ between sessions: ids of own lines and preps, and times."""


def _keys(rolls: random.Random) -> list[str]:
    found: list[str] = []
    while len(found) < KEYS_A_BURST:
        kind = rolls.random()
        if kind < 0.4:
            found += rolls.sample(_LETTERS, rolls.randint(1, 4))
        elif kind < 0.5:
            found.append(str(rolls.randint(1, 9)))
        elif kind < 0.54:
            found += ["f2", str(rolls.randint(1, 6))]
        else:
            found.append(rolls.choice(_MOVES if kind < 0.78 else _DEEDS))
    return [" " if key == "space" else key for key in found]


def _one_by_one(screen: Terminal, keys: Sequence[str]) -> None:
    for key in keys:
        screen.press(key)
        screen.settle(0.1)


def _at_once(screen: Terminal, keys: Sequence[str]) -> None:
    screen.press(*keys)


def _preps(folder: Path, press: Callable[[Terminal, Sequence[str]], None], keys: Sequence[str]) -> str:
    """All files saved after these keys, without the parts that differ by chance."""
    folder.mkdir(parents=True)
    (folder / "c").write_text("first_run_done = true\n")
    (folder / "sam.toml").write_text(FULL_PREP.read_text())
    Bookmarks(folder / ".state" / "places.json").put(read_prep(folder / "sam.toml").prep.id, "going", "")
    words = ["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl", "open", "sam"]
    with Terminal(words, size=SIZE) as screen:
        screen.wait("Stap 1 van 5")
        screen.settle()
        press(screen, keys)
        screen.press("ctrl+q")
        assert screen.wait_end(_END) == 0, f"ended with {screen.status} after {keys}"
    saved = "\n".join(read_prep(file).prep.model_dump_json(indent=1) for file in sorted(folder.glob("*.toml")))
    return _CHANCE.sub("-", saved)


def run(amount: int, folder: Path, seed: int = 0) -> str:
    def work(number: int) -> str:
        keys = _keys(random.Random(f"{seed} {number}"))
        slowly = _preps(folder / f"{number}-slowly", _one_by_one, keys)
        at_once = _preps(folder / f"{number}-at-once", _at_once, keys)
        return "" if slowly == at_once else f"{keys}, one by one:\n{slowly}\nat once:\n{at_once}"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        missed = [result for result in pool.map(work, range(amount)) if result]
    assert not missed, "\n\n".join(missed)
    return f"{amount} bursts of {KEYS_A_BURST} keys: the same preps as key by key"

"""The program in a real pseudo-terminal, opened at the menu of ways to take a sheet along."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gespreksklaar.content.store.read_prep import read_prep
from tests.terminal import Terminal
from tests.tui.walk import FULL_PREP

OWN_WORDS = "Durft Zoë één coördinator om hulp te vragen, ‘ook’ in ’s middags? € ŁŻğ"


def make_folder(folder: Path) -> Path:
    """Make a folder with one prep, which the user left at review."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.ini").write_text("first_run_done = true\n")
    prep = FULL_PREP.read_text("utf-8").replace("Durft Sam om hulp te vragen?", OWN_WORDS)
    (folder / "sam.toml").write_text(prep, "utf-8")
    (folder / ".state").mkdir(exist_ok=True)
    place = {read_prep(folder / "sam.toml").prep.id: ["review", ""]}
    (folder / ".state" / "places.json").write_text(json.dumps(place))
    return folder


@contextmanager
def at_ways(
    folder: Path, *, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """Run the program on such a folder, with the menu open."""
    arguments = ["--data", str(folder), "--config", str(folder / "settings.ini"), "--lang", "nl", "open", "sam"]
    with Terminal(arguments, size=size, env=env) as terminal:
        terminal.wait("Het blad: voor uzelf")
        terminal.press("0")
        terminal.wait("Hoe wilt u het blad meenemen?")
        yield terminal

"""What a walk costs: keys to press, and words to read, from the welcome to a sheet in hand, by numbers alone.

`python -m tests.walk_cost` prints it for each way and language; with the name of a way and a language also what is
read at each stop.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gespreksklaar.content.prep.model import Prep
from tests.pressing import press_each
from tests.tui.walk import make_app, number_of, running, screen_text

WORDS_A_SECOND: Final = 2
"""How fast a parent reads who does not read easily."""
Walk = Sequence[str]
"""The keys of a walk; those of one text are pressed without reading between them. The id of a text stands for the digit
before that text."""
SHEET: Final = ("0", "take.menu.file", "enter", "enter")
"""From review to a file: take along, "in a file", the proposed name, and the page that says where it is."""
WALKS: Final[Mapping[str, Walk]] = {
    "short": (
        *("enter", "2"),
        *("1", "enter", "enter", "down enter"),
        *("1", "0", "enter"),
        *("1 2", "0", "enter"),
        *("1", "0", "enter"),
        *("1", "0", "enter"),
        *SHEET,
    ),
    "whole": (
        *("enter", "1"),
        *("1", "enter", "enter", "2", "enter", "1", "enter", "down enter", "down enter", "down enter", "enter"),
        *("down 1", "enter", "1", "enter", "down 1", "0", "enter"),
        *("1", "enter", "down 1", "enter", "enter", "down 1", "enter", "1", "0", "enter"),
        *("enter", "1 2 3", "0", "enter"),
        *("1", "0", "enter"),
        *("1", "enter", "1", "enter", "1", "enter", "1", "enter", "1", "enter", "enter", "1", "enter", "1", "enter"),
        *("down enter",),
        *SHEET,
    ),
}
_BETWEEN: Final = re.compile(r"[─═=]{2,}|[│┌┐└┘]|\s{2,}|\s·\s|\[x\]")
"""What stands between two texts of one line, or is the mark before one."""
_BETWEEN_KEYS: Final = re.compile(r" (?=(?:spatie|space|enter|esc|PgDn|F\d+|\d(?:,enter)?|[*/+.<=-]) )")
"""The same on the key bar, where one space is enough."""
_WORD: Final = re.compile(r"/\S+|[^\W\d_][\w'’-]*|\d[\d:./-]+")
"""A word to read; the place of a file is one. A single digit is seen, as are the marks before a row."""


@dataclass(frozen=True)
class Stop:
    """A stop to read: after these keys, these texts are on the screen that were not there before."""

    keys: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return sum(len(_WORD.findall(text)) for text in self.new)


@dataclass(frozen=True)
class Cost:
    """A walk, stop by stop, with the prep that came of it, and the files that hold a sheet."""

    stops: tuple[Stop, ...]
    prep: Prep
    sheets: tuple[str, ...]

    @property
    def keys(self) -> int:
        """How many keys it takes."""
        return sum(len(stop.keys) for stop in self.stops)

    @property
    def words(self) -> int:
        """How many words there are to read, each text once."""
        return sum(stop.words for stop in self.stops)

    @property
    def seconds(self) -> float:
        """How long it takes to read them."""
        return self.words / WORDS_A_SECOND


class _Reader:
    """Somebody who reads a screen whole, but no text twice."""

    def __init__(self) -> None:
        self._read: list[str] = []

    def reads(self, screen: str) -> tuple[str, ...]:
        """The texts that are new to the reader."""
        columns = list(_columns(screen))
        found = dict.fromkeys(text for column in columns for text in column if not self._knows(_plain(text)))
        self._read += [_plain(" ".join(column)) for column in columns]
        return tuple(found)

    def _knows(self, words: str) -> bool:
        return not words.strip() or any(words in read for read in self._read)


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text)).casefold()} "


def _columns(screen: str) -> Iterator[list[str]]:
    """The texts of the sidebar, and of the rest: a text that is wrapped goes on in its own column."""
    beside, rest = [], []
    border = 0
    *lines, bar = screen.splitlines() or [""]
    for line in lines:
        border = line.find("┐") + 1 if line.startswith("┌") else border
        beside.append(line[:border])
        rest.append(line[border:])
        border = 0 if line.startswith("└") else border
    yield [text.strip() for text in _BETWEEN_KEYS.split(f" {bar} ")]
    for column in (beside, rest):
        yield [text.strip() for line in column for text in _BETWEEN.split(line) if text.strip()]


async def cost_of(walk: Walk, language: str, folder: Path) -> Cost:
    """Walk through the program as it is the first time; preps and sheets land in this folder."""
    app = make_app(folder, language=language, first_run_done=False)
    reader, stops, prep = _Reader(), [], Prep()
    async with running(app):
        stops.append(Stop((), reader.reads(screen_text(app))))
        for step in walk:
            named = number_of(app.texts(step), screen_text(app)) if "." in step else step
            keys = tuple(named.split())
            await press_each(app, *keys)
            stops.append(Stop(keys, reader.reads(screen_text(app))))
        if app.session:
            prep = app.session.prep
        app.put_away()
    return Cost(tuple(stops), prep, tuple(str(file) for file in folder.glob("**/*.txt")))


async def _main(way: str = "", language: str = "") -> None:
    print(f"{'':14}{'keys':>6}{'words':>7}{'seconds':>9}")
    for name, walk in WALKS.items():
        for spoken in ("nl", "en"):
            with tempfile.TemporaryDirectory() as folder:
                cost = await cost_of(walk, spoken, Path(folder))
            print(f"{name:9}{spoken:5}{cost.keys:>6}{cost.words:>7}{cost.seconds:>9.0f}")
            if (name, spoken) == (way, language):
                for stop in cost.stops:
                    print(f"\n{' '.join(stop.keys)}: {stop.words}")
                    print("\n".join(f"    {text}" for text in stop.new))


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:3]))

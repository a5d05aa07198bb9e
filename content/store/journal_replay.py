"""What a session that was cut off left in its journal: the lines of one, and the changes that they tell of.

A line is a CRC32 and JSON. The first tells who has the prep open, the next what its file held, each further one
a field and what it became, as TOML, or what is being written into the file. A line that was torn or damaged is
skipped: each stands for itself.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gespreksklaar.content.store.files import LARGEST
from gespreksklaar.content.store.prep_toml import tables_of
from gespreksklaar.content.words.problems import Problem

Tables = dict[str, Any]
_WHERE = Path(".journal")
"""What a problem in it would be said of; nobody is told."""


@dataclass
class Left:
    """What a journal holds: the text of the file it began with, and the fields that changed since.

    `found` when there is anything in it at all: a session was cut off, though maybe with all saved. `lacks` when
    something could be noted no more, as on a full disk.
    """

    found: bool = False
    lacks: bool = False
    base: str | None = None
    whole: str | None = None
    edits: list[tuple[str, Tables]] = field(default_factory=list)
    coming: list[str] = field(default_factory=list)
    """Texts of which one may be in the file by now; what changed holds for each of them too."""

    @property
    def changed(self) -> bool:
        """Whether there is more in it than in the file it began with."""
        return bool(self.edits or self.whole is not None)

    def applied(self, tables: Tables) -> Tables:
        """These tables with every change of the journal. Raises Problem when a whole prep in it is none."""
        result = deepcopy(tables) if self.whole is None else tables_of(self.whole, _WHERE)
        for path, held in self.edits:
            _put(result, path.split("."), held)
        return result


def read_left(data: bytes) -> Left:
    """The changes in a journal's bytes, whatever became of some of its lines."""
    left = Left(found=bool(data))
    for line in lines_in(data):
        match line:
            case {"base": str(text)} if len(text) <= LARGEST:
                left = Left(found=True, base=text)
            case {"next": str(text)} if len(text) <= LARGEST:
                left.coming.append(text)
            case {"whole": str(text)} if len(text) <= LARGEST:
                left.whole, left.edits = text, []
            case {"set": str(path), "to": str(toml)}:
                with suppress(Problem, UnicodeEncodeError):
                    path.encode()
                    left.edits.append((path, tables_of(toml, _WHERE)))
    return left


def lines_in(data: bytes) -> Iterator[Any]:
    """The lines of a journal that are whole."""
    for line in data.split(b"\n"):
        mark, _, body = line.partition(b" ")
        if len(mark) == 8 and mark == _crc(body):
            # A right checksum is no proof of who wrote it.
            with suppress(ValueError, RecursionError):
                yield json.loads(body)


def as_line(held: object) -> bytes:
    """This as a line of a journal."""
    body = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
    return _crc(body) + b" " + body + b"\n"


def _crc(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)


def _put(tables: Tables, path: list[str], held: Tables) -> None:
    for name in path[:-1]:
        inner = tables.setdefault(name, {})
        if not isinstance(inner, dict):
            inner = tables[name] = {}
        tables = inner
    tables.pop(path[-1], None)
    tables.update(held)

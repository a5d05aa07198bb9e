"""The lines of a journal, and the prep that they give back after a session was cut off.

A line is a CRC32 and JSON. The first says who has the prep open, the next what its file held. Each further one holds
a field, or one line of a list, and its new value as TOML; or the text that is being written into the file. A line that
was torn or damaged is skipped: each stands for itself.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from gespreksklaar.content.files.reading import LARGEST
from gespreksklaar.content.store.prep_toml import tables_of
from gespreksklaar.content.words.problems import Problem

Tables = dict[str, Any]
_WHERE = Path(".journal")
"""What a problem in it would be said of; nobody is told."""


class Change(NamedTuple):
    """The new value of one field as a TOML table of one key; empty when the field holds nothing any more.

    `key` names the one line of a list that changed or came at its end: its other lines are as they were.
    """

    path: str
    toml: str
    key: str | None = None

    def as_line(self) -> dict[str, object]:
        """The change as the JSON of its line."""
        if self.key is None:
            return {"set": self.path, "to": self.toml}
        return {"line": [self.path, self.key], "to": self.toml}


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
    edits: list[tuple[tuple[str, ...], Tables]] = field(default_factory=list)
    """Where, as the names that lead there, and what stands there now: a table of the last name, or nothing."""
    coming: list[str] = field(default_factory=list)
    """Texts of which one may be in the file by now; what changed holds for each of them too."""

    @property
    def changed(self) -> bool:
        """Whether there is more in it than in the file it began with."""
        return bool(self.edits or self.whole is not None)

    def applied(self, tables: Tables) -> Tables:
        """These tables with every change of the journal. Raises Problem when a whole prep in it is none."""
        result = deepcopy(tables) if self.whole is None else tables_of(self.whole, _WHERE)
        for where, held in self.edits:
            _put(result, where, held)
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
                left.edits += _edit(path.split("."), toml)
            case {"line": [str(path), str(key)], "to": str(toml)}:
                left.edits += _edit([*path.split("."), key], toml)
    return left


def _edit(where: list[str], toml: str) -> Iterator[tuple[tuple[str, ...], Tables]]:
    with suppress(Problem, UnicodeEncodeError):
        "".join(where).encode()
        yield tuple(where), tables_of(toml, _WHERE)


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


def _put(tables: Tables, where: Sequence[str], held: Tables) -> None:
    for name in where[:-1]:
        inner = tables.setdefault(name, {})
        if not isinstance(inner, dict):
            inner = tables[name] = {}
        tables = inner
    if not held:
        tables.pop(where[-1], None)
    # A line of a list that was there keeps its place.
    tables.update(held)

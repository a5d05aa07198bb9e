"""The lines of a journal: what a change becomes, and how they restore a prep after its session was cut off.

A line is a CRC32 and JSON. The first line holds who has the prep open, the next the text of the prep's file. Each
further one holds a field, or one line of a list, with its new value as TOML; the part of a long text that changed; a
whole prep; or the text that is about to be written to the file. A torn or damaged line is skipped: each line stands on
its own, but for a part of a text, which names the text it belongs in and is skipped as well where that is not there.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gespreksklaar.content.files.reading import LARGEST
from gespreksklaar.content.files.toml_text import tables_of
from gespreksklaar.content.words.clean import clean_text
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep

Tables = dict[str, Any]
_WHERE = Path(".journal")
"""The file that a problem in a journal would name; no such problem is shown."""
_LONG = 500
"""Characters from which only the part of a text that changed is recorded."""


class Change(NamedTuple):
    """The new value of one field as a TOML table of one key; empty when the field became empty.

    `key` names the one line of a list that changed or came at its end; the other lines did not change.
    """

    path: str
    toml: str
    key: str | None = None

    @property
    def size(self) -> int:
        """The characters that it adds at most."""
        return len(self.toml)

    def as_line(self) -> dict[str, object]:
        """The change as the JSON of its line."""
        if self.key is None:
            return {"set": self.path, "to": self.toml}
        return {"line": [self.path, self.key], "to": self.toml}


class TextChange(NamedTuple):
    """The part of a text that changed: at character `at`, `removed` characters gave way to `put`.

    `before` is the CRC32 of the text it belongs in. The file may hold a later text by the time that a journal is
    applied, or an earlier line may be damaged.
    """

    path: str
    at: int
    removed: int
    put: str
    before: int

    @property
    def size(self) -> int:
        """The characters that it adds at most."""
        return len(self.put)

    def as_line(self) -> dict[str, object]:
        """The change as the JSON of its line."""
        return {"text": [self.path, self.at, self.removed, self.before], "to": self.put}

    def applied(self, text: str) -> str:
        """The text after the change; as it was, when the change belongs in another."""
        fits = crc_of(text) == self.before and 0 <= self.at <= self.at + self.removed <= len(text)
        return text[: self.at] + self.put + text[self.at + self.removed :] if fits else text


def crc_of(text: str) -> int:
    """The CRC32 of a text, one read from a journal too: that can hold a lone surrogate."""
    return zlib.crc32(text.encode(errors="surrogatepass"))


def change_between(before: Prep, prep: Prep, path: str, *, in_parts: bool = True) -> Change | TextChange:
    """The change of the field at `path`: of one line alone, when only one line of a list changed.

    `in_parts`: of the changed part alone, when it is a long text.
    """
    import tomli_w  # noqa: PLC0415 - only needed once something is changed

    above, _, last = path.rpartition(".")
    old, new = before.get(path), prep.get(path)
    if in_parts and isinstance(old, str) and isinstance(new, str) and len(new) > _LONG:
        return _part(path, old, new)
    key = _one_line(old, new)
    if key is not None:
        return Change(path, tomli_w.dumps({key: new[key].model_dump(exclude_defaults=True)}), key)
    part = prep.get(above) if above else prep
    return Change(path, tomli_w.dumps(part.model_dump(include={last}, exclude_defaults=True)))


def _part(path: str, old: str, new: str) -> TextChange:
    """The part of a text that changed: a binary search for the equal beginning and end compares whole pieces."""
    shorter = min(len(old), len(new))
    at = bisect_left(range(1, shorter + 1), True, key=lambda size: old[:size] != new[:size])
    most = range(1, shorter - at + 1)
    same = bisect_left(most, True, key=lambda size: old[-size:] != new[-size:])
    return TextChange(path, at, len(old) - at - same, new[at : len(new) - same], crc_of(old))


def _one_line(old: Any, new: Any) -> str | None:
    """The key of the line when only one changed or came at the end, and all others are the same objects; else None."""
    if not isinstance(new, dict):
        return None
    changed = [key for key, line in new.items() if line is not old.get(key)]
    came = [key for key in new if key not in old]
    if len(changed) != 1 or isinstance(new[changed[0]], str) or [*old, *came] != list(new):
        return None
    return str(changed[0])


@dataclass
class Left:
    """The contents of a journal: the text of the file it began with, and the changes since.

    `found`: it holds anything at all, so a session was cut off, possibly with everything saved. `lacks`: changes could
    no longer be recorded, as on a full disk.
    """

    found: bool = False
    lacks: bool = False
    base: str | None = None
    whole: str | None = None
    edits: list[tuple[tuple[str, ...], Tables | TextChange]] = field(default_factory=list)
    """Each changed path as its names, and a table of the last name with the new value, or empty when it has none; or
    the part that changed of the text there."""
    coming: list[str] = field(default_factory=list)
    """Texts of which the file may hold one by now; the edits apply to each of them too."""

    @property
    def changed(self) -> bool:
        """Whether it holds changes to the file it began with."""
        return bool(self.edits or self.whole is not None)

    def applied(self, tables: Tables) -> Tables:
        """These tables with every change of the journal. Raises Problem when the whole prep in it cannot be read."""
        result = deepcopy(tables) if self.whole is None else tables_of(self.whole, _WHERE)
        for where, held in self.edits:
            _put(result, where, held)
        return result


def read_left(data: bytes) -> Left:
    """The changes in the bytes of a journal, without its damaged lines."""
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
            case {"text": [str(path), int(at), int(removed), int(before)], "to": str(put)}:
                left.edits.append((tuple(path.split(".")), TextChange(path, at, removed, put, before)))
    return left


def _edit(where: list[str], toml: str) -> Iterator[tuple[tuple[str, ...], Tables]]:
    with suppress(Problem, UnicodeEncodeError):
        "".join(where).encode()
        yield tuple(where), tables_of(toml, _WHERE)


def lines_in(data: bytes) -> Iterator[Any]:
    """The undamaged lines of a journal, as JSON values."""
    for line in data.split(b"\n"):
        mark, _, body = line.partition(b" ")
        if len(mark) == 8 and mark == _crc(body):
            # A correct checksum does not prove that we wrote the line.
            with suppress(ValueError, RecursionError):
                yield json.loads(body)


def as_line(held: object) -> bytes:
    """This JSON value as a line of a journal."""
    body = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
    return _crc(body) + b" " + body + b"\n"


def _crc(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)


def _put(tables: Tables, where: Sequence[str], held: Tables | TextChange) -> None:
    for name in where[:-1]:
        inner = tables.setdefault(name, {})
        if not isinstance(inner, dict):
            inner = tables[name] = {}
        tables = inner
    if isinstance(held, TextChange):
        # The session cleaned the text when it read the file, which somebody may have written by hand.
        text = tables.get(where[-1])
        held = {where[-1]: held.applied(clean_text(text) if isinstance(text, str) else "")}
    if not held:
        tables.pop(where[-1], None)
    # A line that the list has already keeps its place.
    tables.update(held)

"""The folder of preps: list, make, open, copy, rename, take away and bring back, take over."""

from __future__ import annotations

import difflib
import re
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gespreksklaar.content import store
from gespreksklaar.content.glance import Glance, glance
from gespreksklaar.content.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep import Prep

ENDING: Final = ".toml"
BIN: Final = ".bin"
_NAME_LENGTH = 80


class Shelf:
    """Preps by name; a name is its file's name without `.toml`. Every method raises Problem when it can't."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._deleted: list[tuple[Path, str]] = []
        self._seen: dict[str, tuple[int, int, Glance]] = {}

    def path(self, name: str) -> Path:
        """The file of this prep."""
        return self.folder / f"{name}{ENDING}"

    def list(self) -> list[Glance]:
        """All preps, the newest talk first. A file that can't be read is in it, with its problem."""
        try:
            files = [file for file in self.folder.glob(f"*{ENDING}") if not file.name.startswith(".")]
        except OSError:
            return []
        found = [self._glance(file) for file in files]
        return sorted(found, key=lambda g: (g.day or date.min, g.changed), reverse=True)

    def _glance(self, file: Path) -> Glance:
        try:
            status = file.stat()
        except OSError:
            return Glance(file.stem, datetime.now(UTC), problem=Problem("unreadable", why=""))
        mark = (status.st_mtime_ns, status.st_size)
        known = self._seen.get(file.name)
        if known and known[:2] == mark:
            return known[2]
        changed = datetime.fromtimestamp(status.st_mtime, UTC)
        try:
            tables = store.read_tables(file)
            store.check_format(file, tables)
            seen = glance(file.stem, tables, changed)
        except Problem as problem:
            problem.where = problem.where.removeprefix(f"{self.folder}/")
            seen = Glance(file.stem, changed, problem=problem)
        self._seen[file.name] = (*mark, seen)
        return seen

    def find(self, name: str) -> str:
        """The name as it is, or Problem with the nearest one."""
        name = name.removesuffix(ENDING)
        names = [entry.name for entry in self.list()]
        if name in names:
            return name
        near = difflib.get_close_matches(name, names, n=1)
        raise (Problem("no-such-prep-near", name=name, near=near[0]) if near else Problem("no-such-prep", name=name))

    def open(self, name: str) -> store.Loaded:
        """The prep with this name."""
        return store.load(self.path(self.find(name)))

    def save(self, name: str, prep: Prep) -> None:
        """Write the prep under this name."""
        self._make_folder()
        store.save(self.path(name), prep)

    def create(self, prep: Prep) -> str:
        """Write a new prep; its name tells child, kind and day. Gives the name."""
        going = prep.going
        parts = [going.child, going.kind or "gesprek", going.day.isoformat() if going.day else ""]
        name = self._free(_slug(" ".join(filter(None, parts))))
        self.save(name, prep)
        return name

    def copy(self, name: str) -> str:
        """A start for the next talk, from this one. Gives the new name."""
        return self.create(next_talk(self.open(name).prep))

    def rename(self, name: str, new: str) -> str:
        """Give a prep another name, made fit for a file. Gives the name it got."""
        wanted = _slug(new)
        if wanted == name:
            return name
        free = self._free(wanted)
        self._move(self.path(self.find(name)), self.path(free))
        return free

    def delete(self, name: str) -> None:
        """Move a prep to the bin."""
        target = self.folder / BIN / f"{datetime.now():%Y%m%d-%H%M%S-%f}-{name}{ENDING}"
        self._make_folder(BIN)
        self._move(self.path(self.find(name)), target)
        self._deleted.append((target, name))

    def undo_delete(self) -> str:
        """Bring back the prep that was deleted last. Gives its name."""
        if not self._deleted:
            raise Problem("nothing-deleted")
        source, name = self._deleted.pop()
        free = self._free(name)
        self._move(source, self.path(free))
        return free

    def import_file(self, path: Path) -> str:
        """Take over a prep from elsewhere; that file stays as it is. Gives the name here."""
        prep = store.load(path).prep
        name = self._free(_slug(path.stem))
        self.save(name, prep)
        return name

    def _move(self, source: Path, target: Path) -> None:
        try:
            source.rename(target)
        except OSError as error:
            raise Problem("not-written", where=str(target), why=error.strerror or "") from None

    def _make_folder(self, inside: str = "") -> None:
        try:
            (self.folder / inside).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Problem("not-written", where=str(self.folder), why=error.strerror or "") from None

    def _free(self, name: str) -> str:
        number, free = 1, name
        while self.path(free).exists():
            number += 1
            free = f"{name}-{number}"
        return free


def next_talk(prep: Prep) -> Prep:
    """What of a prep is a start for the next talk: who and where, questions and words; no day, no agreements."""
    from gespreksklaar.content.prep import Prep  # noqa: PLC0415 - pydantic, not needed to list

    tables: dict[str, Any] = prep.tables()
    for key in ("id", "created", "format"):
        tables.pop(key, None)
    going = tables.get("going", {})
    for key in ("day", "start", "attend", "expect"):
        going.pop(key, None)
    agree = tables.get("agree", {})
    tables["agree"] = {"phrases": agree["phrases"]} if "phrases" in agree else {}
    return Prep.model_validate(tables)


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_NAME_LENGTH].strip("-") or "gesprek"

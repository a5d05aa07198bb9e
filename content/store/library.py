"""The folder of preps: list, create, open, copy, rename, delete, restore, import."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any, Final

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.files.reading import must_be_folder, names_in, read_text
from gespreksklaar.content.files.removing import remove
from gespreksklaar.content.files.toml_text import where_of
from gespreksklaar.content.files.writing import fitting, move, move_new, write_new
from gespreksklaar.content.prep.agreement_index import QUESTION
from gespreksklaar.content.prep.file_names import ENDING, bare, is_prep_file, name_of, path_of
from gespreksklaar.content.prep.list_order import newest_first
from gespreksklaar.content.prep.summary import Summary, summary_of
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.trash import Trash, Trashed
from gespreksklaar.content.store.versions import FOLDER as STATES
from gespreksklaar.content.words.clean import clean_line, visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import FALLBACK, Texts

if TYPE_CHECKING:
    from gespreksklaar.content.prep.declaration import Carried
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.content.store.prep_file import PrepFile

_NAME_LENGTH = 80
_OF_WINDOWS: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""The names that Windows keeps for itself, also with an ending."""
_OF_ONE_TALK: Final = (
    "id", "created", "going.day", "going.start", "going.expect", "going.attend", "child", "ask.mind",
    "agree.goal", "agree.agreements", "agree.contact", "agree.contact_day", "talk",
    "before", "unread",
)  # fmt: skip


class Library:
    """Preps by name; a name is its file's name without `.toml`. Every method raises Problem when it fails."""

    def __init__(self, folder: Path, texts: Callable[[], Texts] = lambda: Texts(FALLBACK)) -> None:
        """`texts` returns those of the user's language: a new prep is named in it."""
        self.folder = folder
        self._texts = texts
        self.trash = Trash(folder)
        self._deleted: list[Trashed] = []
        self._seen: dict[str, tuple[int, Summary]] = {}

    def path(self, name: str) -> Path:
        """The file of this prep."""
        return path_of(self.folder, name)

    def list(self) -> list[Summary]:
        """All preps, the newest talk first; one without a day counts as of the day it was changed.

        A file that can't be read is listed with its problem.
        """
        return newest_first([self._summary(self.folder / name) for name in self._files()])

    def read_on(self) -> Iterator[Summary]:
        """All preps as they are read, the last changed file first: for who shows them meanwhile."""
        for file in sorted(self._files(), key=self._changed, reverse=True):
            yield self._summary(self.folder / file)

    def latest(self, most: int) -> Sequence[Summary]:
        """As `list`, but only of the files that changed last: for who can't wait for thousands."""
        return newest_first(islice(self.read_on(), most))

    def summary(self, name: str) -> Summary:
        """The prep with this name as it stands in the list."""
        return self._summary(self.path(self.exact(name)))

    def _summary(self, file: Path) -> Summary:
        mark, changed = _last_change(file)
        known = self._seen.get(file.name)
        if known and mark and known[0] == mark:
            return known[1]
        try:
            text = read_text(file)
            seen = summary_of(name_of(file.name), prep_toml.prep_tables(text, file), changed)
        except Problem as problem:
            seen = Summary(name_of(file.name), changed, problem=problem)
        if told := seen.problem:
            told.where = told.where or where_of(file, text, str(told.values["key"]).split("."))
            told.where = told.where.replace(shown(file), visible_name(file.name))
        self._seen[file.name] = (mark, seen)
        return seen

    def find(self, name: str) -> str:
        """The exact name of a prep, from one with or without `.toml`, or as `visible_name` shows it.

        It reads no prep. Raises Problem, which suggests the nearest name, and also when the folder can't be read.
        """
        there = self._there(name)
        if there and visible_name(there) == there:
            return there
        must_be_folder(self.folder)
        names = list(map(name_of, self._files()))
        seen = (known for known in names if visible_name(known) in (name, name_of(name)))
        alike = (known for known in names if bare(known) == bare(name))
        if known := next(seen, "") or there or next(alike, ""):
            return known
        import difflib  # noqa: PLC0415 - only for a name that no prep has

        name = name_of(name)
        begun = [known for known in names if name and known.startswith(slug(name))]
        near = sorted(begun, key=lambda known: self._changed(self.path(known).name))[-1:] or difflib.get_close_matches(
            name, names, n=1
        )
        name = clean_line(name)
        if near:
            raise Problem("no-such-prep-near", name=name, near=visible_name(near[0]))
        raise Problem("no-such-prep", name=name)

    def exact(self, name: str) -> str:
        """As `find`, for a name that is a prep's own and was not typed: it may look like that of another."""
        return self._there(name) or self.find(name)

    def _there(self, name: str) -> str:
        """This name, with or without `.toml`, if a file has it."""
        known = (each for each in (name, name_of(name)) if _is_name(each) and os.path.lexists(self.path(each)))
        return next(known, "")

    def _files(self) -> Iterator[str]:
        """The names of all files of preps."""
        return (name for name in names_in(self.folder, links=True) if is_prep_file(name))

    def _changed(self, file: str) -> int:
        """When this file was changed, to sort by; now when unknown. It makes no Path, for who sorts thousands."""
        try:
            return os.lstat(os.path.join(self.folder, file)).st_mtime_ns
        except (OSError, ValueError):
            return time_ns()

    def open(self, name: str) -> prep_toml.Loaded:
        """Read the prep with this name, even while another session writes it."""
        from gespreksklaar.content.store.read_prep import read_prep  # noqa: PLC0415 - not needed to list

        return read_prep(self.path(self.exact(name)))

    def write(self, name: str, *, even_alone: bool = False) -> PrepFile:
        """Open the file of the prep with this name to write it, as in `PrepFile`."""
        from gespreksklaar.content.store.prep_file import PrepFile  # noqa: PLC0415 - as in open

        return PrepFile(self.path(self.exact(name)), even_alone=even_alone)

    def begin(self, prep: Prep) -> PrepFile:
        """Create the file of a new prep and open it to write."""
        from gespreksklaar.content.store.prep_file import PrepFile  # noqa: PLC0415 - as in open

        path = self.path(self.create(prep))
        try:
            return PrepFile(path)
        except Problem:
            # The next attempt creates it again.
            with suppress(OSError):
                remove(path)
            raise

    def create(self, prep: Prep) -> str:
        """Write a new prep, named after child, kind and day. Returns the name."""
        return self._save_new(self.suggested_name(prep), prep)

    def suggested_name(self, prep: Prep) -> str:
        """A name made of child, kind and day, as far as known, in the user's language."""
        going = prep.going
        kind = self._texts().find(f"kinds.{going.kind}.name") or going.kind
        parts = [going.child, kind or "gesprek", going.day.isoformat() if going.day else ""]
        return slug(" ".join(filter(None, parts)))

    def copy(self, name: str, before: Mapping[str, Carried] | None = None) -> str:
        """Start a prep for the next talk from this one, with these earlier agreements. Returns the new name."""
        prep = next_talk(self.open(name).prep)
        return self.create(prep.edited("before.agreements", before) if before else prep)

    def rename(self, name: str, new: str) -> str:
        """Rename a prep; `new` is made fit for a file name. Returns the name it got."""
        wanted = slug(new)
        if wanted == name:
            return name
        with self._alone(name) as path:
            return self._move_in(path, self.folder / STATES / name_of(path.name), wanted)

    def delete(self, name: str) -> None:
        """Move a prep to the bin."""
        with self._alone(name) as path:
            self._deleted.append(self.trash.put(path, self.folder / STATES / name_of(path.name)))

    def undo_delete(self) -> str:
        """Restore the prep that was deleted last. Returns its name."""
        if not self._deleted:
            raise Problem("nothing-deleted")
        back = self.bring_back(self._deleted[-1])
        self._deleted.pop()
        return back

    def bring_back(self, trashed: Trashed) -> str:
        """Restore a prep from the bin. Returns its name. Raises Problem, also when the bin no longer has it."""
        if not os.path.lexists(trashed.path):
            raise Problem("nothing-deleted")
        return self._move_in(trashed.path, trashed.versions, trashed.name)

    def import_file(self, path: Path) -> str:
        """Copy a prep from a file elsewhere. Returns its name here."""
        return self._save_new(slug(path.stem), prep_toml.load(path, links=True).prep)

    @contextmanager
    def _alone(self, name: str) -> Iterator[Path]:
        """The prep's file, locked against other sessions, with the changes of its journal saved."""
        try:
            file = self.write(name)
        except Problem as problem:
            if problem.reason.startswith("in-use"):
                raise
            # A file that is not a readable prep can be moved or deleted all the same.
            yield self.path(self.exact(name))
            return
        try:
            if file.unsaved:
                file.save(file.prep)
            yield file.path
        finally:
            file.close(keep=file.unsaved)

    def _save_new(self, wanted: str, prep: Prep) -> str:
        text = prep_toml.dump(prep, self.path(wanted))
        path = write_new(self.folder, wanted, ENDING, text)
        self._clear_versions(path.stem)
        return path.stem

    def _move_in(self, source: Path, versions: Path, wanted: str) -> str:
        path = move_new(source, self.folder, wanted, ENDING)
        self._clear_versions(path.stem)
        with suppress(Problem):
            move(versions, self.folder / STATES / path.stem)
        return path.stem

    def _clear_versions(self, name: str) -> None:
        """Set aside the earlier versions of another prep with this name, whose file somebody moved away by hand."""
        versions = self.folder / STATES / name
        with suppress(Problem):
            move(versions, versions.with_name(fitting(name, f"~{time_ns()}")))


def _is_name(name: str) -> bool:
    """Whether a prep can have this name: another could lead out of the folder, or to what is hidden in it."""
    return bool(name) and name[0] != "." and not set(name) & {os.sep, "\0"}


def next_talk(prep: Prep) -> Prep:
    """A start for the next talk: who and where, questions, what to tell, and phrases of this one.

    When, what the child said, what was on the parent's mind and what was agreed belong to that one talk. So do the
    questions about earlier agreements: the next prep carries those agreements over itself.
    """
    from gespreksklaar.content.prep.model import Prep  # noqa: PLC0415 - pydantic, not needed to list

    tables: dict[str, Any] = prep.tables()
    for path in _OF_ONE_TALK:
        table, _, key = path.rpartition(".")
        (tables.get(table, {}) if table else tables).pop(key, None)
    questions = tables.get("ask", {}).get("questions", {})
    for key in [key for key in questions if key.startswith(QUESTION)]:
        del questions[key]
    return Prep.model_validate(tables)


def _last_change(file: Path) -> tuple[int, datetime]:
    """A number that differs after every change of the file, and when that was; 0 and now when unknown."""
    with suppress(OSError, ValueError, OverflowError):
        status = file.lstat()
        return status.st_ctime_ns, datetime.fromtimestamp(status.st_mtime, UTC)
    return 0, datetime.now(UTC)


def slug(words: str) -> str:
    """The words as a file name: plain lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_NAME_LENGTH].strip("-") or "gesprek"
    return f"{name}-gesprek" if _OF_WINDOWS.fullmatch(name) else name

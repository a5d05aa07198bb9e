"""Where a document may be written: one rule for the command line and the screen, with a shell or without."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from gespreksklaar.content.files.failures import OddFileError, cannot
from gespreksklaar.content.files.reading import check_kind, read_bytes
from gespreksklaar.content.files.writing import CHANGED_MEANWHILE, write_once, write_text
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.home.folders import Folders, user_path

STANDARD_OUTPUT: Final = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
"""What names the standard output on a command line."""
_START: Final = 4096
"""Bytes from the start of a file that show what kind it is."""
_PREP: Final = re.compile(rb"(\xef\xbb\xbf)?(\s|#[^\n]*\n)*format\s*=\s*\d")
_SHEET: Final = re.compile(rb"Gespreksklaar .*\d\n")
_CALENDAR: Final = re.compile(rb"BEGIN:VCALENDAR\r?\n[^\0]*Gespreksklaar")


@dataclass(frozen=True)
class InTheWay:
    """A file that would be replaced: a sheet or calendar of this program, or another file; and when it was changed."""

    kind: Literal["sheet", "calendar", "file"]
    changed: datetime


def find_landing(named: str, folders: Folders) -> Path:
    """The path of the file that the user named. Raises Problem if no document may be written there.

    A file that exists already is left to `in_the_way`. Without a shell the Problem reveals nothing about other folders.
    """
    if not named.strip():
        raise Problem("no-name")
    if named in STANDARD_OUTPUT and not folders.no_shell:
        raise Problem("no-file", where=Path(named))
    try:
        path = _below_sheets(named, folders) if folders.no_shell else _named_path(named)
        _check_ours(path, folders)
        if named.endswith(os.sep) or not path.name or path.name == os.pardir:
            raise Problem("is-folder", where=path)
        check_kind(path)
        _check_file(path)
    except OddFileError as error:
        raise Problem("link-there" if error.reason == "is-link" else error.reason, where=path) from None
    except OSError as error:
        raise cannot("not-written", Path(named), error) from None
    except ValueError:
        # A name that no file can have.
        raise Problem("not-there", where=Path(named)) from None
    return path


def _named_path(named: str) -> Path:
    path = user_path(named)
    if named.startswith("~") and str(path).startswith("~"):
        # Else a folder with that name would be made.
        raise Problem("no-such-home", where=path, name=visible_name(named.partition(os.sep)[0]))
    return path


def _below_sheets(named: str, folders: Folders) -> Path:
    """The path below the sheets folder. Raises the same Problem for any other path: it must reveal nothing about it."""
    sheets = folders.sheets
    # Only the user's own home is looked up: other account names stay private.
    path = sheets / (user_path(named) if named == "~" or named.startswith("~/") else named)
    try:
        inside = not named.startswith("~") or path != sheets / named
        inside = inside and Path(os.path.realpath(sheets)) in _real(path).parents
    except (OSError, ValueError):
        inside = False
    if not inside:
        raise Problem("only-own-sheets", folder=sheets)
    return path


def _real(path: Path) -> Path:
    """The real path of the parent folder, with the last name unresolved: a link is refused as a link."""
    if path.name in ("", os.pardir):
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)


def _check_ours(path: Path, folders: Folders) -> None:
    """Raise Problem for a settings file, and for any path inside the program's folders except the sheets folder."""
    real = _real(path)
    ours = [folders.preps, folders.state, *folders.others]
    sheets = _sheets_alone(folders.sheets, ours)
    for folder in (real, *real.parents):
        if sheets and folder != real and _same(folder, sheets):
            break
        if any(_same(folder, each) for each in ours):
            raise Problem("own-place", where=path, folder=folders.sheets)
    if _same(real, folders.config):
        raise Problem("own-place", where=path, folder=folders.sheets)


def _sheets_alone(sheets: Path, ours: list[Path]) -> Path | None:
    """The sheets folder; None if a setting puts it on one of the program's folders, or a hidden one inside."""
    real = Path(os.path.realpath(sheets))
    for folder in (real, *real.parents):
        if any(_same(folder, each) for each in ours):
            inside = real.relative_to(folder).parts
            return sheets if inside and not any(name.startswith(".") for name in inside) else None
    return sheets


def _same(path: Path, ours: Path) -> bool:
    """Whether both paths are one file or folder. If it does not exist, compare as a case-insensitive disk would."""
    try:
        mine = os.stat(ours)
    except (OSError, ValueError):
        return str(path).casefold() == os.path.realpath(ours).casefold()
    try:
        return os.path.samestat(os.stat(path), mine)
    except OSError:
        return False


def _check_file(path: Path) -> None:
    """Raise Problem for a prep, wherever it is, and for a file with a second name."""
    try:
        status = path.lstat()
    except OSError:
        return
    if status.st_nlink > 1:
        raise Problem("is-hard-link", where=path)
    if _PREP.match(_start_of(path)):
        raise Problem("is-prep", where=path)


def _start_of(path: Path) -> bytes:
    try:
        return read_bytes(path, _START)
    except OSError:
        return b""


def in_the_way(path: Path) -> InTheWay | None:
    """The file that would be replaced; None if there is none."""
    try:
        changed = datetime.fromtimestamp(path.lstat().st_mtime)
    except OSError:
        return None
    start = _start_of(path)
    if _SHEET.match(start):
        return InTheWay("sheet", changed)
    return InTheWay("calendar" if _CALENDAR.match(start) else "file", changed)


def land(path: Path, text: str, *, replace: InTheWay | None) -> None:
    """Write the document to a path of `find_landing`. Raises Problem.

    It replaces only `replace`: a file that appeared there since then is kept.
    """
    if replace is None:
        write_once(path, text)
        return
    try:
        write_text(path, text, lambda: in_the_way(path) == replace)
    except Problem as problem:
        if problem.reason == CHANGED_MEANWHILE:
            problem.reason = "already-there"
        raise

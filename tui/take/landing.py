"""Where a document may land: the one rule for the command line and the screen, in a login with a shell or without."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from gespreksklaar.content.files.failures import OddFileError, cannot, shown
from gespreksklaar.content.files.reading import check_kind, read_bytes
from gespreksklaar.content.files.writing import CHANGED_MEANWHILE, write_once, write_text
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.home.folders import Places, user_path

STANDARD_OUTPUT: Final = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
"""What names the standard output on a command line."""
_START: Final = 4096
"""Bytes of a file that tell what it is."""
_PREP: Final = re.compile(rb"(\xef\xbb\xbf)?(\s|#[^\n]*\n)*format\s*=\s*\d")
_SHEET: Final = re.compile(rb"Gespreksklaar .*\d\n")
_CALENDAR: Final = re.compile(rb"BEGIN:VCALENDAR\r?\n[^\0]*Gespreksklaar")


@dataclass(frozen=True)
class InTheWay:
    """The file that would go: a sheet or calendar of ours, or another file; and since when it is as it is."""

    kind: Literal["sheet", "calendar", "file"]
    changed: datetime


def find_landing(named: str, places: Places) -> Path:
    """The path of the file that the user named, where a document may land. Raises Problem, which says why not.

    What may be there already is left to `in_the_way`; without a shell nothing is told of any other folder.
    """
    if not named.strip():
        raise Problem("no-name")
    if named in STANDARD_OUTPUT and not places.no_shell:
        raise Problem("no-file", where=named)
    try:
        path = _below_sheets(named, places) if places.no_shell else _named_path(named)
        _check_ours(path, places)
        if named.endswith(os.sep) or not path.name or path.name == os.pardir:
            raise Problem("is-folder", where=shown(path))
        check_kind(path)
        _check_file(path)
    except OddFileError as error:
        raise Problem("link-there" if error.reason == "is-link" else error.reason, where=shown(path)) from None
    except OSError as error:
        raise cannot("not-written", Path(named), error) from None
    except ValueError:
        # A name that no file can have.
        raise Problem("not-there", where=shown(Path(named))) from None
    return path


def _named_path(named: str) -> Path:
    path = user_path(named)
    if named.startswith("~") and str(path).startswith("~"):
        # It would become a folder with that name.
        raise Problem("no-such-home", where=shown(path), name=named.partition(os.sep)[0])
    return path


def _below_sheets(named: str, places: Places) -> Path:
    """The path, from the folder of sheets on. One sentence for all that is not below it: nothing of others is told."""
    sheets = places.sheets
    # Who else has a home here is nobody's business: only one's own is looked up.
    path = sheets / (user_path(named) if named == "~" or named.startswith("~/") else named)
    try:
        inside = not named.startswith("~") or path != sheets / named
        inside = inside and Path(os.path.realpath(sheets)) in _real(path).parents
    except (OSError, ValueError):
        inside = False
    if not inside:
        raise Problem("only-own-sheets", folder=shown(sheets))
    return path


def _real(path: Path) -> Path:
    """Where the path leads, without its own last link: a link itself is told for what it is."""
    if path.name in ("", os.pardir):
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)


def _check_ours(path: Path, places: Places) -> None:
    """Raise Problem for a setting, and for all inside our own folders but the folder of sheets."""
    real = _real(path)
    ours = [places.preps, places.state, *places.others]
    sheets = _sheets_alone(places.sheets, ours)
    for folder in (real, *real.parents):
        if sheets and folder != real and _same(folder, sheets):
            break
        if any(_same(folder, each) for each in ours):
            raise Problem("own-place", where=shown(path), folder=shown(places.sheets))
    if _same(real, places.config):
        raise Problem("own-place", where=shown(path), folder=shown(places.sheets))


def _sheets_alone(sheets: Path, ours: list[Path]) -> Path | None:
    """The folder of sheets; None where a setting made it one of ours, or a hidden one inside, such as the bin."""
    real = Path(os.path.realpath(sheets))
    for folder in (real, *real.parents):
        if any(_same(folder, each) for each in ours):
            inside = real.relative_to(folder).parts
            return sheets if inside and not any(name.startswith(".") for name in inside) else None
    return sheets


def _same(path: Path, ours: Path) -> bool:
    """Whether both are one file or folder, however it is spelled; where there is none yet, as the strictest disk would
    have it: without regard to capitals."""
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
        raise Problem("is-hard-link", where=shown(path))
    if _PREP.match(_start_of(path)):
        raise Problem("is-prep", where=shown(path))


def _start_of(path: Path) -> bytes:
    try:
        return read_bytes(path, _START)
    except OSError:
        return b""


def in_the_way(path: Path) -> InTheWay | None:
    """What is there already, and would go; None when there is nothing."""
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

    It takes the place of nothing but `replace`, so that what came there since it was told stays.
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

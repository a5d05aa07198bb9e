"""Maintenance of a folder of preps: recovery after a crash, repair, and deleting what has expired."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gespreksklaar.content.files.reading import names_in
from gespreksklaar.content.files.removing import remove, remove_folder
from gespreksklaar.content.files.writing import free_beside, is_half, link, move, write_text
from gespreksklaar.content.prep.file_names import JOURNAL, is_prep_file, name_of, path_of
from gespreksklaar.content.store.trash import KEPT, Trash
from gespreksklaar.content.store.versions import FOLDER as STATES
from gespreksklaar.content.store.versions import Version, is_version, versions_of
from gespreksklaar.content.words.problems import Problem

_DAY = 24 * 3600
_EXPIRED = KEPT.days * _DAY
_SHORTENED = re.compile("-[0-9a-f]{8}$")
"""The end of the name of a journal whose prep has a long name."""


def recover(folder: Path, names: Sequence[str] | None = None) -> dict[str, Problem]:
    """Save the changes that crashed sessions left in their journals.

    Returns the problem to report for each of these preps by name, the last changed first. `names` are those in the
    folder, for who has read them already.
    """
    names = _names(folder) if names is None else names
    journals = sorted(_hidden(folder, names, JOURNAL), key=_changed, reverse=True)
    return _recovered(folder, names, journals) if journals else {}


def _recovered(folder: Path, names: Sequence[str], journals: Sequence[Path]) -> dict[str, Problem]:
    from gespreksklaar.content.store.journal_lock import is_journal  # noqa: PLC0415 - only after a crash
    from gespreksklaar.content.store.prep_file import PrepFile  # noqa: PLC0415 - as above

    found = {}
    for journal in journals:
        if not is_journal(journal):
            # Another program's file: opening it as a journal would end in removing it.
            continue
        try:
            file = PrepFile(_prep_of(journal, names) or path_of(folder, _begin(journal)))
        except Problem:
            # In use or unreadable: opening it reports that.
            continue
        if file.note:
            with suppress(Problem):
                file.save(file.prep)
            found[file.name] = file.note
        file.close(keep=file.unsaved)
    return found


def tidy(folder: Path, names: Sequence[str] | None = None) -> None:
    """Delete what has expired: the bin, left-overs of preps long gone, temporary files of interrupted writes.

    `names` are those in the folder, for who has read them already.
    """
    names = _names(folder) if names is None else names
    with suppress(Problem):
        Trash(folder).empty(before=datetime.now() - KEPT)
    for name in list(names_in(folder / STATES)):
        if not name.startswith(".") and _is_long_gone(path_of(folder, name), versions := folder / STATES / name):
            with suppress(OSError):
                remove_folder(versions, is_version)
    for journal in _hidden(folder, names, JOURNAL):
        if _age(journal) > _EXPIRED and _prep_of(journal, names) is None and _is_journal(journal):
            with suppress(OSError):
                remove(journal)
    for half in _hidden(folder, names, ".new"):
        if _age(half) > _DAY and (is_half(half) or _is_half_a_journal(half)):
            with suppress(OSError):
                remove(half)


def repair(folder: Path, name: str) -> Path | None:
    """Replace a damaged file by its newest earlier version, and keep the damaged one beside it.

    Returns the path of the damaged one, or None when the file is sound by now. Raises Problem, also when another
    session has the prep open.
    """
    from gespreksklaar.content.store.journal import Journal  # noqa: PLC0415 - only for a damaged file

    path = path_of(folder, name)
    journal = Journal(path)
    try:
        if _is_sound(path):
            return None
        return _put_back(path, versions_of(folder, name).list())
    finally:
        # An unreadable journal is released as it is: the first problem is the one to report.
        with suppress(Problem):
            journal.close(keep=journal.left().found)


def _is_sound(path: Path) -> bool:
    from gespreksklaar.content.store.read_prep import read_prep  # noqa: PLC0415 - as in `repair`

    try:
        read_prep(path)
    except Problem:
        return False
    return True


def _put_back(path: Path, versions: list[Version]) -> Path:
    if not versions:
        raise Problem("no-earlier")
    text = versions[0].read()
    aside = free_beside(path, ".damaged-")
    _keep(path, aside)
    try:
        write_text(path, text)
    except Problem:
        with suppress(Problem, OSError):
            if path.exists():
                remove(aside)
            else:
                move(aside, path)
        raise
    return aside


def _keep(path: Path, aside: Path) -> None:
    """Give a file a second name, so that it stays in place if the next step fails; one that can't have two is moved."""
    with suppress(OSError):
        if stat.S_ISREG(path.lstat().st_mode):
            link(path, aside)
            return
    move(path, aside)


def _prep_of(journal: Path, names: Sequence[str]) -> Path | None:
    """The file of the prep with this journal, if it is there. The journal of a long name has only its beginning."""
    begin = _begin(journal)
    if os.path.lexists(path := path_of(journal.parent, begin)):
        return path
    if not _SHORTENED.search(begin):
        return None
    from gespreksklaar.content.store.journal_lock import journal_path  # noqa: PLC0415 - only after a crash

    preps = (name for name in names if is_prep_file(name) and name.startswith(begin[:40]))
    found = (journal.with_name(name) for name in preps)
    return next((prep for prep in found if journal_path(prep.parent, name_of(prep.name)) == journal), None)


def _is_journal(path: Path) -> bool:
    from gespreksklaar.content.store.journal_lock import is_journal  # noqa: PLC0415 - only after a crash

    return is_journal(path)


def _is_half_a_journal(path: Path) -> bool:
    from gespreksklaar.content.store.journal_lock import is_half  # noqa: PLC0415 - only after a crash

    return is_half(path)


def _begin(journal: Path) -> str:
    return journal.name[1 : -len(JOURNAL)]


def _is_long_gone(path: Path, left: Path) -> bool:
    """Whether somebody removed this prep by hand, and its left-over `left` is older than the bin keeps anything."""
    return not os.path.lexists(path) and _age(left) > _EXPIRED


def _names(folder: Path) -> Sequence[str]:
    return list(names_in(folder, links=True))


def _hidden(folder: Path, names: Iterable[str], ending: str) -> list[Path]:
    return [folder / name for name in names if name[0] == "." and name.endswith(ending)]


def _changed(path: Path) -> float:
    with suppress(OSError):
        status = path.lstat()
        # An incomplete journal has no modification time of its own.
        return status.st_mtime or status.st_ctime
    return 0.0


def _age(path: Path) -> float:
    return time.time() - _changed(path)

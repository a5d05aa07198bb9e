"""Maintenance of a folder of preps: recovery after a crash, repair, and deleting what has expired."""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gespreksklaar.content.files.reading import names_in
from gespreksklaar.content.files.removing import remove, remove_folder
from gespreksklaar.content.files.writing import is_half, link, move, write_text
from gespreksklaar.content.store.journal import Journal
from gespreksklaar.content.store.journal_file import ENDING as JOURNAL
from gespreksklaar.content.store.journal_file import is_half as is_half_a_journal
from gespreksklaar.content.store.journal_file import journal_path
from gespreksklaar.content.store.prep_file import PrepFile
from gespreksklaar.content.store.prep_toml import ENDING
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.store.trash import KEPT, Bin
from gespreksklaar.content.store.versions import FOLDER as STATES
from gespreksklaar.content.store.versions import State, is_state, states_of
from gespreksklaar.content.words.problems import Problem

_DAY = 24 * 3600


def recover(folder: Path) -> dict[str, Problem]:
    """Save the changes that crashed sessions left in their journals.

    Returns the problem to report for each of these preps by name, the last changed first.
    """
    found = {}
    for journal in sorted(_inside(folder, JOURNAL, hidden=True), key=_changed, reverse=True):
        try:
            file = PrepFile(_prep_of(journal))
        except Problem:
            # In use or unreadable: opening it reports that.
            continue
        if file.note:
            with suppress(Problem):
                file.save(file.prep)
            found[file.name] = file.note
        file.close(keep=file.unsaved)
    return found


def tidy(folder: Path) -> None:
    """Delete what has expired: the bin, left-overs of preps long gone, temporary files of interrupted writes."""
    with suppress(Problem):
        Bin(folder).empty(before=datetime.now() - KEPT)
    for states in _inside(folder / STATES, ""):
        if _is_long_gone(folder / f"{states.name}{ENDING}", states):
            with suppress(OSError):
                remove_folder(states, is_state)
    for journal in _inside(folder, JOURNAL, hidden=True):
        if _is_long_gone(_prep_of(journal), journal):
            with suppress(OSError):
                remove(journal)
    for half in _inside(folder, ".new", hidden=True):
        if (is_half(half) or is_half_a_journal(half)) and _age(half) > _DAY:
            with suppress(OSError):
                remove(half)


def repair(folder: Path, name: str) -> Path | None:
    """Replace a damaged file by its newest earlier version, and keep the damaged one beside it.

    Returns the path of the damaged one, or None when the file is sound by now. Raises Problem, also when another
    session has the prep open.
    """
    path = folder / f"{name}{ENDING}"
    journal = Journal(path)
    try:
        if _is_sound(path):
            return None
        return _put_back(path, states_of(folder, name).list())
    finally:
        # An unreadable journal is released as it is: the first problem is the one to report.
        with suppress(Problem):
            journal.close(keep=journal.left().found)


def _is_sound(path: Path) -> bool:
    try:
        read_prep(path)
    except Problem:
        return False
    return True


def _put_back(path: Path, states: list[State]) -> Path:
    if not states:
        raise Problem("no-earlier")
    text = states[0].read()
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
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


def _prep_of(journal: Path) -> Path:
    """The file of the prep with this journal. The journal of a long name has only its beginning."""
    path = journal.with_name(f"{journal.name[1 : -len(JOURNAL)]}{ENDING}")
    if os.path.lexists(path):
        return path
    preps = _inside(journal.parent, ENDING)
    return next((prep for prep in preps if journal_path(prep.parent, prep.stem) == journal), path)


def _is_long_gone(path: Path, left: Path) -> bool:
    """Whether somebody removed this prep by hand, and its left-over `left` is older than the bin keeps anything."""
    return not os.path.lexists(path) and _age(left) > KEPT.days * _DAY


def _inside(folder: Path, ending: str, *, hidden: bool = False) -> list[Path]:
    """The paths in a folder whose names end so, and begin with a dot or not."""
    is_data = folder.name != STATES
    names = names_in(folder, links=is_data)
    return [folder / name for name in names if name.endswith(ending) and name.startswith(".") is hidden]


def _changed(path: Path) -> float:
    with suppress(OSError):
        status = path.stat()
        # An incomplete journal has no modification time of its own.
        return status.st_mtime or status.st_ctime
    return 0.0


def _age(path: Path) -> float:
    return time.time() - _changed(path)

"""Read a prep: what its file holds, and the changes that only its journal holds yet."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gespreksklaar.content.files.reading import read_text
from gespreksklaar.content.prep.file_names import name_of
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.journal_lines import Left
from gespreksklaar.content.store.journal_lock import is_held, journal_path, left_in
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


def is_free(path: Path) -> bool:
    """Whether no session has this prep open."""
    return not is_held(journal_path(path.parent, name_of(path.name)))


def read_prep(path: Path) -> prep_toml.Loaded:
    """The prep in a file, with the changes in its journal that the file lacks. Raises Problem; writes nothing."""
    text = read_text(path)
    loaded = prep_toml.load_text(text, path)
    try:
        left = left_in(journal_path(path.parent, name_of(path.name)))
        if loaded.read_only or not left.changed or text not in (left.base, *left.coming):
            return loaded
        return prep_toml.Loaded(_with_left(left, text, path))
    except (OSError, Problem):
        return loaded


def as_left(left: Left, path: Path) -> tuple[str, Prep, Prep]:
    """The prep as an earlier session left it: the file's text then, its prep, and that with the journal's changes.

    A save compares the file with that text to find outside changes. Raises Problem, also for a read-only prep.
    """
    text = left.base if left.changed else None
    if text is not None and left.coming:
        with suppress(Problem):
            text = there if (there := read_text(path)) in left.coming else text
    text = read_text(path) if text is None else text
    loaded = prep_toml.load_text(text, path)
    if loaded.read_only:
        raise loaded.note or Problem("read-only")
    return text, loaded.prep, _with_left(left, text, path) if left.changed else loaded.prep


def _with_left(left: Left, text: str, path: Path) -> Prep:
    """The prep in this text with the journal's changes. Raises Problem: a journal is trusted no more than a file."""
    tables = prep_toml.tables_of_now(left.applied(prep_toml.prep_tables(text, path)), path)
    loaded = prep_toml.prep_of(tables, path)
    if loaded.read_only:
        raise loaded.note or Problem("read-only")
    return loaded.prep

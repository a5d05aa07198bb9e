"""Merge the changes that two sessions made to one prep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gespreksklaar.content.files.reading import read_saved
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


def are_two(one: Prep, other: Prep) -> bool:
    """Whether these are two different preps.

    The id of a hand-written file proves nothing: it is only the one we assigned.
    """
    return one.id != other.id and all("id" in prep.model_fields_set for prep in (one, other))


def merged(base: Prep, ours: Prep, theirs: Prep) -> Prep | None:
    """`theirs` with each value that `ours` changed since `base`; None when both changed the same value."""
    from gespreksklaar.content.prep.model import all_paths, is_same  # noqa: PLC0415 - pydantic waits for a prep

    together = theirs
    for path in all_paths():
        before, our, their = (prep.get(path) for prep in (base, ours, theirs))
        if not is_same(our, before):
            if not (is_same(their, before) or is_same(their, our)):
                return None
            together = together.edited(path, our)
    return together


class Merge(NamedTuple):
    """What somebody else wrote in the file, as text and as a prep, and both together."""

    text: str
    theirs: Prep
    both: Prep


def merge_with_file(path: Path, base: Prep, ours: Prep) -> Merge | None:
    """Merge `ours` with what somebody else wrote in the file since it held `base`.

    None when the file cannot be merged: it is another prep, no prep, or changed the same value. Raises Problem:
    `not-there` when the file is gone, `not-written` and its kinds when its folder fails.
    """
    try:
        text = read_saved(path)
        loaded = prep_toml.load_text(text, path)
    except Problem as problem:
        if problem.reason == "not-there" or problem.reason.startswith("not-written"):
            raise
        return None
    if loaded.read_only or are_two(base, loaded.prep) or not (both := merged(base, ours, loaded.prep)):
        return None
    return Merge(text, loaded.prep, both)

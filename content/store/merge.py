"""Merge the changes that two sessions made to one prep."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

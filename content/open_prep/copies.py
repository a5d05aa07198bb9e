"""Put two copies of one prep together, or keep them apart as two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.prep_toml import unknown_keys

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep


class Together(NamedTuple):
    """Two copies as one prep, and the paths of what both hold in other words: those of the first stand in it."""

    prep: Prep
    differing: tuple[str, ...]


def together(one: Prep, other: Prep) -> Together:
    """`one` with all that only `other` holds."""
    from gespreksklaar.content.prep.model import Prep, all_paths, is_same  # noqa: PLC0415 - pydantic waits for a prep

    empty, made, differing = Prep(), one, []
    for path in all_paths():
        ours, theirs = one.get(path), other.get(path)
        if is_same(ours, theirs) or is_same(theirs, empty.get(path)):
            continue
        wanted, is_whole = theirs, True
        if not is_same(ours, empty.get(path)):
            wanted, is_whole = (theirs, _agree(ours, theirs)) if isinstance(ours, dict) else (ours, False)
        made, fits = _with(made, path, wanted, ours)
        if not (is_whole and fits):
            differing.append(path)
    known = unknown_keys(one)
    return Together(made, (*differing, *(key for key in unknown_keys(other) if key not in known)))


def _agree(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    return all(ours[key] == theirs[key] for key in ours if key in theirs)


def _with(prep: Prep, path: str, wanted: Any, ours: Any) -> tuple[Prep, bool]:
    """The prep with this value if it can hold it, as only so many lines fit; of two lists ours, and then the rest."""
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    if isinstance(ours, dict):
        wanted = ours | {key: line for key, line in wanted.items() if key not in ours}
    try:
        return prep.edited(path, wanted), True
    except ValidationError:
        return prep, False


def put_together(library: Library, name: str, copy: str, *, copy_counts: bool) -> None:
    """Put what the copy holds into the prep with this name, and the copy into the bin. Raises Problem.

    `copy_counts`: what both hold in other words is as in the copy; else as in the prep. As it was, the prep is one of
    its earlier versions.
    """
    file = library.write(name)
    try:
        ours, theirs = file.prep, library.open(copy).prep
        made = (together(theirs, ours) if copy_counts else together(ours, theirs)).prep
        file.keep_version()
        file.save(made.model_copy(update={"id": ours.id, "created": ours.created}))
        library.delete(copy)
    finally:
        file.close(keep=file.unsaved)


def keep_apart(library: Library, copy: str) -> None:
    """Make the copy a prep of its own, with an identity of its own. Raises Problem."""
    from gespreksklaar.content.prep.model import new_id  # noqa: PLC0415 - as above

    file = library.write(copy)
    try:
        file.save(file.prep.model_copy(update={"id": new_id()}))
    finally:
        file.close(keep=file.unsaved)

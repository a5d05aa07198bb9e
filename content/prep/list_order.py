"""The order of the list of preps: the newest first, and the copies of one beside it.

Sync tools leave copies when two devices change a file at once; a copy has the identity of the prep that it is one of.
This module loads no pydantic, as the list does without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from gespreksklaar.content.prep.summary import Summary

_ADDED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\.sync-conflict-\d{8}-\d{6}(-\w+)?$",  # Syncthing
        r" ?\([^()]*(conflict|exemplaar|kopie)[^()]*\)$",  # Dropbox, Nextcloud
        r"_conflict-\d{8}-\d{6}$",  # ownCloud
        r" ?\[conflict\]$",  # Google Drive
    )
)
"""What sync tools add to a name. What others add, `sam-LAPTOP`, `sam (1)` or `sam 2`, could be a name of its own."""


def original_name(name: str) -> str:
    """The name without what a sync tool added to it; empty when nothing was."""
    for added in _ADDED:
        if (found := added.search(name)) and found.start():
            return name[: found.start()]
    return ""


def copies(preps: Iterable[Summary]) -> Mapping[str, str]:
    """The name of each prep that is a copy, with the name of the one it is a copy of."""
    preps = list(preps)
    groups: dict[str, list[str]] = {}
    for prep in preps:
        if prep.id:
            groups.setdefault(prep.id, []).append(prep.name)
    found: dict[str, str] = {}
    for names in groups.values():
        if len(names) > 1:
            first, *others = sorted(names, key=lambda name: (bool(original_name(name)), len(name), name))
            found |= dict.fromkeys(others, first)
    # A file that was written by hand has no identity: then only its name tells.
    bare = {prep.name for prep in preps if not (prep.id or prep.problem)}
    return found | {name: first for name in bare if (first := original_name(name)) in bare}


def last_changed(preps: Iterable[Summary]) -> Mapping[str, str]:
    """Of each prep that has copies, and of each copy, the name of the one among them that was changed last."""
    preps = list(preps)
    of = copies(preps)
    latest: dict[str, Summary] = {}
    for prep in preps:
        first = of.get(prep.name, prep.name)
        if first not in latest or prep.changed > latest[first].changed:
            latest[first] = prep
    return {name: latest[first].name for copy, first in of.items() for name in (copy, first)}


def newest_first(preps: Iterable[Summary]) -> list[Summary]:
    """These preps, the newest talk first, and each copy right after the prep it is a copy of.

    One without a day counts as of the day it was changed.
    """
    return _beside(sorted(preps, key=lambda prep: (prep.day or prep.changed.date(), prep.changed), reverse=True))


def _beside(preps: list[Summary]) -> list[Summary]:
    of = copies(preps)
    if not of:
        return preps
    groups: dict[str, list[Summary]] = {}
    for prep in preps:
        groups.setdefault(of.get(prep.name, prep.name), []).append(prep)
    return [prep for first, group in groups.items() for prep in sorted(group, key=lambda prep: prep.name != first)]


def differing(one: Summary, other: Summary) -> list[str]:
    """The parts in which two preps differ, in the order of the steps."""
    return [part for part, held in one.parts.items() if held != other.parts.get(part)]

"""The questions when something is lost: earlier versions, a damaged prep, the bin, and a prep that can't be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from gespreksklaar.content.form.rows import Choice, Row, numbered
from gespreksklaar.content.prep.summary import summary_of
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.trash import Trashed
from gespreksklaar.content.store.versions import Version
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.dates import show_clock, show_day_short
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts

REPAIR: Final = "repair"
"""The key of the row that repairs a damaged prep."""
EMPTY: Final = "empty"
"""The key of the row that empties the bin."""
_NOT_THE_FILES_FAULT: Final = ("too-new", "unreadable-denied", "unreadable-broken")
_LAST_IN_THE_BIN: Final = 9
"""The number of the row that empties the bin: it is always the same."""


def _moment(when: datetime, texts: Texts) -> dict[str, str]:
    return {"day": show_day_short(when.date(), texts), "clock": show_clock(when.time(), texts)}


# Earlier versions.


def choose_version(versions: Sequence[Version], texts: Texts) -> Choice:
    """The question which version to bring back. The key of each row is its number."""
    rows = numbered((str(version.number), _version_words(version, texts)) for version in versions)
    return Choice(texts("ui.dialog.states.title"), tuple(rows))


def _version_words(version: Version, texts: Texts) -> str:
    try:
        begun = summary_of("", prep_toml.prep_tables(version.read(), version.path), version.when).steps_begun
    except Problem:
        begun = 0
    return texts("ui.dialog.states.row", **_moment(version.when, texts), n=begun, total=len(STEPS))


def brought_back_message(note: Problem | None, texts: Texts) -> str:
    """The message once a version is back. `note` is a problem with the version that it replaced, if any."""
    # The changes that came from outside are now in the newest of the earlier versions.
    return note.message(texts) if note and note.reason == "both-kept" else texts("ui.message.state-back")


def choose_repair(problem: Problem, versions: Sequence[Version], texts: Texts) -> Choice | None:
    """The question whether to repair a prep with this problem from its newest version.

    None when there is no version, or when the file itself is not what is wrong.
    """
    if not versions or problem.reason in _NOT_THE_FILES_FAULT:
        return None
    words = texts("ui.dialog.repair.repair", **_moment(versions[0].when, texts))
    rows = numbered([(REPAIR, words), ("leave", texts("ui.dialog.repair.leave"))])
    return Choice(texts("ui.dialog.repair.title", why=problem.message(texts)), tuple(rows))


# The bin.


def binned_by_key(trashed: Sequence[Trashed]) -> Mapping[str, Trashed]:
    """The preps in the bin, by the key of their row in `choose_from_bin`."""
    return {str(number): entry for number, entry in enumerate(trashed, 1)}


def choose_from_bin(trashed: Sequence[Trashed], texts: Texts) -> Choice:
    """The question which prep to bring back from the bin, or to empty it."""
    rows = [
        Row(key, _binned_words(entry, texts), number=int(key) if int(key) < _LAST_IN_THE_BIN else None)
        for key, entry in binned_by_key(trashed).items()
    ]
    rows.append(Row(EMPTY, texts("ui.dialog.bin.empty"), number=_LAST_IN_THE_BIN))
    return Choice(texts("ui.dialog.bin.title"), tuple(rows))


def _binned_words(entry: Trashed, texts: Texts) -> str:
    return texts("ui.dialog.bin.row", name=visible_name(entry.name), day=show_day_short(entry.when.date(), texts))


def choose_to_empty(texts: Texts) -> Choice:
    """The question whether to empty the bin for good; the first row keeps it."""
    rows = numbered((key, texts(f"ui.dialog.empty-bin.{key}")) for key in ("keep", EMPTY))
    return Choice(texts("ui.dialog.empty-bin.title"), tuple(rows))


# A prep that can't be saved.

AGAIN: Final = "again"
"""The key of the row that tries once more."""
ELSEWHERE: Final = "elsewhere"
"""The key of the row that saves it in another file."""


def choose_unsaved(texts: Texts, *, on_disk: bool) -> Choice:
    """The question what to do with a prep that can't be saved. `on_disk`: all of it is in the journal.

    Then leaving loses nothing; otherwise it does, and the last row warns of that.
    """
    rows = numbered(
        (key, texts(f"ui.dialog.not-saved.{key}")) for key in (AGAIN, ELSEWHERE, "leave" if on_disk else "lose")
    )
    return Choice(texts("ui.dialog.not-saved.title"), tuple(rows))

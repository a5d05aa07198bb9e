"""The agreements in the plain tables of a prep: those of its talk, and those of earlier talks that it carries.

They are read without a model, as hundreds of preps are read before the first screen. Invalid values count as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from gespreksklaar.content.prep.fields import LINE_LIMIT, LIST_LIMIT
from gespreksklaar.content.prep.hand_written import day_of
from gespreksklaar.content.prep.vocabulary import AGREEMENT_STATES, MARKS, STRICTEST
from gespreksklaar.content.words.clean import clean_line, clean_text

MADE_PATH: Final = "agree.agreements"
BEFORE_PATH: Final = "before.agreements"
QUESTION: Final = "before-"
"""The prefix of the key of a question about an earlier agreement; the agreement's identity follows it."""
_TEXT_LIMIT: Final = 2_000


class IndexedAgreement(NamedTuple):
    """One agreement as one prep holds it, at `key` of the list `path`. `id` is empty while it has no identity."""

    path: str
    key: str
    id: str = ""
    text: str = ""
    suggestion: str = ""
    who: str = ""
    by: date | str = ""
    see: str = ""
    mark: str = ""
    state: str = ""
    told: date | None = None
    """The day on which its outcome was recorded."""
    day: date | None = None
    """The day of the earlier talk where it was agreed; None for an agreement of the prep's own talk."""

    @property
    def is_told(self) -> bool:
        """Whether this prep records an outcome; "still open" is one too, once the user has answered it."""
        return bool(self.state or self.told)


def identity(own: str, prep: str, key: str) -> str:
    """The identity of an agreement in all preps: as written, else from the prep where it was made and its key there."""
    prep = clean_line(prep)
    return clean_line(own) or (clean_line(f"{prep}-{key}") if prep else "")


def indexed_agreements(tables: Mapping[str, object]) -> tuple[IndexedAgreement, ...]:
    """All agreements in the tables of a prep; wishes that were not agreed are left out."""
    prep = _words(tables.get("id"), None)
    made = [
        _indexed(MADE_PATH, key, item, identity(_words(item.get("id"), None), prep, key))
        for key, item in _items(tables, "agree")
        if item.get("made") is True
    ]
    return (*made, *(_indexed(BEFORE_PATH, key, item, clean_line(key)) for key, item in _items(tables, "before")))


def _items(tables: Mapping[str, object], part: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    table = tables.get(part)
    items = table.get("agreements") if isinstance(table, Mapping) else None
    if isinstance(items, Mapping):
        found = ((key, item) for key, item in items.items() if isinstance(item, Mapping))
        yield from islice(found, LIST_LIMIT)


def _indexed(path: str, key: str, item: Mapping[str, object], name: str) -> IndexedAgreement:
    state, mark = item.get("state"), item.get("mark", "")
    text = item.get("text")
    return IndexedAgreement(
        path,
        key,
        name,
        text=clean_text(text[:_TEXT_LIMIT])[:_TEXT_LIMIT] if isinstance(text, str) else "",
        suggestion=_words(item.get("suggestion"), LINE_LIMIT) if path == BEFORE_PATH else key,
        who=_words(item.get("who"), LINE_LIMIT),
        by=_day(item.get("by")) or _words(item.get("by"), LINE_LIMIT),
        see=_words(item.get("see"), LINE_LIMIT),
        # An unknown mark was meant to hide something.
        mark=mark if isinstance(mark, str) and mark in MARKS else STRICTEST,
        state=state if isinstance(state, str) and state in AGREEMENT_STATES else "",
        told=_day(item.get("state_day")),
        day=_day(item.get("day")) if path == BEFORE_PATH else None,
    )


def _words(value: object, limit: int | None) -> str:
    return clean_line(value[:limit])[:limit] if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    with suppress(ValueError):
        return day_of(value)
    return None

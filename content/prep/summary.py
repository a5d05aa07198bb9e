"""The summary of a prep for the list, read from the plain tables of its file, so that hundreds list without a wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from gespreksklaar.content.prep.agreement_index import MADE_PATH, IndexedAgreement, indexed_agreements
from gespreksklaar.content.prep.hand_written import clock_of, day_of
from gespreksklaar.content.prep.vocabulary import BEFORE, STEPS, TALK, TALK_ASIDE
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem

_Value = TypeVar("_Value", date, time)
_WRONG = {"day": "wrong-day", "start": "wrong-clock"}

_LONGEST = 200
"""The most characters of a value in the list: a file that was never validated can hold any number."""


class Summary(NamedTuple):
    """What the list shows of a prep; `problem` when its file can't be read."""

    name: str
    changed: datetime
    id: str = ""
    child: str = ""
    kind: str = ""
    day: date | None = None
    start: time | None = None
    steps_begun: int = 0
    held: bool = False
    """Whether the talk took place: something was agreed there, or noted about it."""
    agreements: tuple[IndexedAgreement, ...] = ()
    problem: Problem | None = None
    parts: Mapping[str, int] = MappingProxyType({})
    """A number for what each part holds: equal where two preps hold the same."""


def summary_of(name: str, tables: Mapping[str, object], changed: datetime) -> Summary:
    """The summary of a prep with these tables; values of a wrong type count as missing.

    A day or a time that opening the prep refuses is its problem: without it, the row would seem sound.
    """
    going = tables.get("going")
    going = going if isinstance(going, Mapping) else {}
    day, no_day = _read(going, "day", day_of)
    start, no_start = _read(going, "start", clock_of)
    agreements = indexed_agreements(tables)
    return Summary(
        name,
        changed,
        id=_text(tables.get("id")),
        child=_text(going.get("child")),
        kind=_text(going.get("kind")),
        day=day,
        start=start,
        steps_begun=sum(bool(tables.get(step)) for step in STEPS),
        held=_was_held(tables, agreements),
        agreements=agreements,
        problem=no_day or no_start,
        parts={part: hash(repr(tables.get(part))) for part in (*STEPS, TALK, BEFORE)},
    )


def _was_held(tables: Mapping[str, object], agreements: tuple[IndexedAgreement, ...]) -> bool:
    talk = tables.get(TALK)
    noted = isinstance(talk, Mapping) and bool(talk.keys() - TALK_ASIDE)
    return noted or any(item.path == MADE_PATH for item in agreements)


def _read(
    going: Mapping[str, object], key: str, read: Callable[[object], _Value]
) -> tuple[_Value | None, Problem | None]:
    try:
        return (read(going[key]) if key in going else None), None
    except ValueError:
        return None, Problem(_WRONG[key], key=f"going.{key}")


def _text(value: object) -> str:
    return clean_line(value[:_LONGEST]) if isinstance(value, str) else ""

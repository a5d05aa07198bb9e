"""The agreements of each child over all talks: one line for each identity, with its newest outcome."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from gespreksklaar.content.prep.agreement_index import MADE_PATH, IndexedAgreement
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.prep.vocabulary import MARKS

SOON: Final = timedelta(days=7)
"""An agreement is due from this long before its day."""
_LONG_AGO: Final = timedelta(days=365)
"""Agreements that were due longer ago than this stay open, but nobody is reminded of them."""
_BY_STRICTNESS: Final[tuple[str, ...]] = MARKS


class Occurrence(NamedTuple):
    """An agreement as one prep holds it."""

    prep: Summary
    held: IndexedAgreement

    @property
    def is_made(self) -> bool:
        """Whether it was agreed at this prep's talk."""
        return self.held.path == MADE_PATH

    @property
    def _talk(self) -> tuple[date, float]:
        return talk_day(self.prep), self.prep.changed.timestamp()

    @property
    def _told(self) -> tuple[bool, date, float]:
        return self.held.is_told, self.held.told or date.min, self.prep.changed.timestamp()


class LedgerLine(NamedTuple):
    """One agreement: its words as agreed, its newest outcome, and the newest prep that holds it."""

    id: str
    """Its identity; empty when it has none: then only one prep holds it."""
    whose: str
    """The child it is about, by its key from `whose`."""
    child: str
    """The child's name as written; it can be empty."""
    words: IndexedAgreement
    state: str
    told: date | None
    mark: str
    """The strictest mark it has in any prep."""
    day: date | None
    """The day of the talk where it was agreed."""
    newest: Occurrence
    """The newest prep that holds it."""

    @property
    def is_open(self) -> bool:
        """Whether it has no final outcome: none yet, or "unknown"."""
        return self.state in ("", "unknown")

    def is_due(self, today: date) -> bool:
        """Whether its day has come or is near and it has no outcome; "still open" snoozes it for a week."""
        by, rests = self.words.by, self.told is not None and today - SOON < self.told
        return not (self.state or rests) and isinstance(by, date) and today - _LONG_AGO <= by <= today + SOON


def whose(child: str, prep: str) -> str:
    """A key for the child: its name without case, accents and extra spaces; without a name, one of this prep alone."""
    plain = unicodedata.normalize("NFKD", " ".join(child.split()).casefold())
    name = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return name or f"\0{prep}"


def whose_is(prep: Summary) -> str:
    """The key of the child that this prep is about."""
    return whose(prep.child, prep.id or prep.name)


def talk_day(prep: Summary) -> date:
    """The day of the prep's talk; without one, the day it was changed."""
    return prep.day or prep.changed.date()


def ledger(preps: Iterable[Summary]) -> list[LedgerLine]:
    """All agreements in these preps, each once; those of the newest talk first."""
    occurrences: dict[tuple[str, ...], list[Occurrence]] = defaultdict(list)
    for prep in preps:
        for held in prep.agreements:
            # An agreement without an identity is in no other prep.
            occurrences[(held.id,) if held.id else (prep.name, held.path, held.key)].append(Occurrence(prep, held))
    lines = [_line(found) for found in occurrences.values()]
    return sorted(lines, key=lambda line: line.day or talk_day(line.newest.prep), reverse=True)


def _line(occurrences: Sequence[Occurrence]) -> LedgerLine:
    made = [occurrence for occurrence in occurrences if occurrence.is_made]
    # Its words come from the prep of the talk where it was agreed, as long as that exists.
    source = max(made or occurrences, key=lambda occurrence: occurrence._talk)
    named = [each for each in made if each.prep.child] or [each for each in occurrences if each.prep.child]
    about = max(named or [source], key=lambda occurrence: occurrence._talk).prep
    latest = max(occurrences, key=lambda occurrence: occurrence._told).held
    return LedgerLine(
        id=source.held.id,
        whose=whose_is(about),
        child=about.child,
        words=source.held,
        state=latest.state,
        told=latest.told,
        mark=max((occurrence.held.mark for occurrence in occurrences), key=_BY_STRICTNESS.index),
        day=source.prep.day if source.is_made else source.held.day,
        newest=max(occurrences, key=lambda occurrence: occurrence._talk),
    )


def due(lines: Iterable[LedgerLine], today: date) -> list[LedgerLine]:
    """The lines that are due, the earliest first."""
    return sorted((line for line in lines if line.is_due(today)), key=_by)


def in_order(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """The open lines first, by their day; then the others, the newest talk first."""
    lines = list(lines)
    still_open = sorted((line for line in lines if line.is_open), key=_by)
    return [*still_open, *(line for line in lines if not line.is_open)]


def children(preps: Iterable[Summary]) -> dict[str, str]:
    """The name of each child as last written, by its key from `whose`; the child with the newest talk first."""
    found: dict[str, str] = {}
    for prep in sorted(preps, key=lambda prep: (talk_day(prep), prep.changed), reverse=True):
        if prep.child:
            found.setdefault(whose_is(prep), prep.child)
    return found


def by_child(lines: Iterable[LedgerLine]) -> dict[str, list[LedgerLine]]:
    """The lines of each child, as in `in_order`, by its key from `whose`; the child with the newest talk first."""
    found: dict[str, list[LedgerLine]] = defaultdict(list)
    for line in lines:
        found[line.whose].append(line)
    return {child: in_order(of_child) for child, of_child in found.items()}


def _by(line: LedgerLine) -> date:
    return line.words.by if isinstance(line.words.by, date) else date.max

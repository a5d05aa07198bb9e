"""The agreements of each child over all talks: one line for each identity, with the newest that was told of it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from gespreksklaar.content.prep.agreement_index import MADE_PATH, Held
from gespreksklaar.content.prep.summary import Glance
from gespreksklaar.content.prep.vocabulary import MARKS

SOON: Final = timedelta(days=7)
"""So long before its day an agreement is due."""
_LONG_AGO: Final = timedelta(days=365)
"""What was due longer ago and never told of is not due any more: it stays open, and nobody is reminded."""
_BY_STRICTNESS: Final[tuple[str, ...]] = MARKS


class Place(NamedTuple):
    """An agreement as one prep holds it."""

    prep: Glance
    held: Held

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


@dataclass(frozen=True)
class LedgerLine:
    """One agreement: its words as they were agreed, what became of it by the newest word, and who holds it."""

    id: str
    """Its identity; empty where no prep gives it one, which then is the only one that holds it."""
    whose: str
    """Which child's, as `whose` tells children apart."""
    child: str
    """The child's name as written; it can be empty."""
    words: Held
    state: str
    told: date | None
    mark: str
    """The strictest of all preps that hold it."""
    day: date | None
    """Of the talk where it was agreed."""
    newest: Place
    """The newest prep that holds it."""

    @property
    def is_open(self) -> bool:
        """Whether it is not known what became of it."""
        return self.state in ("", "unknown")

    def is_due(self, today: date) -> bool:
        """Whether its day has come or is near, and nothing was told of it; that it goes on lets it rest for a week."""
        by, rests = self.words.by, self.told is not None and today - SOON < self.told
        return not (self.state or rests) and isinstance(by, date) and today - _LONG_AGO <= by <= today + SOON


def whose(child: str, prep: str) -> str:
    """Which child this is: by name without case, accents and outer spaces; without a name, this prep's own."""
    plain = unicodedata.normalize("NFKD", " ".join(child.split()).casefold())
    name = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return name or f"\0{prep}"


def whose_is(prep: Glance) -> str:
    """Which child this prep is about."""
    return whose(prep.child, prep.id or prep.name)


def talk_day(prep: Glance) -> date:
    """The day of its talk; without one, when it was changed."""
    return prep.day or prep.changed.date()


def ledger(preps: Iterable[Glance]) -> list[LedgerLine]:
    """All agreements that these preps hold, each once; those of the newest talk first."""
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for prep in preps:
        for held in prep.agreements:
            # What has no identity is in no other prep.
            places[(held.id,) if held.id else (prep.name, held.path, held.key)].append(Place(prep, held))
    lines = [_line(found) for found in places.values()]
    return sorted(lines, key=lambda line: line.day or talk_day(line.newest.prep), reverse=True)


def _line(places: Sequence[Place]) -> LedgerLine:
    made = [place for place in places if place.is_made]
    # Its words are those of the talk where it was agreed, while that prep is there.
    source = max(made or places, key=lambda place: place._talk)
    named = [place for place in made if place.prep.child] or [place for place in places if place.prep.child]
    about = max(named or [source], key=lambda place: place._talk).prep
    latest = max(places, key=lambda place: place._told).held
    return LedgerLine(
        id=source.held.id,
        whose=whose_is(about),
        child=about.child,
        words=source.held,
        state=latest.state,
        told=latest.told,
        mark=max((place.held.mark for place in places), key=_BY_STRICTNESS.index),
        day=source.prep.day if source.is_made else source.held.day,
        newest=max(places, key=lambda place: place._talk),
    )


def due(lines: Iterable[LedgerLine], today: date) -> list[LedgerLine]:
    """What is due, the earliest first."""
    return sorted((line for line in lines if line.is_due(today)), key=_by)


def in_order(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """Open ones first, by their day; then what is over, the newest talk first."""
    lines = list(lines)
    still_open = sorted((line for line in lines if line.is_open), key=_by)
    return [*still_open, *(line for line in lines if not line.is_open)]


def children(preps: Iterable[Glance]) -> dict[str, str]:
    """The names of all children as last written, by which child it is; the one with the newest talk first."""
    found: dict[str, str] = {}
    for prep in sorted(preps, key=lambda prep: (talk_day(prep), prep.changed), reverse=True):
        if prep.child:
            found.setdefault(whose_is(prep), prep.child)
    return found


def by_child(lines: Iterable[LedgerLine]) -> dict[str, list[LedgerLine]]:
    """The agreements of each child in order; the child with the newest talk first."""
    found: dict[str, list[LedgerLine]] = defaultdict(list)
    for line in lines:
        found[line.whose].append(line)
    return {child: in_order(of_child) for child, of_child in found.items()}


def _by(line: LedgerLine) -> date:
    return line.words.by if isinstance(line.words.by, date) else date.max

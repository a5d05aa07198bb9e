"""Which suggestions fit a prep best: by what the parent wrote, the kind of talk, what is expected, and the age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from itertools import zip_longest
from typing import Final

from gespreksklaar.content.guidance.ages import SPECIAL, UNSAID, age_of, ages_at, ages_of
from gespreksklaar.content.guidance.bank import Entry, bank, is_serious, kinds
from gespreksklaar.content.guidance.topics import topics_of
from gespreksklaar.content.prep.model import Prep

THEME_AGAIN: Final = 2
"""Points off for each earlier entry of the same theme, so that the first few never share one subject."""
MOST_ADDED: Final = 2
"""The most questions that the expectation and the age add to those of the kind."""
FEW: Final = 7
"""How many a step shows at first."""
MOST_LIFTED: Final = 3
"""The most entries that come first because of what the parent wrote."""
NARROW: Final = 3
"""An entry for so few ages is one for this age; with more it only leaves out the others."""

ORDINARY: Final = "ordinary"
"""The expectation as long as the user has not picked one."""


def ranked(bank_name: str, prep: Prep) -> list[Entry]:
    """The entries of a bank, those that fit this prep best first.

    Entries for another kind of talk or another expectation come last. Left out are only retired ones, and what cannot
    be at the child's age.
    """
    if bank_name == "kinds" and prep.going.kind:
        # While one picks from a list, its rows keep their places; a kind says how old the child is.
        prep = prep.edited("going.kind", "")
    # Own words for a kind of talk fit no entry: they stay out of the cache.
    kind = prep.going.kind if prep.going.kind in kinds() else ""
    if bank_name == "groups":
        return [bank(bank_name)[key] for key in (UNSAID, *ages_at(kind))]
    expect = prep.going.expect if prep.going.expect in bank("expectations") else ORDINARY
    if is_serious(kind) and expect == "well":
        expect = ORDINARY
    entries = _ranked(bank_name, kind, expect, age_of(prep), ages_of(prep))
    return list(_lifted(entries, kind, topics_of(prep, besides=bank_name)))


def reason(entry: Entry, prep: Prep) -> str:
    """The word the parent typed that lifted this entry; empty if none did."""
    said = topics_of(prep)
    return next((said[topic] for topic in entry.topics if said.get(topic)), "")


def _lifted(entries: tuple[Entry, ...], kind: str, topics: Collection[str]) -> Iterable[Entry]:
    """The entries, with first the best of each topic, then the second of each, up to `MOST_LIFTED`.

    A topic outweighs the kind of talk: who writes of bullying asks about that at any talk. The best is about most of
    the topics, and about little else.
    """

    def place(entry: Entry) -> tuple[int, int, bool, int]:
        said = len(set(entry.topics).intersection(topics))
        return -said, len(entry.topics) - said, kind not in entry.kinds, -entry.weight

    about = [sorted(_about(entries, topic), key=place) for topic in topics]
    by_turn = [row[at] for at in range(MOST_LIFTED) for row in about if at < len(row)]
    chosen = list(dict.fromkeys(entry.id for entry in by_turn))[:MOST_LIFTED]
    return sorted(entries, key=lambda entry: chosen.index(entry.id) if entry.id in chosen else MOST_LIFTED)


def _about(entries: Iterable[Entry], topic: str) -> list[Entry]:
    return [entry for entry in entries if topic in entry.topics]


@cache
def _ranked(bank_name: str, kind: str, expect: str, age: str, ages: tuple[str, ...]) -> tuple[Entry, ...]:
    entries = {key: entry for key, entry in bank(bank_name).items() if _can_be(bank_name, entry, ages)}
    named = _named(bank_name, kind)
    # At a serious talk the age leaves out what cannot be; what else it suggests is not what the talk is about.
    of_age = "" if is_serious(kind) else age
    fits = {key: _fit(entry, kind in entry.kinds or key in named, expect, of_age) for key, entry in entries.items()}
    best_first = sorted(entries.values(), key=lambda entry: fits[entry.id])
    seen: Counter[str] = Counter()
    places: dict[str, tuple[int, int, int, int]] = {}
    leading = [key for key in _leading(bank_name, kind, expect, age) if key in entries]
    for entry in best_first:
        misfits, fitting, against = fits[entry.id]
        at = leading.index(entry.id) if entry.id in leading else len(leading)
        places[entry.id] = (at, misfits, fitting, against + THEME_AGAIN * seen[entry.theme])
        seen[entry.theme] += 1 if entry.theme else 0
    return tuple(sorted(best_first, key=lambda entry: places[entry.id]))


def _can_be(bank_name: str, entry: Entry, ages: tuple[str, ...]) -> bool:
    """Whether to offer the entry to a child of one of these ages; the kind of talk itself is asked before the age."""
    return not entry.retired and (bank_name == "kinds" or not entry.groups or not set(entry.groups).isdisjoint(ages))


def _leading(bank_name: str, kind: str, expect: str, age: str) -> tuple[str, ...]:
    """What comes first at this kind of talk.

    Of the questions, those for the expectation and the age together take the place of the last two at most, in turns.
    """
    talk = kinds().get(kind)
    if talk is None or bank_name != "questions":
        return talk.leads.get(bank_name, ()) if talk else ()
    expected, of_age = {"well": talk.well, "bad-news": talk.bad_news}.get(expect, ()), talk.ages.get(age, ())
    own = talk.first[: FEW - MOST_ADDED]
    added = [key for pair in zip_longest(expected, of_age) for key in pair if key and key not in own][:MOST_ADDED]
    return tuple(dict.fromkeys((*talk.first[: FEW - len(added)], *added, *talk.first, *of_age)))


def _named(bank_name: str, kind: str) -> tuple[str, ...]:
    """The ids of a bank that the kind of talk itself names: who usually sits there, what to bring."""
    talk = kinds().get(kind)
    return {"roles": talk.roles, "bring": talk.bring}.get(bank_name, ()) if talk else ()


def _fit(entry: Entry, fits_kind: bool, expect: str, age: str) -> tuple[int, int, int]:
    """How many ways the entry does not fit this talk, in how many it fits negated, and its points negated."""
    narrow = age != SPECIAL and age in entry.groups and len({*entry.groups} - {SPECIAL}) <= NARROW
    fits = (fits_kind, expect in entry.expects, narrow)
    misfits = (bool(entry.kinds) and not fits_kind) + (bool(entry.expects) and not fits[1])
    return misfits, -sum(fits), -entry.weight

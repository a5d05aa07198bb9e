"""Which suggestions fit a prep best: by kind of talk, by what the user expects of it, and spread over themes."""

from __future__ import annotations

from collections import Counter
from functools import cache

from gespreksklaar.content.guidance.bank import Entry, bank, kinds
from gespreksklaar.content.prep.model import Prep

FITS_KIND = 4
FITS_EXPECTATION = 4
THEME_AGAIN = 2
"""Points off for each earlier entry of the same theme, so that the first few never share one subject."""

ORDINARY = "ordinary"
"""The expectation as long as the user has not picked one."""


def ranked(bank_name: str, prep: Prep) -> list[Entry]:
    """All entries of a bank, those that fit this prep best first.

    Entries for another kind of talk or another expectation come last, but are never left out; only retired ones are.
    """
    # Own words for a kind of talk fit no entry: they stay out of the cache.
    kind = prep.going.kind if prep.going.kind in kinds() else ""
    expect = prep.going.expect if prep.going.expect in bank("expectations") else ORDINARY
    return list(_ranked(bank_name, kind, expect))


@cache
def _ranked(bank_name: str, kind: str, expect: str) -> tuple[Entry, ...]:
    entries = {key: entry for key, entry in bank(bank_name).items() if not entry.retired}
    named = _named(bank_name, kind)
    fits = {key: _fit(entry, kind in entry.kinds or key in named, expect) for key, entry in entries.items()}
    best_first = sorted(entries.values(), key=lambda entry: fits[entry.id])
    seen: Counter[str] = Counter()
    places: dict[str, tuple[int, int]] = {}
    for entry in best_first:
        misfits, against = fits[entry.id]
        places[entry.id] = (misfits, against + THEME_AGAIN * seen[entry.theme])
        seen[entry.theme] += 1 if entry.theme else 0
    return tuple(sorted(best_first, key=lambda entry: places[entry.id]))


def _named(bank_name: str, kind: str) -> tuple[str, ...]:
    """The ids of a bank that the kind of talk itself names: who usually sits there, what to bring."""
    talk = kinds().get(kind)
    return {"roles": talk.roles, "bring": talk.bring}.get(bank_name, ()) if talk else ()


def _fit(entry: Entry, fits_kind: bool, expect: str) -> tuple[int, int]:
    """How many ways the entry does not fit this talk, and its points negated; less is better."""
    fits_expectation = expect in entry.expects
    misfits = (bool(entry.kinds) and not fits_kind) + (bool(entry.expects) and not fits_expectation)
    return misfits, -(FITS_KIND * fits_kind + FITS_EXPECTATION * fits_expectation + entry.weight)

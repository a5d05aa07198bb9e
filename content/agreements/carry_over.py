"""Carry over to the next talk: agreements that are not settled, their outcomes, the questions about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.agreements.ledger import LedgerLine, ledger, whose, whose_is
from gespreksklaar.content.agreements.made import agreement_id, was_held
from gespreksklaar.content.prep.agreement_index import BEFORE_PATH, QUESTION
from gespreksklaar.content.prep.declaration import Agreement, Carried, Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.prep.vocabulary import AGREEMENT_STATES, AgreementState
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.store.library import Library

ANSWERS: Final = (*AGREEMENT_STATES[1:], AGREEMENT_STATES[0])
"""The outcomes of an agreement, in the order in which they are offered."""


# What a prep carries over.


def brought(prep: Prep, preps: Iterable[Summary], today: date) -> dict[str, Carried]:
    """The agreements of earlier talks that this prep carries over, by identity; once carried, they are kept.

    `preps` are all preps. A prep whose talk is over is left as it is.
    """
    held = {clean_line(key): item for key, item in prep.before.agreements.items()}
    if is_over(prep, today):
        return dict(prep.before.agreements)
    others = [other for other in preps if other.id != prep.id]
    lines, child = ledger(others), whose(prep.going.child, prep.id)
    of_all = {line.id: line for line in lines}
    kept = {key: item for key, old in held.items() if (item := _followed(old, of_all.get(key), child)) is not None}
    days = [other.day for other in others if other.day and whose_is(other) == child]
    new = (line for line in lines if line.id and line.id not in held and line.whose == child)
    for line in new:
        if len(kept) < LIST_LIMIT and not _is_settled(line, days, today):
            kept[line.id] = carried(line)
    return kept


def copy_for_next_talk(library: Library, name: str) -> str:
    """Start a prep for the next talk from this one, and return its name.

    Without a child's name no other prep finds the open agreements, so the new one takes them along itself.
    """
    summary = library.summary(name)
    lines = ledger([] if summary.child.strip() else [summary])
    return library.copy(name, {line.id: carried(line) for line in lines if line.id and line.is_open})


def is_over(prep: Prep, today: date) -> bool:
    """Whether the prep's talk is over."""
    day = prep.going.day
    return was_held(prep) or (day is not None and day < today)


def _followed(item: Carried, line: LedgerLine | None, child: str) -> Carried | None:
    """The carried agreement with its newest outcome in any prep; None when it is another child's."""
    told = bool(item.state or item.state_day)
    if line is None:
        return item
    if line.child and line.whose != child:
        # The user filled in another child's name. A recorded outcome stays, hidden from everybody else.
        return item.model_copy(update={"mark": "only-me"}) if told else None
    newer = (line.told or date.min) > (item.state_day or date.min) or (not told and bool(line.state))
    return item.model_copy(update={"state": line.state, "state_day": line.told}) if newer else item


def _is_settled(line: LedgerLine, talks: Iterable[date], today: date) -> bool:
    """Whether there is nothing left to ask: it was kept, or it was not and there has been a talk since."""
    if line.state == "not-kept":
        told = line.told
        return told is None or any(told <= day < today for day in talks)
    return not line.is_open


def carried(line: LedgerLine) -> Carried:
    """The agreement of this line as a later prep holds it."""
    words = line.words
    return Carried.model_validate(
        {
            "text": words.text, "suggestion": "" if words.text else words.suggestion, "who": words.who,
            "by": words.by, "see": words.see, "mark": line.mark,
            "state": line.state, "state_day": line.told, "day": line.day,
        }
    )  # fmt: skip


# The questions about them.


def questions_before(prep: Prep) -> dict[str, Item]:
    """A question about each earlier agreement that was not kept, or has no outcome yet, by its key.

    Its words follow from the agreement, as a suggestion's do, and it has the agreement's mark.
    """
    items = prep.before.agreements.items()
    return {QUESTION + name: Item(mark=item.mark) for name, item in items if item.state != "kept"}


# Outcomes.


def answered(item: Agreement, state: AgreementState, today: date) -> Agreement:
    """The agreement with this outcome, recorded today."""
    return item.model_copy(update={"state": state, "state_day": today})


def save_outcome(library: Library, line: LedgerLine, state: AgreementState, today: date) -> Problem | None:
    """Save the outcome of an agreement in the newest prep that holds it. Returns a problem to report, if any.

    Raises Problem when that prep can't be written, as when another session has it open.
    """
    place = line.newest
    file = library.write(place.prep.name)
    keep = file.unsaved
    try:
        path, items = place.held.path, file.prep.get(place.held.path)
        key = _key_of(file.prep, path, items, line.id, place.held.key)
        if key is None:
            raise Problem("agreement-gone")
        changed = file.prep.edited(path, {**items, key: answered(items[key], state, today)})
        keep = file.record(changed, path) or keep
        note = file.save(changed).note
        keep = False
    finally:
        file.close(keep=keep)
    return note


def _key_of(prep: Prep, path: str, items: Mapping[str, Agreement], name: str, key: str) -> str | None:
    """The current key of the agreement with this identity: the file can be newer than `key`. None when it is gone."""
    if not name:
        return key if key in items else None
    if path == BEFORE_PATH:
        return next((other for other in items if clean_line(other) == name), None)
    return next((other for other, item in items.items() if agreement_id(prep, other, item) == name), None)

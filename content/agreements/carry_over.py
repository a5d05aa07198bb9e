"""What goes from one talk to the next: agreements that are not settled, what became of them, questions about them."""

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
from gespreksklaar.content.prep.summary import Glance
from gespreksklaar.content.prep.vocabulary import AGREEMENT_STATES, AgreementState
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem

if TYPE_CHECKING:
    from gespreksklaar.content.store.library import Shelf

ANSWERS: Final = (*AGREEMENT_STATES[1:], AGREEMENT_STATES[0])
"""What can have become of an agreement, in the order in which it is asked."""


# What a prep brings along.


def brought(prep: Prep, preps: Iterable[Glance], today: date) -> dict[str, Carried]:
    """What this prep should hold of earlier talks with its child, from all preps; once it was so, it stays so.

    A prep whose talk has been is left as it is.
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


def is_over(prep: Prep, today: date) -> bool:
    """Whether its talk has been."""
    day = prep.going.day
    return was_held(prep) or (day is not None and day < today)


def _followed(item: Carried, line: LedgerLine | None, child: str) -> Carried | None:
    """What is held of an agreement, with the newest that was told of it elsewhere."""
    told = bool(item.state or item.state_day)
    if line is None:
        return item
    if line.whose != child:
        # Another name was filled in. What was told stays, for nobody else to see.
        return item.model_copy(update={"mark": "only-me"}) if told else None
    newer = (line.told or date.min) > (item.state_day or date.min) or (not told and bool(line.state))
    return item.model_copy(update={"state": line.state, "state_day": line.told}) if newer else item


def _is_settled(line: LedgerLine, talks: Iterable[date], today: date) -> bool:
    """Whether there is nothing to ask of it: it was kept, or it was not and a talk has been since."""
    if line.state == "not-kept":
        told = line.told
        return told is None or any(told <= day < today for day in talks)
    return not line.is_open


def carried(line: LedgerLine) -> Carried:
    """An agreement as a later prep holds it."""
    words = line.words
    return Carried.model_validate(
        {
            "text": words.text, "suggestion": "" if words.text else words.suggestion, "who": words.who,
            "by": words.by, "see": words.see, "mark": line.mark,
            "state": line.state, "state_day": line.told, "day": line.day,
        }
    )  # fmt: skip


# What is asked about it.


def questions_before(prep: Prep) -> dict[str, Item]:
    """A question about each agreement of before that was not kept, or of which it is not known.

    Its words follow from the agreement, as those of a suggestion, and its mark is that of the agreement.
    """
    items = prep.before.agreements.items()
    return {QUESTION + name: Item(mark=item.mark) for name, item in items if item.state != "kept"}


# What became of one.


def answered(item: Agreement, state: AgreementState, today: date) -> Agreement:
    """The agreement of which this was told today."""
    return item.model_copy(update={"state": state, "state_day": today})


def tell(shelf: Shelf, line: LedgerLine, state: AgreementState, today: date) -> Problem | None:
    """Write what became of an agreement in the newest prep that holds it; gives what there is to tell about that.

    Raises Problem when that prep can't be written, such as when another session writes in it.
    """
    place = line.newest
    file = shelf.write(place.prep.name)
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
    """Where the agreement with this identity is by now: what was seen of its file can be older than the file."""
    if not name:
        return key if key in items else None
    if path == BEFORE_PATH:
        return next((other for other in items if clean_line(other) == name), None)
    return next((other for other, item in items.items() if agreement_id(prep, other, item) == name), None)

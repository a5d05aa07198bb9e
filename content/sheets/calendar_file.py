"""The days for a calendar: the talk to come, the next contact, and the agreements with a date.

Many phones show a summary on the locked screen, so it names nobody and holds no words of the parent's own; those are in
the description. A time is of the zone where the talk is, which the file describes: it is the same time on any phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from gespreksklaar.content.agreements.made import agreement_id, made_agreements
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import child_name
from gespreksklaar.content.prep.declaration import Agreement
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.sheets.messages_after import agreement_words, contact_words
from gespreksklaar.content.talk.plan import talk_minutes
from gespreksklaar.content.words.dates import show_when
from gespreksklaar.content.words.texts import Texts

_PRODUCT: Final = "-//Gespreksklaar//gespreksklaar//NL"
_LAST_YEAR: Final = 9990
"""Of which the rules of a time zone are written. icalendar looks on past it, and Python knows no year 10,000."""


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar. `uid` identifies it: importing it again changes it, and adds no second one."""

    uid: str
    start: date | datetime
    summary: str
    words: str = ""
    """The description: what it is about, in full."""
    place: str = ""
    minutes: int = 0
    """How long it takes, when it has a time; else 0."""


def entries(prep: Prep, texts: Texts, today: date) -> list[Entry]:
    """The entries of a prep, by day, without what the child may not see: a family's calendar is open to all of it."""
    seen = seen_by(prep, "agreements")
    return sorted([*_talk(seen, texts, today), *_agreed(seen, texts), *_contact(seen, texts)], key=_day)


def calendar(prep: Prep, texts: Texts, now: datetime) -> str:
    """The entries as an iCalendar file (RFC 5545). `now` is a time in the zone where the talk is."""
    # Imported late because it is large, and no start needs it.
    from icalendar import Calendar, Event  # noqa: PLC0415 - as said above

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    found = entries(prep, texts, now.date())
    for entry in found:
        event = Event()
        event.add("uid", f"{entry.uid}@gespreksklaar")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", _in_zone(entry.start, now))
        if entry.minutes:
            event.add("duration", timedelta(minutes=entry.minutes))
        else:
            # A day to keep in mind, not a day that is taken.
            event.add("transp", "TRANSPARENT")
        given = {"summary": entry.summary, "description": entry.words, "location": entry.place}
        for name, value in given.items():
            if value:
                event.add(name, value)
        made.add_component(event)
    years = [entry.start.year for entry in found if isinstance(entry.start, datetime)]
    if years:
        last = min(max(years) + 1, _LAST_YEAR)
        made.add_missing_timezones(date(max(min(*years, last) - 1, 1), 1, 1), date(last, 12, 31))
    return bytes(made.to_ical()).decode("utf-8")


def _in_zone(start: date | datetime, now: datetime) -> date | datetime:
    return start.replace(tzinfo=now.tzinfo) if isinstance(start, datetime) else start


def calendar_words(prep: Prep, texts: Texts, today: date) -> str:
    """The same entries as text, to copy by hand; empty when there are none."""
    return "\n\n".join(
        "\n".join(filter(None, [_when(entry, texts), entry.words or entry.summary, entry.place]))
        for entry in entries(prep, texts, today)
    )


def _talk(prep: Prep, texts: Texts, today: date) -> Iterator[Entry]:
    going = prep.going
    if going.day is None or going.day < today:
        return
    start = datetime.combine(going.day, going.start.replace(microsecond=0)) if going.start else going.day
    minutes = talk_minutes(prep) if going.start else 0
    yield Entry(f"{prep.id}-talk", start, texts("things.calendar.talk"), place=going.place, minutes=minutes)


def _agreed(prep: Prep, texts: Texts) -> Iterator[Entry]:
    for key, item in made_agreements(prep).items():
        if isinstance(item.by, date):
            words = agreement_words(key, item, prep, texts)
            yield Entry(agreement_id(prep, key, item), item.by, _summary(key, item, texts), words)


def _contact(prep: Prep, texts: Texts) -> Iterator[Entry]:
    day = prep.agree.contact_day
    if day:
        yield Entry(f"{prep.id}-contact", day, texts("things.calendar.contact"), contact_words(prep, texts))


def _summary(key: str, item: Agreement, texts: Texts) -> str:
    """The agreement in the guide's words alone."""
    if item.text or key not in bank("agreements"):
        return texts("things.calendar.plain")
    words = texts(f"agreements.{key}.text", child=child_name(Prep(), texts))
    return texts("things.calendar.agreement", words=words)


def _day(entry: Entry) -> tuple[date, bool]:
    return date(entry.start.year, entry.start.month, entry.start.day), not isinstance(entry.start, datetime)


def _when(entry: Entry, texts: Texts) -> str:
    start = entry.start
    return show_when(_day(entry)[0], start.time() if isinstance(start, datetime) else None, texts)

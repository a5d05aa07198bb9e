"""The calendar file: read back by two other readers, nothing double, and nothing on a locked screen that tells."""

import json
import os
import subprocess
from datetime import UTC, date, datetime, time
from io import StringIO
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from ics import Calendar as OtherCalendar

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.calendar_file import calendar, calendar_words, entries
from gespreksklaar.content.words.texts import Texts, languages
from tests.content.preps import STORIES, preps
from tests.needs import needs

NL = Texts("nl")
HERE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=HERE)
TODAY = NOW.date()
DAY = date(2026, 12, 17)
NPM = "/usr/lib/node_modules"
"""Where `npm install --global --prefix /usr` puts its packages."""
FAMILY_EMOJI = "👩‍👩‍👧‍👦"
AWKWARD = {
    "plain": "Elke dag een kwartier lezen",
    "signs": 'Komma, punt; dubbele: punt, "aanhaling" en \\ schuin',
    "lines": "Eerst dit.\nDan dat.\n\nEn dit; ook, dit.",
    "emoji": f"Samen {FAMILY_EMOJI} lezen 🇳🇱 👍🏽",
    "other writing": "سارة تحب القراءة · 我的孩子喜欢阅读 · čeština",
    "what looks like a calendar": "END:VEVENT\nBEGIN:VEVENT\nATTACH:http://x",
    "long": ("Lezen, rekenen; en schrijven. " * 70)[:2_000],
    "long emoji": (FAMILY_EMOJI * 300)[:1_997] + "dus",
    "one long word": "x" * 2_000,
}


def agreed(**agreement: Any) -> dict[str, Any]:
    return {"text": "Lezen", "made": True, "by": DAY, **agreement}


def a_prep(*agreements: dict[str, Any], **tables: Any) -> Prep:
    items = {f"own-{n}": item for n, item in enumerate(agreements, 1)}
    return Prep.model_validate({"id": "abc", "agree": {"agreements": items, **tables.pop("agree", {})}, **tables})


Read = tuple[str, date | datetime, bool, str, str, str]


def by_vobject(text: str) -> list[Read]:
    """Uid, start, whether it has a time zone, summary, description, location."""
    found = []
    for event in getattr(vobject.readOne(text), "vevent_list", []):
        start = event.dtstart.value
        zoned = isinstance(start, datetime) and start.tzinfo is not None
        words = [
            getattr(event, name).value if hasattr(event, name) else ""
            for name in ("summary", "description", "location")
        ]
        found.append((event.uid.value, start.replace(tzinfo=None) if zoned else start, zoned, *words))
    return found


def by_ics(text: str) -> list[Read]:
    """The same."""
    found = []
    for event in OtherCalendar(text).events:
        start = event.begin.date() if event.all_day else event.begin.naive
        found.append(
            (event.uid, start, not event.all_day, event.name or "", event.description or "", event.location or "")
        )
    return found


def wanted(prep: Prep) -> list[Read]:
    return [
        (f"{e.uid}@gespreksklaar", e.start, isinstance(e.start, datetime), e.summary, e.words, e.place)
        for e in entries(prep, NL, TODAY)
    ]


pytestmark = pytest.mark.filterwarnings("ignore:::(ics|tatsu|arrow)")


# What is in it.


def test_the_talk_to_come_the_agreements_and_the_next_contact_by_day():
    found = [(entry.start, entry.summary, entry.words) for entry in entries(STORIES["after-the-talk"], NL, TODAY)]
    assert found == [
        (datetime(2026, 12, 3, 15, 40), "Gesprek op school", ""),
        (
            date(2026, 12, 17),
            "Afspraak met de school: stuurt een bericht over hoe het gaat",
            "De leerkracht stuurt een bericht over hoe het gaat. Uiterlijk donderdag 17 december 2026. "
            "We zien het aan: een kruisje op de kalender.",
        ),
        (
            date(2027, 1, 14),
            "Contact met de school",
            "We spreken elkaar weer: aan de telefoon, over een maand, donderdag 14 januari 2027. "
            "Wie neemt contact op: de leerkracht.",
        ),
    ]


LEFT_OUT = {
    "a wish": agreed(made=False),
    "words for a day": agreed(by="vanaf morgen"),
    "no day": agreed(by=""),
    "marked as not for the child": agreed(mark="not-child"),
    "marked as only for me": agreed(mark="only-me"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_left_out_is(name):
    prep = a_prep(LEFT_OUT[name])
    assert entries(prep, NL, TODAY) == []
    assert calendar_words(prep, NL, TODAY) == ""
    assert "VEVENT" not in calendar(prep, NL, NOW)


def test_a_talk_that_was_is_no_longer_in_it():
    talk = {"day": TODAY, "start": time(9, 0)}
    assert len(entries(a_prep(going=talk), NL, TODAY)) == 1
    assert entries(a_prep(going=talk), NL, date(2026, 11, 25)) == []


def test_a_talk_without_a_time_is_of_the_day():
    assert [e.start for e in entries(a_prep(going={"day": DAY}), NL, TODAY)] == [DAY]


@pytest.mark.parametrize("language", languages())
def test_a_summary_names_no_one_and_has_nothing_of_the_parents_own_words(language):
    texts = Texts(language)
    keys = list(bank("agreements"))
    items = {key: {"made": True, "by": DAY, "who": "ZQ"} for key in keys}
    items |= {f"{key}-2": {**items[key], "text": "ZQ"} for key in keys[:2]} | {"own-1": agreed(text="ZQ")}
    going = {"child": "ZQ de Wit", "day": DAY, "place": "ZQ", "kind": "incident"}
    prep = Prep.model_validate({"going": going, "agree": {"agreements": items, "contact": "ZQ", "contact_day": DAY}})
    found = entries(prep, texts, TODAY)
    assert len(found) == len(items) + 2
    assert not [entry.summary for entry in found if "ZQ" in entry.summary or "{" in entry.summary]


# What others read of it.


@pytest.mark.parametrize("read", [by_vobject, by_ics])
@pytest.mark.parametrize("name", AWKWARD)
def test_another_reader_reads_the_same_days_and_words(name, read):
    text = AWKWARD[name]
    going = {"day": DAY, "start": time(15, 40), "minutes": 15, "place": text.split("\n")[0][:100]}
    agree = {"contact": text[:200], "contact_day": date(2027, 1, 14)}
    prep = a_prep(agreed(text=text), agreed(text="Nog een", by=date(2026, 12, 20)), going=going, agree=agree)
    found = {uid: rest for uid, *rest in read(calendar(prep, NL, NOW))}
    assert found == {uid: rest for uid, *rest in wanted(prep)}
    assert found["abc-talk@gespreksklaar"][0] == datetime(2026, 12, 17, 15, 40)
    assert text in found["abc-own-1@gespreksklaar"][3]


@pytest.mark.parametrize("read", [by_vobject, by_ics])
@pytest.mark.parametrize("story", STORIES)
def test_every_story_is_read_by_others(story, read):
    prep = STORIES[story].edited(
        "agree.agreements",
        {key: item.model_copy(update={"made": True}) for key, item in STORIES[story].agree.agreements.items()},
    )
    assert sorted(read(calendar(prep, NL, NOW)), key=str) == sorted(wanted(prep), key=str)


@given(preps, st.text(max_size=30))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_prep_makes_a_file_that_is_read_as_it_was_meant(prep, name):
    made = {
        key: item.model_copy(update={"made": True, "id": f"{name}{n}" if n else ""})
        for n, (key, item) in enumerate(prep.agree.agreements.items())
    }
    prep = prep.edited("agree.agreements", made)
    text = calendar(prep, NL, NOW)
    assert by_vobject(text) == wanted(prep)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9990, 7, 1), date(9998, 1, 1), date(9999, 12, 31)])
def test_a_talk_in_the_first_or_the_last_year_that_there_is(day):
    prep = Prep().edited("going.day", day).edited("going.start", time(9, 30))
    assert by_vobject(calendar(prep, NL, NOW)) == wanted(prep)


def test_the_lines_end_as_the_standard_says():
    text = calendar(a_prep(agreed(text=AWKWARD["lines"])), NL, NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "TZID" not in text


# The same time on any phone.


TALKS = {
    datetime(2026, 12, 3, 15, 40): (HERE, datetime(2026, 12, 3, 14, 40, tzinfo=UTC)),
    datetime(2027, 6, 3, 15, 40): (HERE, datetime(2027, 6, 3, 13, 40, tzinfo=UTC)),
    datetime(2027, 3, 28, 9, 0): (HERE, datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
    datetime(2027, 10, 31, 9, 0): (HERE, datetime(2027, 10, 31, 8, 0, tzinfo=UTC)),
    datetime(2027, 1, 5, 8, 30): (ZoneInfo("America/Curacao"), datetime(2027, 1, 5, 12, 30, tzinfo=UTC)),
}


@pytest.mark.parametrize("start", TALKS)
def test_a_talk_is_at_its_own_time_wherever_the_phone_is(start: datetime) -> None:
    zone, moment = TALKS[start]
    text = calendar(a_prep(going={"day": start.date(), "start": start.time()}), NL, NOW.astimezone(zone))
    read = Calendar.from_ical(text)
    assert [event.start for event in read.events] == [start.replace(tzinfo=zone)]
    assert read.events[0].start.astimezone(UTC) == moment
    assert ([found.tz_name for found in read.timezones], read.get_missing_tzids()) == ([zone.key], set())
    assert not read.errors
    # This one goes by the rules in the file, and not by a name that it knows.
    described = tzical(StringIO(text.replace("\r\n", "\n"))).get()
    assert start.replace(tzinfo=described).astimezone(UTC) == moment


@needs("node", NPM + "/ical.js", NPM + "/node-ical")
def test_the_readers_of_thunderbird_and_of_servers_find_the_same_moment_and_words():
    for start, (zone, moment) in TALKS.items():
        words = "\n".join((AWKWARD["signs"], AWKWARD["emoji"]))
        prep = a_prep(agreed(text=words), going={"day": start.date(), "start": start.time()})
        text = calendar(prep, NL, NOW.astimezone(zone))
        command = ["node", Path(__file__).with_name("calendar_readers.cjs")]
        environment = os.environ | {"NODE_PATH": NPM, "TZ": "UTC"}
        said = subprocess.run(command, input=text, capture_output=True, text=True, check=True, env=environment).stdout
        (talk, agreement), of_npm = sorted(wanted(prep), key=itemgetter(0), reverse=True), json.loads(said)
        at = f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
        for reader in ("ical.js", "node-ical"):
            read = sorted(of_npm[reader], reverse=True)
            assert [each[:3] for each in read] == [[talk[0], at, talk[3]], [agreement[0], f"{DAY}", agreement[3]]]
            assert read[1][3] == agreement[4]


def test_a_day_has_no_zone_and_the_file_was_made_at_a_time_of_the_world() -> None:
    text = calendar(a_prep(going={"day": DAY}), NL, NOW)
    assert "DTSTART;VALUE=DATE:20261217" in text
    assert "DTSTAMP:20261124T110000Z" in text


# Importing it again.


def uids(prep: Prep) -> list[str]:
    return [uid for uid, *_ in by_vobject(calendar(prep, NL, NOW))]


def test_importing_again_changes_what_is_there_and_adds_nothing():
    before = a_prep(agreed(id="one"), agreed(), going={"day": DAY}, agree={"contact_day": DAY})
    after = before.edited("agree.contact_day", date(2027, 1, 8)).edited("going.day", date(2026, 12, 10))
    item = before.agree.agreements["own-1"].model_copy(update={"text": "Iets anders", "by": date(2027, 1, 9)})
    after = after.edited("agree.agreements", {**before.agree.agreements, "own-1": item})
    assert sorted(uids(after)) == sorted(uids(before))
    assert len(set(uids(before))) == 4


def test_an_agreement_taken_along_to_another_prep_is_still_the_same():
    first = a_prep(agreed(id="one"))
    second = Prep.model_validate({"agree": {"agreements": {"other-key": agreed(id="one")}}})
    assert uids(first) == uids(second) == ["one@gespreksklaar"]


# To copy by hand.


def test_the_days_to_copy_by_hand():
    prep = a_prep(agreed(text="Lezen", who="child"), going={"child": "Sam", "day": DAY, "start": time(9, 5)})
    assert calendar_words(prep, NL, TODAY) == (
        "donderdag 17 december 2026, 09:05\nGesprek op school\n\n"
        "donderdag 17 december 2026\nSam: Lezen. Uiterlijk donderdag 17 december 2026."
    )

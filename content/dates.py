"""Days and times: read as people type them, shown in full in their language."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from gespreksklaar.content.problems import Problem
from gespreksklaar.content.texts import Texts

_CLOCK = re.compile(r"(\d{1,2})(?:[:.,uh ]{1,2}(\d{2}))?\s*(?:uur|u|h|o'clock)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_BARE_CLOCK = re.compile(r"(\d{1,2})(\d{2})")
_NUMBERS = re.compile(r"\d+")
_LATE = 7
"""An hour before this, without am or pm, is meant in the afternoon: no talk is at four at night."""


def show_day(day: date, texts: Texts) -> str:
    """As "donderdag 3 december 2026"."""
    return _show(day, texts, "full")


def show_day_short(day: date, texts: Texts) -> str:
    """As "do 3 december"."""
    return _show(day, texts, "short")


def _show(day: date, texts: Texts, pattern: str) -> str:
    weekday = texts(f"dates.weekdays.{day.isoweekday()}")
    return texts(
        f"dates.patterns.{pattern}",
        weekday=weekday,
        short=texts(f"dates.weekdays-short.{day.isoweekday()}"),
        day=day.day,
        month=texts(f"dates.months.{day.month}"),
        year=day.year,
    )


def show_clock(clock: time, texts: Texts) -> str:
    """As "15:40"."""
    return texts("dates.patterns.clock", hour=f"{clock.hour:02}", minute=f"{clock.minute:02}")


def show_when(day: date | None, start: time | None, texts: Texts) -> str:
    """As "donderdag 3 december 2026, 15:40"; what is not known is left out."""
    parts = [show_day(day, texts) if day else "", show_clock(start, texts) if start else ""]
    return ", ".join(filter(None, parts))


def parse_day(text: str, texts: Texts, today: date) -> date:
    """The day that typed words mean: "3 dec", "morgen", "di 8/12", "over twee weken".

    Without a year the next such day is meant. Raises Problem when the words mean no day, or one that
    does not exist, or name another weekday than that day has.
    """
    words = text.strip().lower()
    if not words or len(words) > 60:
        raise Problem("no-day")
    words = _word_numbers(words, texts)
    day = _relative(words, texts, today) or _numeric(words, texts, today) or _by_library(words, texts, today)
    if day is None:
        raise Problem("no-day")
    _check_weekday(words, day, texts)
    return day


def _names(texts: Texts, group: str) -> dict[str, int]:
    """Every name of a group of dates.toml (`monday = "maandag ma"`), to its number."""
    found: dict[str, int] = {}
    for key in texts.section(f"dates.{group}"):
        for name in texts(key).split():
            found[name] = int(key.rpartition(".")[2])
    return found


def _word_numbers(words: str, texts: Texts) -> str:
    numbers = _names(texts, "numbers")
    return " ".join(str(numbers.get(word, word)) for word in words.replace(",", " ").split())


def _relative(words: str, texts: Texts, today: date) -> date | None:
    """Words that count from today: tomorrow, in two weeks, next week Tuesday, Tuesday."""
    for key in texts.section("dates.days-away"):
        if words in texts(key).split("|"):
            return today + timedelta(days=int(key.rpartition(".")[2]))
    for unit, days in (("days", 1), ("weeks", 7)):
        if found := re.fullmatch(texts(f"dates.in.{unit}"), words):
            return today + timedelta(days=min(int(found[1]), 999) * days)
    weekdays = _names(texts, "weekday-names")
    rest = [word for word in words.split() if word not in texts("dates.fillers").split()]
    next_week = re.search(texts("dates.next-week"), words)
    named = [weekdays[word] for word in rest if word in weekdays]
    if next_week and (named or rest):
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=(named[0] if named else 1) - 1)
    if len(rest) == 1 and named:
        ahead = (named[0] - today.isoweekday()) % 7 or 7
        return today + timedelta(days=ahead)
    return None


def _numeric(words: str, texts: Texts, today: date) -> date | None:
    """A day and month, in numbers or with the month's name, with a year or without."""
    if re.fullmatch(r"\d{1,2}", words):
        return _next_with_day(int(words), today)
    months = _names(texts, "month-names")
    parts = [p for p in re.split(r"[\s/.\-]+", re.sub(r"(\d)(e|de|ste|st|nd|rd|th)\b", r"\1", words)) if p]
    named = [months[p] for p in parts if p in months]
    numbers = [int(p) for p in parts if p.isdigit()]
    if any(len(p) > 4 for p in parts if p.isdigit()):
        raise Problem("no-such-day")
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    if iso:
        return _real(int(iso[1]), int(iso[2]), int(iso[3]))
    if len(named) == 1 and len(numbers) in (1, 2):
        year = numbers[1] if len(numbers) == 2 else None
        return _next(numbers[0], named[0], year, today)
    if not named and len(numbers) in (2, 3) and re.search(r"\d\s*[/.\-]\s*\d", words):
        return _next(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else None, today)
    return None


def _next(day: int, month: int, year: int | None, today: date) -> date:
    if year is not None:
        return _real(year + 2000 if year < 100 else year, month, day)
    # The 29th of February may be years away; that is no talk anyone plans now.
    this_year = _real(today.year, month, day)
    return this_year if this_year >= today else _real(today.year + 1, month, day)


def _next_with_day(day: int, today: date) -> date:
    """The next day with this number, this month or a later one that has it."""
    for ahead in range(13):
        year, month = divmod(today.month - 1 + ahead, 12)
        try:
            found = date(today.year + year, month + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise Problem("no-such-day")


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Problem("no-such-day") from None


def _by_library(words: str, texts: Texts, today: date) -> date | None:
    """What our own reading does not know; words with numbers the library could twist are not asked."""
    if any(int(number) > 31 for number in _NUMBERS.findall(words) if len(number) < 4):
        raise Problem("no-such-day")
    import dateparser  # noqa: PLC0415 - 100 ms, and most days are read without it

    settings = {
        "RELATIVE_BASE": datetime.combine(today, time()),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day"],
    }
    try:
        found = dateparser.parse(words, languages=[texts.language], settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    return found.date() if found else None


def _check_weekday(words: str, day: date, texts: Texts) -> None:
    weekdays = _names(texts, "weekday-names")
    named = [weekdays[word] for word in re.split(r"[\s,]+", words) if word in weekdays]
    if named and day.isoweekday() not in named:
        raise Problem("other-weekday", day=show_day(day, texts))


def parse_clock(text: str, texts: Texts) -> time:
    """The time that typed words mean: "15.40", "half vier", "4 uur", "3.40 pm".

    An hour before seven without am or pm is in the afternoon. Raises Problem when the words mean no time.
    """
    words = _word_numbers(text.strip().lower(), texts)
    words = " ".join(word for word in words.split() if word not in texts("dates.clock-fillers").split())
    if not words or len(words) > 30:
        raise Problem("no-clock")
    for key in texts.section("dates.spoken"):
        pattern, _, shift = (part.strip() for part in texts(key).partition("=>"))
        if found := re.fullmatch(pattern, words):
            minutes = int(found["m"]) if "m" in found.groupdict() else 0
            return _spoken(int(found["h"]), -minutes if shift == "to" else minutes if shift == "past" else int(shift))
    found = _BARE_CLOCK.fullmatch(words) or _CLOCK.fullmatch(words)
    if not found:
        raise Problem("no-clock")
    half = found[3] if found.re is _CLOCK else None
    return _time(int(found[1]), int(found[2] or 0), half or "")


def _spoken(hour: int, minutes: int) -> time:
    if not 1 <= hour <= 12:
        raise Problem("no-such-clock")
    total = (hour * 60 + minutes) % (12 * 60)
    hour, minute = divmod(total, 60)
    return _time(hour or 12, minute, "")


def _time(hour: int, minute: int, half: str) -> time:
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise Problem("no-such-clock")
    if half:
        return time(hour % 12 + (12 if half.startswith("p") else 0), minute)
    return time(hour + 12 if 0 < hour < _LATE else hour, minute)

"""Days and times: parsed as people type them, shown in full in their language. The words are in `dates.toml`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time, timedelta

from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts

_CLOCK = re.compile(r"(\d{1,2})(?:\s?[:.,;uh]?\s?(\d{2})(?::[0-5]\d)?)?\s?[uh]?\s?(?:([ap])\.?\s?m\.?)?")
_LATE = 7
"""An hour before this, without am or pm, is taken as afternoon: no talk is at four at night."""
_FARTHEST = 999
_LONGEST = 60


def show_day(day: date, texts: Texts) -> str:
    """The day in full, as "donderdag 3 december 2026"."""
    return _show(day, texts, "full")


def day_heard(day: date, texts: Texts, today: date) -> str:
    """The day in full as it was understood; a day in the past is shown as such, as the user may mean another."""
    words = show_day(day, texts)
    return texts("ui.field.past-day", day=words) if day < today else words


def show_day_soon(day: date, texts: Texts) -> str:
    """A day of the coming weeks, as "donderdag 3 december"."""
    return _show(day, texts, "soon")


def day_heard_after(day: date, talk: date | None, texts: Texts, today: date) -> str:
    """A day of what is agreed at a talk, as it was understood: how long after the talk it is, or that it is before.

    Of a talk without a day it is how long from today.
    """
    start = talk or today
    if day == start or (talk is None and day < today):
        return day_heard(day, texts, today)
    words, days = show_day(day, texts), (day - start).days
    if days < 0:
        return texts("ui.field.before-talk", day=words)
    unit, number = ("weeks", days // 7) if days % 7 == 0 else ("days", days)
    return texts.count(f"ui.field.{unit}-{'after-talk' if talk else 'from-today'}", number, day=words)


def counted_from(talk: date | None, today: date) -> date:
    """The day from which "in two weeks" counts in what is agreed at a talk: the talk itself, while it is to come."""
    return talk if talk and talk > today else today


def show_day_short(day: date, texts: Texts) -> str:
    """The day in short, as "do 3 december"."""
    return _show(day, texts, "short")


def _show(day: date, texts: Texts, pattern: str) -> str:
    return texts(
        f"dates.patterns.{pattern}",
        weekday=texts(f"dates.weekdays.{day.isoweekday()}"),
        short=texts(f"dates.weekdays-short.{day.isoweekday()}"),
        day=day.day,
        month=texts(f"dates.months.{day.month}"),
        year=day.year,
    )


def show_clock(clock: time, texts: Texts) -> str:
    """The time, as "15:40"."""
    return texts("dates.patterns.clock", hour=f"{clock.hour:02}", minute=f"{clock.minute:02}")


def show_when(day: date | None, start: time | None, texts: Texts) -> str:
    """Day and time, as "donderdag 3 december 2026, 15:40"; one that is None is left out."""
    parts = [show_day(day, texts) if day else "", show_clock(start, texts) if start else ""]
    return ", ".join(filter(None, parts))


def parse_day(text: str, texts: Texts, today: date) -> date:
    """The day that typed words mean: "3 dec", "morgen", "di 8/12", "over twee weken".

    Without a year it is the next such day. Raises Problem when the words mean no day, mean one that does not exist,
    name another weekday than that day has, or may well mean a day that has just been.
    """
    words = plain_words(text, texts)
    weekdays = _names(texts, "weekday-names")
    # "dinsdagmiddag" and "dinsdag morgen" are Tuesday; "morgen" alone is tomorrow.
    either = "|".join(map(re.escape, weekdays))
    words = re.sub(rf"\b({either})\s?(?:{texts('dates.day-parts')})\b", r"\1", words)
    named = {weekdays[word] for word in words.split() if word in weekdays}
    if not words or len(named) > 1:
        raise Problem("no-day")
    weekday = next(iter(named), 0)
    # A time typed along with the day has a field of its own.
    words = without(texts("dates.clock"), words)
    rest = without(texts("dates.fillers"), " ".join(word for word in words.split() if word not in weekdays))
    day = _from_today(rest, weekday, texts, today) or _numeric(rest, texts, today)
    if day is None:
        raise Problem("no-day")
    if weekday and day.isoweekday() != weekday:
        raise Problem("other-weekday", day=show_day(day, texts))
    return day


def plain_words(text: str, texts: Texts) -> str:
    """The words in lower case, numbers in digits ("twee" and "2e" are 2); empty when too long to mean anything."""
    words = clean_line(text).lower().replace(",", " ").replace("’", "'")
    if len(words) > _LONGEST:
        return ""
    numbers = _names(texts, "numbers")
    words = re.sub(rf"(\d)(?:{texts('dates.ordinals')})\b", r"\1", words)
    words = re.sub(r"(?<=[^\W\d_])\.(?!\S)", "", words)
    return " ".join(str(numbers.get(word, word)) for word in words.split())


def without(pattern: str, words: str) -> str:
    """The words without those that match a pattern."""
    return " ".join(re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", " ", words).split())


def _names(texts: Texts, group: str) -> dict[str, int]:
    """Every name in a group of dates.toml (`1 = "maandag ma"`), with its number."""
    keys = texts.section(f"dates.{group}")
    return {name: int(key.rpartition(".")[2]) for key in keys for name in texts(key).split()}


def _from_today(rest: str, weekday: int, texts: Texts, today: date) -> date | None:
    """The day of words that count from today: tomorrow, in two weeks, next week Tuesday. None for other words."""
    coming = today + timedelta(days=(weekday - today.isoweekday()) % 7 or 7)
    if weekday and not rest:
        return coming
    if weekday and rest in texts("dates.next").split("|"):
        return today + timedelta(days=7 - today.weekday() + weekday - 1)
    for key in texts.section("dates.days-away"):
        if rest in texts(key).split("|"):
            return today + timedelta(days=int(key.rpartition(".")[2]))
    for unit, days in (("days", 1), ("weeks", 7)):
        if found := re.fullmatch(texts(f"dates.in.{unit}"), rest):
            if int(found[1]) > _FARTHEST:
                raise Problem("no-such-day")
            return (coming if weekday and unit == "weeks" else today) + timedelta(days=int(found[1]) * days)
    found = re.fullmatch(texts("dates.in.months"), rest)
    return _months_after(today, int(found[1])) if found else None


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last that month has."""
    if months > _FARTHEST:
        raise Problem("no-such-day")
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _numeric(rest: str, texts: Texts, today: date) -> date | None:
    """The day of a number, perhaps with a month (number or name) and a year; None when there are other words."""
    parts = re.findall(r"\d+|[^\W\d_]+|[^\s/.\-'\w]+", rest)
    months = _names(texts, "month-names")
    named = [months[part] for part in parts if part in months]
    numbers = [part for part in parts if part.isdecimal()]
    if len(parts) > len(named) + len(numbers) or len(named) > 1 or not 1 <= len(numbers) <= 3 - len(named):
        return None
    if any(len(number) > 4 for number in numbers):
        raise Problem("no-such-day")
    if len(numbers) == 3 and len(numbers[0]) == 4:
        numbers.reverse()
    day, *others = map(int, numbers)
    if not named and not others:
        return _next_with_number(day, today)
    month = named[0] if named else others.pop(0)
    return _in_year(day, month, numbers[-1], today) if others else _next(day, month, texts, today)


def _in_year(day: int, month: int, year: str, today: date) -> date:
    century = today.year // 100 * 100
    if len(year) not in (2, 4) or not (found := _real(int(year) + (century if len(year) == 2 else 0), month, day)):
        raise Problem("no-such-day")
    return found


def _next(day: int, month: int, texts: Texts, today: date) -> date:
    """The next such day. Raises Problem when that is years away, as 29 February can be: no talk is planned so early.

    Nor is it when the last such day is nearer: then the user may mean either.
    """
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := _real(year, month, day))]
    coming = next((found for found in days if found >= today), None)
    if coming is None:
        raise Problem("no-such-day")
    last = max((found for found in days if found < today), default=None)
    if last and today - last < coming - today:
        raise Problem("which-year", last=show_day(last, texts), coming=show_day(coming, texts))
    return coming


def _next_with_number(day: int, today: date) -> date:
    """The next day with this number, this month or a later one that has it."""
    for ahead in range(12):
        year, month = divmod(today.month - 1 + ahead, 12)
        if (found := _real(today.year + year, month + 1, day)) and found >= today:
            return found
    raise Problem("no-such-day")


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_clock(text: str, texts: Texts) -> time:
    """The time that typed words mean: "15.40", "half vier", "4 uur", "3.40 pm".

    An hour before seven without am or pm is in the afternoon. Raises Problem when the words mean no time.
    """
    words, half = _day_half(plain_words(text, texts), texts)
    words = re.sub(rf"(?:12 )?(?:{texts('dates.noon')})", "12:00", without(texts("dates.clock-fillers"), words))
    for key in texts.section("dates.spoken"):
        pattern, _, shift = texts(key).rpartition(" => ")
        if found := re.fullmatch(pattern, words):
            return _spoken(found.groupdict(), shift, half)
    found = _CLOCK.fullmatch(words)
    if not found:
        raise Problem("no-clock")
    return _time(int(found[1]), int(found[2] or 0), half or found[3] or "")


def _day_half(words: str, texts: Texts) -> tuple[str, str]:
    """The words without the part of the day they name, and "a" or "p" for the half of the day it is in."""
    for half in ("a", "p"):
        shorter, times = re.subn(rf"(?<!\w)(?:{texts(f'dates.halves.{half}')})(?!\w)", " ", words)
        if times:
            return shorter, half
    return words, ""


def _spoken(found: dict[str, str], shift: str, half: str) -> time:
    """The time of an hour on a clock face (`h`), moved by minutes (`m`) before or after: a shift such as "-30 +m"."""
    if not 1 <= int(found["h"]) <= 12 or not int(found.get("m", "0")) < 60:
        raise Problem("no-such-clock")
    terms = shift.replace("m", found.get("m", "0")).split()
    hour, minute = divmod((int(found["h"]) * 60 + sum(map(int, terms))) % (12 * 60), 60)
    return _time(hour or 12, minute, half)


def _time(hour: int, minute: int, half: str) -> time:
    if hour > 23 or minute > 59 or (half == "a" and hour > 12):
        raise Problem("no-such-clock")
    if half and hour <= 12:
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    return time(hour + 12 if 0 < hour < _LATE else hour, minute)

"""The flow of a talk: when it begins, at which item, which phrase comes next, and what may be read at the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Final, NamedTuple

from gespreksklaar.content.agreements.carry_over import is_over
from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.content.guidance.wording import suggestion
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import hidden_from, seen_by
from gespreksklaar.content.prep.vocabulary import AFTER, BEFORE, CLOSE, REVIEW, TALKING, Mark
from gespreksklaar.content.sheets.messages_after import read_aloud
from gespreksklaar.content.sheets.messages_ahead import TEACHER, in_both
from gespreksklaar.content.talk.items import (
    TalkItem,
    begun_at,
    example_phrases,
    last_noted,
    meaning_phrases,
    minute_line,
    minutes_since,
    sits_there,
)
from gespreksklaar.content.words.texts import Texts

BEGAN: Final = "talk.began"
"""The path at which a prep holds when its talk began."""
PRESENCE: Final = "talk.child_there"
"""The path at which a prep holds whether the child is there."""
_MINUTE: Final = 60.0


class Aloud(NamedTuple):
    """Words to read aloud in the teacher's language; `also` says the same in the user's, where that is another."""

    title: str
    words: str
    also: str


def begins_now(prep: Prep, now: datetime) -> datetime | None:
    """The new value for `BEGAN` when the talk begins now; None when the prep holds the right one."""
    began = begun_at(prep, now.replace(microsecond=0))
    return began if began != prep.talk.began else None


def reopens_at(prep: Prep, left: tuple[str, str], today: date) -> tuple[str, str]:
    """The place and field at which to open a prep that was left there: what comes after the talk, once that is over.

    A talk that was cut off on its day goes on. A prep that nobody opened yet asks first about what was agreed before.
    """
    day = prep.going.day
    stays = (CLOSE, AFTER, REVIEW) if day and day < today else (*TALKING, REVIEW)
    if left[0] not in stays and is_over(prep, today):
        return AFTER, ""
    return left if left[0] or not prep.before.agreements else (BEFORE, "")


def opens_at(prep: Prep, items: Sequence[TalkItem], wanted: str) -> str:
    """The name of the item to open at: the wanted one, else the last one with a tick or notes."""
    return wanted or last_noted(prep, items)


def minute_now(prep: Prep, now: datetime, texts: Texts) -> str:
    """The minute of the talk, and the part of the plan it falls in."""
    return minute_line(prep, minutes_since(prep, now), texts)


def seconds_to_next_minute(prep: Prep, now: datetime) -> float:
    """The seconds until `minute_now` changes."""
    passed = (now - prep.talk.began).total_seconds() if prep.talk.began else 0.0
    return _MINUTE - passed % _MINUTE


def next_example(prep: Prep, shown: int) -> tuple[int, str]:
    """The phrase that asks for an example after the one that was shown, by its number; the first after the last."""
    phrases = example_phrases(prep)
    number = (shown + 1) % len(phrases)
    return number, phrases[number]


def heard_rows(prep: Prep, texts: Texts) -> list[Row]:
    """The words that can have been heard. The key of each row is the phrase that asks what is meant by it."""
    return numbered((phrase, _heard(phrase, texts)) for phrase in meaning_phrases(prep))


def _heard(phrase: str, texts: Texts) -> str:
    known = texts.find(f"phrases.{phrase}.hear") is not None
    return texts(f"phrases.{phrase}.hear" if known else "talk.another-word")


def phrase_to_say(phrase: str, prep: Prep, texts: Texts) -> str:
    """A phrase in the teacher's language, and in the user's where that is another."""
    words, own = (suggestion(spoken, "phrases", phrase, prep) for spoken in (TEACHER, texts))
    also = f" {texts('talk.also', words=own)}" if own != words else ""
    return texts("talk.say", words=words) + also


def agreed_aloud(prep: Prep, texts: Texts) -> Aloud:
    """Who does what by when, to read aloud at the end."""
    return Aloud(texts("talk.aloud-title"), *in_both(partial(read_aloud, prep), texts))


# Who may read what at the table.


def seen_there(prep: Prep) -> Prep:
    """The prep as it may be read at the table now."""
    return seen_by(prep, "own", child_there=sits_there(prep))


def hidden_there(prep: Prep) -> frozenset[Mark]:
    """The marks of the lines that may not be read at the table now."""
    return hidden_from("own", child_there=sits_there(prep))


def hides_something(prep: Prep) -> bool:
    """Whether it matters that the child is there: without a marked line there is nothing to show or hide."""
    return seen_by(prep, "own", child_there=True) != seen_by(prep, "own", child_there=False)


def child_moved(prep: Prep, texts: Texts) -> tuple[bool, str]:
    """The child came in or left: the new value for `PRESENCE`, and the message about it."""
    there = not sits_there(prep)
    return there, texts("talk.seen.less" if there else "talk.seen.all")

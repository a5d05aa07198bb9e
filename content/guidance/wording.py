"""The words of a picked suggestion or an own line, as a parent would say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from gespreksklaar.content.guidance.ages import age_of, stage_of
from gespreksklaar.content.guidance.bank import bank as entries_of
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.agreement_index import QUESTION
from gespreksklaar.content.prep.declaration import Agreement, Carried, Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import show_clock, show_day_short
from gespreksklaar.content.words.measure import cut
from gespreksklaar.content.words.texts import Texts

_ONE: Final = re.compile(r"[éÉ]én\b")
_CLIPPED: Final = re.compile(r"['’]?s (?=(?:avonds|ochtends|morgens|middags|nachts)\b)")
_ASKED_ABOUT: Final = 200
"""The most characters of an agreement in the question about it."""
_LAST_TIME: Final = "agreements-last-time"


def child_name(prep: Prep, texts: Texts, *, spoken: bool = True) -> str:
    """The child's name, else "my child" (spoken by the parent) or "your child" (addressed to the user)."""
    return prep.going.child or texts("ui.child.mine" if spoken else "ui.child.yours")


def sentence(text: str) -> str:
    """The text with its first letter as a capital, in Dutch "Eén" without an accent, and "'s Avonds"."""
    text = f"Eén{text[3:]}" if _ONE.match(text) else text
    if clipped := _CLIPPED.match(text):
        return f"'s {sentence(text[clipped.end() :])}"
    return text[:1].upper() + text[1:]


def suggestion(texts: Texts, bank: str, key: str, prep: Prep) -> str:
    """The words of one suggestion of a bank, with the child's name in it; for an unknown one, its id."""
    if bank == "questions" and key.startswith(QUESTION):
        return _question_before(texts, key.removeprefix(QUESTION), prep)
    name = _name_of(texts, bank, key, prep)
    known = texts.find(name) is not None
    return sentence(texts(name, child=child_name(prep, texts)) if known else clean_line(key))


def _name_of(texts: Texts, bank: str, key: str, prep: Prep) -> str:
    """The id of a suggestion's words: those of the child's school, primary or secondary, where it has such."""
    stage = f"{bank}.{key}.{stage_of(prep)}"
    return stage if texts.find(stage) is not None else f"{bank}.{key}.{'name' if bank == 'kinds' else 'text'}"


def item_words(texts: Texts, bank: str, key: str, item: Item, prep: Prep) -> str:
    """A line of a list in words: the user's own, else the suggestion's; those of a goal for a goal that was agreed."""
    if bank == "agreements" and item.text in entries_of("goals"):
        return suggestion(texts, "goals", item.text, prep)
    return item.text or suggestion(texts, bank, key, prep)


def picked_words(texts: Texts, bank: str, value: str, prep: Prep) -> str:
    """A single choice in words: the suggestion's when the value is an id of the bank, else as written."""
    part = "name" if bank == "kinds" else "text"
    known = texts.find(f"{bank}.{value}.{part}") is not None
    return suggestion(texts, bank, value, prep) if value and known else value


def group_words(texts: Texts, prep: Prep) -> str:
    """The child's group or class, as picked or written; empty where it is not said, or can't be at this talk."""
    group = prep.going.group
    is_said = group == age_of(prep) or group not in entries_of("groups")
    return picked_words(texts, "groups", group, prep) if is_said else ""


def bring_words(prep: Prep, texts: Texts, *, but: str = "") -> list[str]:
    """What is handy to bring to this kind of talk, without `but`: of last time only where something was agreed."""
    kind = kinds().get(prep.going.kind)
    left_out = {but} if prep.before.agreements else {but, _LAST_TIME}
    return [suggestion(texts, "bring", key, prep) for key in kind.bring if key not in left_out] if kind else []


def agreement_parts(texts: Texts, key: str, item: Agreement, prep: Prep) -> tuple[str, str, str | date]:
    """Who, what and by when of an agreement, in words (a date stays a date)."""
    who, what = picked_words(texts, "actors", item.who, prep), _what_of(texts, key, item, prep)
    return who, what if is_own(item) else sentence(what), by_words(item, prep, texts)


def by_words(item: Agreement, prep: Prep, texts: Texts) -> str | date:
    """By when of an agreement, in words to stand inside a sentence (a date stays a date)."""
    return item.by if isinstance(item.by, date) else inside(texts, "moments", item.by, prep)


def is_own(item: Agreement) -> bool:
    """Whether what is agreed is in own words: that of a goal can be the guide's, in any language."""
    return bool(item.text) and item.text not in entries_of("goals")


def deed_words(key: str, item: Agreement, prep: Prep, texts: Texts) -> str:
    """Who does what, without when; it ends in a full stop only if the user typed one."""
    who, what, _ = agreement_parts(texts, key, item, prep)
    return _deed(who, key, item, prep, texts) if who else what


def _deed(who: str, key: str, item: Agreement, prep: Prep, texts: Texts, otherwise: str = "own") -> str:
    """These words for who, and what they do, by the text of `talk.agreed` that fits."""
    follows = _follows(key, item) and not item.text
    return texts(f"talk.agreed.{'follows' if follows else otherwise}", who=who, what=_what_of(texts, key, item, prep))


def _what_of(texts: Texts, key: str, item: Agreement, prep: Prep) -> str:
    """What is agreed, in own words as written; a suggestion's verb agrees only with who usually does it."""
    if item.text:
        return inside(texts, "goals", item.text, prep)
    if key not in entries_of("agreements"):
        return item_words(texts, "agreements", key, item, prep)
    if _follows(key, item) or not item.who:
        return inside(texts, "agreements", key, prep)
    return texts(f"agreements.{key}.do", child=child_name(prep, texts))


def _follows(key: str, item: Agreement) -> bool:
    """Whether the one who does it is the one who usually does."""
    entry = entries_of("agreements").get(key)
    return entry is not None and entry.actor == item.who


def talk_words(prep: Prep, texts: Texts) -> str:
    """The talk in a few words: child, kind, day and time, as far as known."""
    going = prep.going
    parts = [going.child, picked_words(texts, "kinds", going.kind, prep)]
    when = [
        show_day_short(going.day, texts) if going.day else "",
        show_clock(going.start, texts) if going.start else "",
    ]
    return " · ".join(filter(None, [*parts, " ".join(filter(None, when))]))


def inside(texts: Texts, name: str, value: str, prep: Prep) -> str:
    """A suggestion to stand inside a sentence; own words as written."""
    known = value in entries_of(name)
    return texts(_name_of(texts, name, value, prep), child=child_name(prep, texts)) if known else value


def joined_words(words: Sequence[str], texts: Texts) -> str:
    """A list within a sentence: "a, b and c"."""
    return texts("goal.and", first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)


def said_of(name: str, item: Carried) -> str:
    """The key of the words of an earlier agreement: its suggestion's id, or `name` when it has none."""
    return item.suggestion or name


def _question_before(texts: Texts, name: str, prep: Prep) -> str:
    """The question about an earlier agreement; a general one when the prep no longer holds it."""
    item = prep.before.agreements.get(name)
    if item is None:
        return texts("ledger.question-gone")
    who, key = inside(texts, "actors", item.who, prep), said_of(name, item)
    what = _deed(who, key, item, prep, texts, "asked") if who else _what_of(texts, key, item, prep)
    return texts("ledger.question", what=cut(what.rstrip("."), _ASKED_ABOUT))

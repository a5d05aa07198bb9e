"""The advice below the fields of a place: it follows from the prep alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, NamedTuple

from gespreksklaar.content.form.places.talk_flow import hidden_there, seen_there
from gespreksklaar.content.goal.check import advice as goal_advice
from gespreksklaar.content.goal.check import is_too_big
from gespreksklaar.content.guidance.bank import bank, kinds
from gespreksklaar.content.guidance.wording import bring_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.remembered import Remembered
from gespreksklaar.content.prep.vocabulary import AFTER, CLOSE
from gespreksklaar.content.sheets.messages_ahead import message, with_own
from gespreksklaar.content.talk.items import lacking_words, not_reached_words
from gespreksklaar.content.words.texts import Texts

Advice = Mapping[str, str]
"""The words below each field that can have advice, by the field's path; empty while there is none."""

_WITH_MESSAGE: Final = ("other-time", "apart")
"""Answers to "do you go" that come with a message of the same name."""


class _Advice(NamedTuple):
    """The advice below the field at `path`, and the paths of all that it reads in a prep."""

    path: str
    reads: tuple[str, ...]
    words: Callable[[Prep, Texts], str]


def _words(part: _Advice, texts: Texts, prep: Prep) -> str:
    return part.words(prep, texts)


class PlaceAdvice:
    """The advice of one place for a prep that changes at every key."""

    def __init__(self, place: str, texts: Texts) -> None:
        self._parts = {
            part.path: Remembered(part.reads, partial(_words, part, texts)) for part in _OF_PLACE.get(place, ())
        }

    def of(self, prep: Prep) -> Advice:
        """The advice for this prep; the same paths for every prep. Most places have none."""
        return {path: part.of(prep) for path, part in self._parts.items()}


def _attend(prep: Prep, texts: Texts) -> str:
    attend = prep.going.attend
    if attend not in _WITH_MESSAGE:
        return ""
    more = f"{texts('ui.going.apart')}\n\n" if attend == "apart" else ""
    return more + _ready(attend, prep, texts)


def _companions(prep: Prep, texts: Texts) -> str:
    return _ready("companion", prep, texts) if prep.going.companions else ""


def _ready(name: str, prep: Prep, texts: Texts) -> str:
    return f"{texts('ui.going.ready')}\n\n{with_own(partial(message, name, prep), texts)}"


def _about_kind(prep: Prep, texts: Texts) -> str:
    kind = kinds().get(prep.going.kind)
    if kind is None:
        return ""
    also = texts("ui.going.also", names=texts(f"kinds.{kind.id}.also"))
    if prep.short:
        return also
    things = ", ".join(words[:1].lower() + words[1:] for words in bring_words(prep, texts))
    return "\n".join((texts(f"kinds.{kind.id}.about"), also, texts("ui.going.bring", things=things)))


def _wish(prep: Prep, texts: Texts) -> str:
    """The advice of the goal check on what is to be done, where that is too big: before more is built on it."""
    return _lines(prep, texts) if _is_built_on_wish(prep, texts) else ""


def _goal(prep: Prep, texts: Texts) -> str:
    """The advice of the goal check on the whole, once the user has begun a goal."""
    goal = prep.agree.goal
    if prep.short and goal.what in bank("goals") and not goal.sentence:
        # A goal of ours is small, and what it could have besides, the short way does not ask.
        return ""
    begun = any((goal.what, goal.who, goal.when, goal.sign, goal.sentence))
    return _lines(prep, texts) if begun and not _is_built_on_wish(prep, texts) else ""


def _is_built_on_wish(prep: Prep, texts: Texts) -> bool:
    return not prep.agree.goal.sentence and is_too_big(prep, texts)


def _lines(prep: Prep, texts: Texts) -> str:
    return "\n".join(goal_advice(prep, texts))


def _lacking_there(prep: Prep, texts: Texts) -> str:
    """What an agreement still lacks, as it may be read at the table."""
    return lacking_words(prep, texts, hidden=hidden_there(prep))


def _not_reached_there(prep: Prep, texts: Texts) -> str:
    """What was not reached, as it may be read at the table."""
    return not_reached_words(seen_there(prep), texts)


def _send(prep: Prep, texts: Texts) -> str:
    return texts("talk.send")


_THERE: Final = ("going.kind", "child.comes", "talk.child_there")
"""The paths that decide whether the child sits at the table."""
_WORDED_BY: Final = ("going.kind", "going.child", "going.group")
"""The paths that decide how a suggestion is worded."""
_AGREED: Final = (*_WORDED_BY, "agree.agreements")
_TO_SAY: Final = ("ask", "talk.noted", "tell", "going", "before")

_OF_PLACE: Final[Mapping[str, tuple[_Advice, ...]]] = {
    "going": (
        _Advice("going.kind", ("short", *_WORDED_BY, "before"), _about_kind),
        _Advice("going.attend", _TO_SAY, _attend),
        _Advice("going.companions", _TO_SAY, _companions),
    ),
    "agree": (
        _Advice("agree.goal.what", (*_WORDED_BY, "agree.goal"), _wish),
        _Advice("agree.goal.sentence", ("short", *_WORDED_BY, "agree.goal"), _goal),
    ),
    CLOSE: (
        _Advice("agree.agreements", (*_THERE, *_AGREED), _lacking_there),
        _Advice("agree.contact", (*_THERE, *_TO_SAY), _not_reached_there),
    ),
    AFTER: (
        _Advice("agree.agreements", _AGREED, lacking_words),
        _Advice("talk.tell_child", (), _send),
    ),
}
ALWAYS_IN_SIGHT: Final = frozenset(_OF_PLACE) - {"going"}
"""Places that show their advice all the time; the others only while the user is in its field."""

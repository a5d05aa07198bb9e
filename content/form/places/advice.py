"""The advice below the fields of a place: it follows from the prep alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gespreksklaar.content.form.places.talk_flow import seen_there
from gespreksklaar.content.goal.check import advice as goal_advice
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.guidance.wording import suggestion
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AFTER, CLOSE
from gespreksklaar.content.sheets.messages_before import message
from gespreksklaar.content.talk.items import lacking_words, not_reached_words
from gespreksklaar.content.talk.plan import Plan, make_plan
from gespreksklaar.content.words.texts import Texts

Advice = Mapping[str, str]
"""The words below each field that can have advice, by the field's path; empty while there is none."""

_WITH_MESSAGE: Final = ("other-time", "apart")
"""Answers to "do you go" that come with a message of the same name."""


def advice(place: str, prep: Prep, texts: Texts) -> Advice:
    """The advice of this place; the same paths for every prep. Most places have none."""
    found = _OF_PLACE.get(place)
    return found(prep, texts) if found else {}


def _going(prep: Prep, texts: Texts) -> Advice:
    going = prep.going
    plan = make_plan(prep) if going.attend in _WITH_MESSAGE or going.companions else None
    more = f"{texts('ui.going.apart')}\n\n" if going.attend == "apart" else ""
    return {
        "going.kind": _about_kind(prep, texts),
        "going.attend": more + _ready(going.attend, prep, texts, plan) if going.attend in _WITH_MESSAGE else "",
        "going.companions": _ready("companion", prep, texts, plan) if going.companions else "",
    }


def _ready(name: str, prep: Prep, texts: Texts, plan: Plan | None) -> str:
    return f"{texts('ui.going.ready')}\n\n{message(name, prep, texts, plan)}"


def _about_kind(prep: Prep, texts: Texts) -> str:
    kind = kinds().get(prep.going.kind)
    if kind is None:
        return ""
    bring = [suggestion(texts, "bring", key, prep) for key in kind.bring]
    parts = [
        texts(f"kinds.{kind.id}.about"),
        texts("ui.going.also", names=texts(f"kinds.{kind.id}.also")),
        texts(f"ui.going.speaks.{kind.speaks}"),
        texts(f"ui.going.child.{kind.child}"),
        texts("ui.going.bring", things=", ".join(words[:1].lower() + words[1:] for words in bring)),
    ]
    return "\n".join(parts)


def _agree(prep: Prep, texts: Texts) -> Advice:
    """What the goal check says, once there is something of a goal."""
    goal = prep.agree.goal
    begun = any((goal.what, goal.who, goal.when, goal.sign, goal.sentence))
    return {"agree.goal.sentence": "\n".join(goal_advice(prep, texts)) if begun else ""}


def _close(prep: Prep, texts: Texts) -> Advice:
    """What an agreement still lacks, and what was not reached, as it may be read at the table."""
    seen = seen_there(prep)
    return {"agree.agreements": lacking_words(seen, texts), "agree.contact": not_reached_words(seen, texts)}


def _after(prep: Prep, texts: Texts) -> Advice:
    """What an agreement still lacks, and how to send it."""
    return {"agree.agreements": lacking_words(prep, texts), "talk.tell_child": texts("talk.send")}


_OF_PLACE: Final[Mapping[str, Callable[[Prep, Texts], Advice]]] = {
    "going": _going,
    "agree": _agree,
    CLOSE: _close,
    AFTER: _after,
}
ALWAYS_IN_SIGHT: Final = frozenset(_OF_PLACE) - {"going"}
"""Places that show their advice all the time; the others only while the user is in its field."""

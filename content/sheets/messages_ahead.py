"""Short messages to school, ready to send: another time, more time, who comes along, the child too, parents apart.

A message holds the appointment and nothing else: no worry, no question, nothing the child said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from gespreksklaar.content.guidance.wording import child_name, inside, joined_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.talk.plan import Plan, make_plan
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import show_clock, show_day
from gespreksklaar.content.words.texts import FALLBACK, Texts

MESSAGES: Final = ("other-time", "more-time", "companion", "child-along", "apart")
TEACHER: Final = Texts(FALLBACK)
"""The teacher's language, which is that of whatever is sent to school."""
_ROUND: Final = 5
_MOST_TIMES: Final = 2
"""The most times the planned minutes to ask for: the message also proposes a second talk."""


class SchoolMessage(NamedTuple):
    """A message that is ready to send; its words are as in `with_own`."""

    name: str
    title: str
    words: str


def ready_messages(prep: Prep, texts: Texts) -> list[SchoolMessage]:
    """Every message before a talk, those that this prep calls for first."""
    plan = make_plan(prep)
    wanted = {
        "other-time": prep.going.attend == "other-time",
        "more-time": bool(plan.dropped),
        "companion": bool(companions_words(_seen(prep), texts)),
        "apart": prep.going.attend == "apart",
        "child-along": prep.child.comes in ("yes", "part", "ask"),
    }
    names = sorted(MESSAGES, key=lambda name: not wanted[name])
    return [
        SchoolMessage(name, texts(f"messages.{name}.title"), with_own(partial(message, name, prep, plan=plan), texts))
        for name in names
    ]


def in_both(words: Callable[[Texts], str], texts: Texts) -> tuple[str, str]:
    """The words in the teacher's language, and the same in the user's with that said; "" where it is the same."""
    school, own = words(TEACHER), words(texts)
    return school, "" if own == school else f"{texts('talk.in-your-language')}\n\n{own}"


def with_own(words: Callable[[Texts], str], texts: Texts) -> str:
    """Words to send to school, and below them what they say, where the user's language is another."""
    return "\n\n".join(filter(None, in_both(words, texts)))


def message(name: str, prep: Prep, texts: Texts, plan: Plan | None = None) -> str:
    """One message of `MESSAGES`: greeting, request, thanks; dots to fill in stand for what is not known."""
    plan, prep = plan or make_plan(prep), _seen(prep)
    going, blank = prep.going, texts("messages.blank")
    body = texts(
        f"messages.{name}.body",
        child=child_name(prep, texts),
        day=show_day(going.day, texts) if going.day else blank,
        clock=show_clock(going.start, texts) if going.start else blank,
        minutes=_minutes_to_ask(plan),
        who=companions_words(prep, texts) or blank,
    )
    return "\n\n".join([greeting(prep, texts), body, texts("messages.close"), blank])


def greeting(prep: Prep, texts: Texts) -> str:
    """The first line of a message: by name, where the parent wrote the name of the one they speak."""
    people = list(prep.going.people.values())
    name = clean_line(people[0].text) if len(people) == 1 else ""
    return texts("messages.greeting-name", name=name) if name else texts("messages.greeting")


def _seen(prep: Prep) -> Prep:
    return seen_by(prep, "teacher")


def _minutes_to_ask(plan: Plan) -> int:
    """The minutes that everything takes, rounded up to five, and at most `_MOST_TIMES` the planned ones.

    Always more than the school planned, also when everything fits: who sends this, wants more.
    """
    needed = min(plan.minutes + plan.short_by, plan.minutes * _MOST_TIMES)
    return -(-max(needed, plan.minutes + _ROUND) // _ROUND) * _ROUND


def companions_words(prep: Prep, texts: Texts) -> str:
    """Who comes along, to stand inside a sentence; own words stay as written."""
    companions = prep.going.companions.items()
    return joined_words([item.text or inside(texts, "companions", key, prep) for key, item in companions], texts)

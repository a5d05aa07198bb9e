"""The goal check: a goal in words, what it lacks, and a better wording. It advises and never blocks."""

from __future__ import annotations

import re
from typing import Final

from gespreksklaar.content.goal.reading import PARTS, GoalReading, areas_in, read_goal
from gespreksklaar.content.guidance.wording import child_name, sentence
from gespreksklaar.content.prep.declaration import Agreement, Goal
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts, fill

_BANKS: Final = {"what": "goals", "who": "actors", "when": "moments", "sign": "signs"}
# By ids of the banks: what fills a missing part of an example, and a small goal for each area of work.
_EXAMPLE: Final = Goal(what="finish-sums", who="child", when="tuesday-evening", sign="calendar-mark")
_SMALL: Final = {
    "read": Goal(what="read-aloud", when="before-bed"),
    "write": Goal(what="practise-words", when="school-day-after-dinner"),
    "language": Goal(what="practise-words", when="school-day-after-dinner"),
    "sums": Goal(what="practise-sums", when="wednesday-afternoon"),
    "tidy": Goal(what="pack-bag", when="before-bed"),
    "sleep": Goal(what="bed-on-time", when="daily-until-holiday"),
    "screen": Goal(what="phone-away", when="school-day-after-dinner"),
    "behave": Goal(what="count-to-ten", when="daily-until-holiday"),
    "focus": Goal(what="finish-one-task", when="in-every-lesson"),
    "friends": Goal(what="play-date", when="once-a-week"),
    "punctual": Goal(what="on-time", when="daily-until-holiday"),
}


def compose(goal: Goal, prep: Prep, texts: Texts) -> str:
    """The goal as a sentence built from its parts, with the sign as a second one; empty without a what.

    Own words are kept as written, except that a sentence begins with a capital.
    """
    if not goal.what.strip():
        return ""
    words = {part: _words(part, goal, prep, texts) for part in PARTS} | {"child": child_name(prep, texts)}
    return _joined(_filled(_template(goal, texts), words), _sign(goal, prep, texts))


def goal_words(prep: Prep, texts: Texts) -> str:
    """The goal as a sheet prints it: the parent's sentence, else the one built from the parts.

    A sign that the parent's sentence lacks follows it.
    """
    goal = prep.agree.goal
    if not goal.sentence.strip():
        return compose(goal, prep, texts)
    held = _words("sign", goal, prep, texts).casefold() in goal.sentence.casefold()
    return goal.sentence if held else _joined(_ended(goal.sentence), _sign(goal, prep, texts))


def goal_part(part: str, prep: Prep, texts: Texts) -> str:
    """One of `PARTS` of the goal in words, to stand within a sentence; empty when it is not filled in."""
    return _words(part, prep.agree.goal, prep, texts)


def advice(prep: Prep, texts: Texts) -> list[str]:
    """One to three short, kind sentences: how the goal stands, what could be added, a better wording."""
    goal = prep.agree.goal
    if not any(getattr(goal, name).strip() for name in (*PARTS, "sentence")):
        return [texts("goal.start"), texts("goal.example")]
    reading = read_goal(goal, texts, prep.going.child)
    return [*_standing(reading, texts), *_next_wording(reading, prep, texts)]


def agreement_advice(words: str, item: Agreement, texts: Texts, child: str = "") -> list[str]:
    """What an agreement lacks by the same check: it should be small, and say who, by when, and how both will see it."""
    known = Goal(what="" if item.text else "known", who=item.who, when=str(item.by), sign=item.see)
    reading = read_goal(known.model_copy(update={"sentence": words if item.text else ""}), texts, child)
    if reading.too_big:
        return [texts(f"goal.too-big.{reading.too_big}")]
    lacking = list(reading.missing)
    return [texts("goal.add", parts=_listed(lacking, texts))] if lacking else []


def _standing(reading: GoalReading, texts: Texts) -> list[str]:
    if reading.too_big:
        return [texts(f"goal.too-big.{reading.too_big}")]
    if reading.ready:
        return [texts("goal.ready"), *([texts("goal.last-step")] if reading.missing else [])]
    lacking = [part for part in reading.missing if part != "sign"]
    there = [part for part in PARTS if part not in reading.missing]
    lines = [texts("goal.there", parts=_listed(there, texts))] if there else []
    return [*lines, texts("goal.add", parts=_listed(lacking, texts))]


def _listed(parts: list[str], texts: Texts) -> str:
    names = [texts(f"goal.parts.{part}") for part in parts]
    return texts("goal.and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]


# The next better wording


def _next_wording(reading: GoalReading, prep: Prep, texts: Texts) -> list[str]:
    goal = prep.agree.goal
    if reading.ready and not goal.sentence:
        return [texts("goal.printed", wording=compose(goal, prep, texts))]
    if reading.ready and not reading.missing:
        return []
    return [texts("goal.for-example", wording=_better(reading, prep, texts))]


def _better(reading: GoalReading, prep: Prep, texts: Texts) -> str:
    """The user's own words with what they lack added when possible, else a small goal on the same subject."""
    goal = prep.agree.goal
    own_what = goal.what if not goal.sentence else goal.sentence
    if goal.sentence and not reading.too_big and "what" not in reading.missing:
        return _completed(reading, prep, texts)
    if not goal.what.strip() or (reading.too_big and not goal.sentence):
        areas = areas_in(own_what, texts)
        small = next((_SMALL[area] for area in areas if area in _SMALL), _EXAMPLE)
        goal = goal.model_copy(update={"what": small.what, "when": goal.when or small.when})
    return compose(_with_examples(goal, ("who", "when")), prep, texts)


def _completed(reading: GoalReading, prep: Prep, texts: Texts) -> str:
    """The user's sentence with an example of each missing part; the sign only when nothing else is missing."""
    words = {part: _words(part, _EXAMPLE, prep, texts) for part in reading.missing}
    text = prep.agree.goal.sentence
    if reading.ready:
        return _joined(_ended(text), _sign(_EXAMPLE, prep, texts))
    for part in ("when", "who"):
        if part in words:
            text = texts(f"goal.with-{part}", sentence=text.rstrip(" .!"), **{part: words[part]})
    return _ended(sentence(text))


def _with_examples(goal: Goal, parts: tuple[str, ...]) -> Goal:
    return goal.model_copy(update={part: getattr(_EXAMPLE, part) for part in parts if not getattr(goal, part).strip()})


# Words of a part


def _words(part: str, goal: Goal, prep: Prep, texts: Texts) -> str:
    """A part in words, to stand within a sentence: the suggestion's, or as written."""
    value: str = getattr(goal, part)
    known = texts.find(f"{_BANKS[part]}.{value}.text") if value else None
    return value if known is None else fill(known, {"child": child_name(prep, texts)})


def _template(goal: Goal, texts: Texts) -> str:
    own = texts("goal.own-actor" if goal.who.strip() else "goal.no-actor")
    template = texts.find(f"actors.{goal.who}.goal") or own if goal.who.strip() else own
    return template if goal.when.strip() else re.sub(r"\s*\{when\}", "", template)


def _sign(goal: Goal, prep: Prep, texts: Texts) -> str:
    template = texts("goal.sign") if goal.sign.strip() else ""
    return _filled(template, {"sign": _words("sign", goal, prep, texts)})


def _filled(template: str, words: dict[str, str]) -> str:
    """The template with words in it, a capital at the start and one mark at the end."""
    body = template.removesuffix(".").strip()
    return _ended(sentence(fill(body, words)))


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


__all__ = ["PARTS", "GoalReading", "advice", "agreement_advice", "compose", "goal_part", "goal_words", "read_goal"]

"""The goal check: a goal in words, what it lacks, and a better wording. It advises and never blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gespreksklaar.content.goal.lexicon import language_of
from gespreksklaar.content.goal.reading import (
    PARTS,
    GoalReading,
    areas_in,
    asks_others,
    beginnings,
    read_goal,
    said_again,
    setting_of,
    states_who,
)
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import child_name, is_own, joined_words, sentence
from gespreksklaar.content.prep.declaration import Agreement, Goal
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts, fill
from gespreksklaar.content.words.typed import remembered

_BANKS: Final = {"what": "goals", "who": "actors", "when": "moments", "sign": "signs"}
# By ids of the banks: when something fits that is said of one of these settings. Of any other, nothing is known: a
# letter or a call is as often for once as for every week.
_TIMES: Final = {"class": "in-every-lesson", "home": "tuesday-evening"}
_SIGNS: Final = {"class": "teacher-sees", "home": "calendar-mark"}
_AT_HOME: Final = ("", "child", "parents")
"""Who may be given an example of a goal of the child."""


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


def advice(prep: Prep, texts: Texts) -> list[str]:
    """One to three short, kind sentences: how the goal stands, what could be added, a better wording."""
    goal = prep.agree.goal
    if not any(getattr(goal, name).strip() for name in (*PARTS, "sentence")):
        return [texts("goal.start"), texts("goal.example")]
    return [*_standing(_reading(prep, texts), texts), *_next_wording(prep, texts)]


def is_too_big(prep: Prep, texts: Texts) -> bool:
    """Whether the goal is still a wish: too much, or too vague, to see it happen."""
    goal = prep.agree.goal
    return bool(goal.what or goal.sentence) and bool(_reading(prep, texts).too_big)


def _reading(prep: Prep, texts: Texts) -> GoalReading:
    goal = prep.agree.goal
    return _read(goal, _written_in(goal, texts).language, prep.going.child)


def _written_in(goal: Goal, texts: Texts) -> Texts:
    """The texts of the language of the user's own words, whatever that of the screen is; these where there are none."""
    own = [goal.sentence, *(value for part, name in _BANKS.items() if (value := getattr(goal, part)) not in bank(name))]
    return Texts(language_of(" ".join(own), texts.language))


# Several ask it at every key, whatever the key changes.
@remembered(4)
def _read(goal: Goal, language: str, child: str) -> GoalReading:
    return read_goal(goal, Texts(language), child)


def agreement_advice(words: str, item: Agreement, texts: Texts, child: str = "") -> list[str]:
    """What an agreement lacks by the same check: it should be small, and say who, by when, and how both will see it.

    Words of the guide are small and can be seen: of those only who and when may lack.
    """
    goal = Goal(sentence=words, who=item.who, when=str(item.by), sign=item.see)
    if not is_own(item):
        missing = read_goal(goal, texts, child).missing
        return _to_add([part for part in missing if part in ("who", "when")], texts)
    reading = read_goal(goal, _written_in(goal, texts), child)
    return [texts(f"goal.too-big.{reading.too_big}")] if reading.too_big else _to_add(reading.missing, texts)


def _to_add(parts: Sequence[str], texts: Texts) -> list[str]:
    return [texts("goal.add", parts=_listed(parts, texts))] if parts else []


def _standing(reading: GoalReading, texts: Texts) -> list[str]:
    if reading.too_big:
        return [texts(f"goal.too-big.{reading.too_big}")]
    if reading.ready:
        return [texts("goal.ready"), *([texts("goal.last-step")] if reading.missing else [])]
    lacking = [part for part in reading.missing if part != "sign"]
    there = [part for part in PARTS if part not in reading.missing]
    lines = [texts("goal.there", parts=_listed(there, texts))] if there else []
    return [*lines, texts("goal.add", parts=_listed(lacking, texts))]


def _listed(parts: Sequence[str], texts: Texts) -> str:
    return joined_words([texts(f"goal.parts.{part}") for part in parts], texts)


# The next better wording


def _next_wording(prep: Prep, texts: Texts) -> list[str]:
    """How the sheet prints the goal, or a better wording, in the language of the user's own words."""
    goal, reading = prep.agree.goal, _reading(prep, texts)
    if reading.ready and not goal.sentence:
        return [texts("goal.printed", wording=compose(goal, prep, texts))]
    better = "" if reading.ready and not reading.missing else _better(reading, prep, _written_in(goal, texts))
    return [texts("goal.for-example", wording=better)] if better else []


def _better(reading: GoalReading, prep: Prep, texts: Texts) -> str:
    """The user's own words with what they lack, else a small goal on the same subject; empty when nothing fits."""
    goal = prep.agree.goal
    if goal.sentence and not reading.too_big and "what" not in reading.missing:
        return _completed(reading, prep, texts)
    if goal.sentence and reading.too_big == "several" and (first := _first_of(prep, texts)):
        return first
    what = goal.what.strip()
    if not what or (reading.too_big and not goal.sentence):
        own = goal.sentence or goal.what
        what = "" if goal.who not in _AT_HOME or asks_others(own, texts) else _small(own, texts)
    # What the parent wrote is never given to somebody else to do.
    who = goal.who or ("child" if texts.find(f"goals.{what}.text") else "")
    when = goal.when or _time(what, texts)
    if not (what and who and when):
        return ""
    return compose(goal.model_copy(update={"what": what, "who": who, "when": when}), prep, texts)


def _first_of(prep: Prep, texts: Texts) -> str:
    """The first of several goals in the user's own words, when it is a good one by itself; else nothing."""
    for text in beginnings(prep.agree.goal.sentence, texts):
        reading = read_goal(Goal(sentence=text), texts, prep.going.child)
        if reading.ready:
            return _ended(sentence(text))
        if reading.missing[:1] == ("who",) and "what" not in reading.missing and not reading.too_big:
            return _completed(reading, prep.edited("agree.goal.sentence", text), texts)
    return ""


def _small(own: str, texts: Texts) -> str:
    """The id of a small goal for what these words are about; empty when they are about nothing we know."""
    areas = areas_in(own, texts)
    fitting = [(areas.index(area), key) for key, goal in bank("goals").items() for area in goal.areas if area in areas]
    return min(fitting)[1] if fitting else ""


def _time(what: str, texts: Texts) -> str:
    """When this is usually done: a suggestion has its own time, own words that of their setting."""
    known = bank("goals").get(what)
    return known.moment if known else _own_time(what, texts)


def _own_time(own: str, texts: Texts) -> str:
    """When own words are done as an example: those about work at home when that work usually is."""
    setting = setting_of(own, texts)
    same = bank("goals").get(_small(own, texts)) if setting == "home" else None
    return same.moment if same else _TIMES.get(setting, "")


def _completed(reading: GoalReading, prep: Prep, texts: Texts) -> str:
    """The user's sentence with what it lacks, or nothing where an example of that might not fit it.

    The sign is added only when nothing else is missing.
    """
    goal = prep.agree.goal
    text, setting = goal.sentence, setting_of(goal.sentence, texts)
    if text.endswith("?"):
        return ""
    if reading.ready:
        # Neither sign says anything of what is done once, or by somebody else than the child.
        if setting not in _SIGNS or not said_again(text, texts) or asks_others(text, texts):
            return ""
        example = Goal(sign=_SIGNS[setting])
        return _joined(_ended(sentence(text)), _sign(example, prep, texts))
    example = Goal(who="child", when=_own_time(text, texts))
    lacks = [part for part in ("when", "who") if part in reading.missing]
    if "when" in lacks and not example.when:
        return ""
    if "who" in lacks and (states_who(text, texts) or asks_others(text, texts)):
        return ""
    if "who" in lacks:
        # It begins with no name, or `states_who` would have seen it.
        text = text[:1].lower() + text[1:]
    for part in lacks:
        words = {part: _words(part, example, prep, texts)}
        text = texts(f"goal.with-{part}", sentence=text.rstrip(" .!"), **words)
    return _ended(sentence(text))


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


__all__ = [
    "PARTS",
    "GoalReading",
    "advice",
    "agreement_advice",
    "compose",
    "goal_words",
    "is_too_big",
    "read_goal",
]

"""The minutes plan: what fits in the talk, so that the top questions and the agreements get their time.

Three topics in ten minutes is already much (`aft-checklist` in guide/sources.toml), so what does not fit is
said, and what to drop is proposed from below the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from gespreksklaar.content.entries import kinds
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.texts import Texts
from gespreksklaar.content.wording import item_words

BlockId = Literal["opening", "teacher", "questions", "tell", "close"]
DEFAULT_MINUTES: Final = 10
_PER_QUESTION: Final = 2
_PER_TELL: Final = 1
# How the minutes between opening and close are shared, by who speaks most (facts: start talk mostly
# parent, progress talk mostly teacher, talk with the child mostly child).
_SHARES: Final = {
    "teacher": {"teacher": 3, "questions": 3, "tell": 1},
    "parent": {"teacher": 1, "questions": 2, "tell": 3},
    "child": {"teacher": 3, "questions": 2, "tell": 1},
    "mixed": {"teacher": 2, "questions": 3, "tell": 2},
}


@dataclass(frozen=True)
class Block:
    """A part of the talk: its whole minutes, and the keys of the lines it holds."""

    id: BlockId
    minutes: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The blocks add up to `minutes`. `dropped` are the lines that do not fit, `short_by` their minutes."""

    minutes: int
    blocks: tuple[Block, ...]
    dropped: tuple[str, ...]
    short_by: int
    child_speaks: bool = False


def talk_minutes(prep: Prep) -> int:
    """The minutes of this talk: as filled in, else as usual for its kind, else ten."""
    kind = kinds().get(prep.going.kind)
    return prep.going.minutes or (kind.minutes if kind else DEFAULT_MINUTES)


def make_plan(prep: Prep) -> Plan:
    """The plan for this prep's kind and minutes."""
    kind = kinds().get(prep.going.kind)
    speaks = kind.speaks if kind else "teacher"
    minutes = talk_minutes(prep)
    close = min(2, minutes - 1) if minutes > 3 else min(1, minutes - 1)
    opening = 1 if minutes > 3 else 0
    shares = _share(minutes - close - opening, _SHARES[speaks])
    questions, tells = _questions_in_order(prep), list(prep.tell.tells)
    asked = questions[: max(shares["questions"] // _PER_QUESTION, 1 if shares["questions"] else 0)]
    told = tells[: shares["tell"] // _PER_TELL]
    dropped = [*questions[len(asked) :], *tells[len(told) :]]
    short = len(questions[len(asked) :]) * _PER_QUESTION + len(tells[len(told) :]) * _PER_TELL
    blocks = (
        Block("opening", opening),
        Block("teacher", shares["teacher"]),
        Block("questions", shares["questions"], tuple(asked)),
        Block("tell", shares["tell"], tuple(told)),
        Block("close", close),
    )
    shown = tuple(block for block in blocks if block.minutes)
    return Plan(minutes, shown, tuple(dropped), short, child_speaks=speaks == "child")


def _questions_in_order(prep: Prep) -> list[str]:
    """The top questions first, each group in the parent's order."""
    questions = prep.ask.questions
    return sorted(questions, key=lambda key: not questions[key].top)


def _share(minutes: int, weights: dict[str, int]) -> dict[str, int]:
    """Whole minutes by weight that add up exactly; what is left over goes where most is due."""
    total = sum(weights.values())
    exact = {name: minutes * weight / total for name, weight in weights.items()}
    shares = {name: int(value) for name, value in exact.items()}
    left = minutes - sum(shares.values())
    for name in sorted(weights, key=lambda n: (shares[n] - exact[n], n != "questions"))[:left]:
        shares[name] += 1
    return shares


def plan_lines(plan: Plan, prep: Prep, texts: Texts) -> list[str]:
    """The plan in words: a line per block, then what does not fit and what to do about it."""
    lines = [texts.count("plan.total", plan.minutes)]
    for block in plan.blocks:
        name = "child" if block.id == "teacher" and plan.child_speaks else block.id
        lines.append(f"{block.minutes:>3}  {texts(f'plan.blocks.{name}')}")
    if plan.dropped:
        lines.append(texts.count("plan.too-much", plan.short_by, count=len(plan.dropped)))
        lines += [f"  · {_words(key, prep, texts)}" for key in plan.dropped[:5]]
        if len(plan.dropped) > 5:
            lines.append(texts.count("plan.and-more", len(plan.dropped) - 5))
        lines.append(texts("plan.what-now"))
    return lines


def _words(key: str, prep: Prep, texts: Texts) -> str:
    if key in prep.ask.questions:
        return item_words(texts, "questions", key, prep.ask.questions[key], prep)
    return item_words(texts, "tells", key, prep.tell.tells[key], prep)

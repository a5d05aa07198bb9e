"""The minutes plan: what fits in the talk, so that the top questions and the agreements get their time.

Three topics in ten minutes is already much (`aft-checklist` in guide/sources.toml), so the plan shows what does not
fit, and proposes what to drop, from below the line first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.guidance.topics import is_serious_talk
from gespreksklaar.content.guidance.wording import child_name, item_words, sentence
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts

BlockId = Literal["opening", "teacher", "questions", "tell", "close"]
DEFAULT_MINUTES: Final = 10
MOST_TOP: Final = 3
_PER_QUESTION: Final = 2
_PER_TELL: Final = 1
_SHOWN: Final = 5
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
    """The plan of a talk; its blocks add up to `minutes`.

    `dropped` are the items that do not fit, as (bank, key), the first to leave out first. They would take `short_by`
    minutes.
    """

    minutes: int
    blocks: tuple[Block, ...]
    dropped: tuple[tuple[str, str], ...]
    short_by: int
    child_speaks: bool = False


def talk_minutes(prep: Prep) -> int:
    """The minutes of this talk: as filled in, else the usual ones for its kind, else ten."""
    kind = kinds().get(prep.going.kind)
    return prep.going.minutes or (kind.minutes if kind else DEFAULT_MINUTES)


def questions_in_order(prep: Prep) -> list[str]:
    """The keys of the questions: the top ones first, each group in the user's order."""
    questions = prep.ask.questions
    return [key for key in questions if questions[key].top] + [key for key in questions if not questions[key].top]


def top_questions(prep: Prep) -> list[str]:
    """The keys of the questions marked top; of the first `MOST_TOP` when none is."""
    questions = prep.ask.questions
    return [key for key in questions if questions[key].top] or list(questions)[:MOST_TOP]


def make_plan(prep: Prep) -> Plan:
    """The plan for this prep's kind and minutes."""
    kind = kinds().get(prep.going.kind)
    speaks = kind.speaks if kind else "teacher"
    minutes = talk_minutes(prep)
    opening = 1 if minutes >= 5 else 0
    close = 2 if minutes >= 8 else min(1, minutes - 1)
    shares = _share(minutes - opening - close, _SHARES[speaks])
    _give_to_what_is_short(shares, prep)
    questions, tells = questions_in_order(prep), list(prep.tell.tells)
    # Half the usual time is enough to ask a question, so an odd minute holds one too.
    asked = questions[: (shares["questions"] + 1) // _PER_QUESTION]
    told = tells[: shares["tell"] // _PER_TELL]
    blocks = (
        Block("opening", opening),
        Block("teacher", shares["teacher"]),
        Block("questions", shares["questions"], tuple(asked)),
        Block("tell", shares["tell"], tuple(told)),
        Block("close", close),
    )
    shown = tuple(block for block in blocks if block.minutes)
    dropped = _dropped(prep, questions[len(asked) :], tells[len(told) :])
    short = sum([_PER_QUESTION if bank == "questions" else _PER_TELL for bank, _ in dropped])
    return Plan(minutes, shown, dropped, short, child_speaks=speaks == "child")


def _share(minutes: int, weights: dict[str, int]) -> dict[str, int]:
    """Whole minutes by weight that add up exactly; each left-over minute goes to the largest remainder."""
    total = sum(weights.values())
    shares = {name: minutes * weight // total for name, weight in weights.items()}
    left = minutes - sum(shares.values())
    most_due = sorted(weights, key=lambda name: (-(minutes * weights[name] % total), name != "questions"))
    for name in most_due[:left]:
        shares[name] += 1
    return shares


def _give_to_what_is_short(shares: dict[str, int], prep: Prep) -> None:
    """Move minutes to the top questions, then to the things to tell, from blocks that have more than they need.

    The teacher keeps a quarter: the school always brings something up.
    """
    needs = {
        "questions": _PER_QUESTION * len(top_questions(prep)),
        "tell": _PER_TELL * min(len(prep.tell.tells), MOST_TOP),
        "teacher": -(-sum(shares.values()) // 4),
    }
    for name in ("questions", "tell"):
        while shares[name] < needs[name]:
            spare = max(shares, key=lambda other: shares[other] - needs[other])
            if shares[spare] <= needs[spare]:
                return
            shares[spare] -= 1
            shares[name] += 1


def _dropped(prep: Prep, questions: list[str], tells: list[str]) -> tuple[tuple[str, str], ...]:
    """The items to leave out, in that order: questions below the line from the last up, tells, then top questions."""
    top = [("questions", key) for key in questions if prep.ask.questions[key].top]
    rest = [("questions", key) for key in questions if not prep.ask.questions[key].top]
    return (*reversed(rest), *(("tells", key) for key in reversed(tells)), *reversed(top))


def plan_lines(plan: Plan, prep: Prep, texts: Texts) -> list[str]:
    """The plan in words: a line per block, then what does not fit and what to do about it."""
    lines = [texts.count("plan.total", plan.minutes)]
    lines += [f"{minutes:>3}  {words}" for minutes, words in block_words(plan, prep, texts)]
    if plan.dropped:
        lines.append(texts.count("plan.too-much", plan.short_by))
        lines += [f"  · {_words(bank, key, prep, texts)}" for bank, key in plan.dropped[:_SHOWN]]
        if len(plan.dropped) > _SHOWN:
            lines.append(texts.count("plan.and-more", len(plan.dropped) - _SHOWN))
        lines.append(texts("plan.what-now"))
    return lines


def _is_heavy(prep: Prep) -> bool:
    """Whether small talk is no beginning: at a serious kind of talk, or where the parent expects bad news."""
    return is_serious_talk(prep.going.kind) or prep.going.expect == "bad-news"


def block_words(plan: Plan, prep: Prep, texts: Texts) -> list[tuple[int, str]]:
    """The minutes of each block, and what they are for, in words."""
    child = child_name(prep, texts)
    words: list[tuple[int, str]] = []
    for block in plan.blocks:
        name: str = "child" if block.id == "teacher" and plan.child_speaks else block.id
        name = "opening-serious" if name == "opening" and _is_heavy(prep) else name
        words.append((block.minutes, sentence(texts(f"plan.blocks.{name}", child=child))))
    return words


def _words(bank: str, key: str, prep: Prep, texts: Texts) -> str:
    items = prep.ask.questions if bank == "questions" else prep.tell.tells
    return item_words(texts, bank, key, items[key], prep)

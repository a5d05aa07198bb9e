"""The items of a talk: what to say, in which order, what became of each, and where the plan is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gespreksklaar.content.agreements.made import made_agreements
from gespreksklaar.content.goal.check import agreement_advice
from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.guidance.ranking import ranked
from gespreksklaar.content.guidance.wording import deed_words, item_words
from gespreksklaar.content.prep.declaration import Agreement, Item, Noted
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import Mark, NotedState
from gespreksklaar.content.talk.plan import BlockId, Plan, make_plan, questions_in_order
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.content.words.typed import remembered

_OPEN: Final = ("", "later")
_LONGEST_TALK: Final = timedelta(hours=3)


@dataclass(frozen=True)
class TalkItem:
    """A question (`questions`), something to tell (`tells`), or room for what the teacher says (`plan`)."""

    bank: str
    key: str
    item: Item
    spare: bool = False
    """Whether the plan has no minutes for it."""

    @property
    def name(self) -> str:
        """Its key in `talk.noted`."""
        return f"{self.bank}.{self.key}"

    @property
    def kind(self) -> str:
        """What it is, as an id below `talk.kinds`."""
        if self.bank == "plan":
            return "teacher"
        if self.item.top:
            return "top"
        return "spare" if self.spare else {"questions": "question", "tells": "tell"}[self.bank]


TEACHER: Final = TalkItem("plan", "teacher", Item())
"""Room for what the teacher tells: it comes first at many talks, and belongs to no question of the parent's."""


def talk_items(prep: Prep) -> list[TalkItem]:
    """All items in order: the teacher, the top questions, those the plan has minutes for, and the rest."""
    plan = make_plan(prep)
    planned = {(bank, key) for bank, key in _planned(plan)}
    lists: dict[str, Mapping[str, Item]] = {"questions": prep.ask.questions, "tells": prep.tell.tells}
    top = [("questions", key) for key in questions_in_order(prep) if prep.ask.questions[key].top]
    rest = [("questions", key) for key in questions_in_order(prep)] + [("tells", key) for key in prep.tell.tells]
    order = dict.fromkeys([*top, *_planned(plan), *rest])
    return [TEACHER, *(TalkItem(bank, key, lists[bank][key], (bank, key) not in planned) for bank, key in order)]


def _planned(plan: Plan) -> list[tuple[str, str]]:
    banks: dict[BlockId, str] = {"questions": "questions", "tell": "tells"}
    return [(banks[block.id], key) for block in plan.blocks if block.id in banks for key in block.items]


def words_of(item: TalkItem, prep: Prep, texts: Texts) -> str:
    """The item in words."""
    return texts("talk.teacher") if item.bank == "plan" else item_words(texts, item.bank, item.key, item.item, prep)


def last_noted(prep: Prep, items: Sequence[TalkItem]) -> str:
    """The name of the last item with a tick or notes, where an interrupted talk continues; empty when none has."""
    return next((item.name for item in reversed(items) if item.name in prep.talk.noted), "")


def child_is_there(prep: Prep) -> bool:
    """Whether the child sits at the table, or may, as prepared: the screen then hides what it may not see."""
    kind = kinds().get(prep.going.kind)
    usual = kind is not None and kind.child in ("yes", "often")
    return prep.child.comes != "no" and (bool(prep.child.comes) or usual)


def sits_there(prep: Prep) -> bool:
    """Whether the child is at the table now: as the user set it during the talk, else as in `child_is_there`."""
    told = prep.talk.child_there
    return child_is_there(prep) if told is None else told


# What became of it.


def with_state(noted: Mapping[str, Noted], name: str, state: NotedState) -> dict[str, Noted]:
    """The ticks and notes with another tick for this item."""
    return _with(noted, name, noted.get(name, Noted()).model_copy(update={"state": state}))


def with_notes(noted: Mapping[str, Noted], name: str, notes: str) -> dict[str, Noted]:
    """The ticks and notes with other notes for this item.

    Notes are an answer: they tick an item without a tick as answered, until they are removed again.
    """
    before = noted.get(name, Noted())
    state = before.state
    if notes and not before.notes and not state:
        state = "answered"
    elif not notes and state == "answered":
        state = ""
    return _with(noted, name, before.model_copy(update={"state": state, "notes": notes}))


def _with(noted: Mapping[str, Noted], name: str, now: Noted) -> dict[str, Noted]:
    """Set the tick and notes of an item; an item without either is left out."""
    changed = {**noted, name: now}
    return changed if now != Noted() else {key: value for key, value in changed.items() if key != name}


def not_reached(prep: Prep) -> list[TalkItem]:
    """The items without a tick, or ticked for later."""
    noted = prep.talk.noted
    found = (item for item in talk_items(prep) if item.bank != "plan")
    return [item for item in found if noted.get(item.name, Noted()).state in _OPEN]


def not_reached_words(prep: Prep, texts: Texts) -> str:
    """The items that were not reached, and what to do about them; empty when the prep had none."""
    if not (prep.ask.questions or prep.tell.tells):
        return ""
    left = [f"· {words_of(item, prep, texts)}" for item in not_reached(prep)]
    return "\n".join([texts("talk.later"), *left, texts("talk.later-how")]) if left else texts("talk.none-later")


def lacking_words(prep: Prep, texts: Texts, hidden: frozenset[Mark] = frozenset()) -> str:
    """What could be added to each agreement that was made; a kind word when all are clear.

    It skips agreements with a `hidden` mark.
    """
    child = prep.going.child
    made = {key: item for key, item in made_agreements(prep).items() if item.mark not in hidden}
    lines = [line for key, item in made.items() if (line := _lacks(key, item, child, texts))]
    return "\n".join(lines) if lines or not made else texts.count("talk.clear", len(made))


# Checking thirty agreements takes longer than all other work for a key, and a key changes one of them.
@remembered(LIST_LIMIT)
def _lacks(key: str, item: Agreement, child: str, texts: Texts) -> str:
    prep = Prep().edited("going.child", child)
    lacks = agreement_advice(item_words(texts, "agreements", key, item, prep), item, texts, child)
    what = deed_words(key, item, prep, texts).rstrip(".!?… ")
    return texts("talk.lacks", what=what, advice=" ".join(lacks)) if lacks else ""


# Where the plan is.


def begun_at(prep: Prep, now: datetime) -> datetime:
    """When this talk began, as the prep holds it; now, if nothing was noted since or that was long ago."""
    began = prep.talk.began
    goes_on = began is not None and timedelta() <= now - began < _LONGEST_TALK
    return began if began and goes_on and prep.talk.noted else now


def minutes_since(prep: Prep, now: datetime) -> int:
    """The whole minutes that the talk has taken; 0 when it has not begun."""
    return max(0, int((now - prep.talk.began).total_seconds()) // 60) if prep.talk.began else 0


def minute_line(prep: Prep, minutes: int, texts: Texts) -> str:
    """The current minute of a talk of `minutes` whole minutes, and its part of the plan, in words."""
    plan = make_plan(prep)
    name = texts(f"ui.minutes.{_block_at(plan, minutes)}")
    state = "now" if minutes < plan.minutes else "over"
    return texts(f"talk.minute.{state}", n=minutes + 1, total=plan.minutes, part=name)


def _block_at(plan: Plan, minutes: int) -> BlockId:
    end = 0
    for block in plan.blocks:
        end += block.minutes
        if minutes < end:
            return block.id
    return "close"


# What to say when something is not clear.


def example_phrases(prep: Prep) -> list[str]:
    """The ids of phrases that ask for an example, those in the prep first."""
    return _chosen_first((entry.id for entry in ranked("phrases", prep) if entry.theme == "example"), prep)


def meaning_phrases(prep: Prep) -> list[str]:
    """The ids of phrases that ask what a word means: one for any word, then those for a soft word that was heard."""
    soft = (entry.id for entry in ranked("phrases", prep) if entry.theme == "soft")
    return ["word-unknown", *_chosen_first(soft, prep)]


def _chosen_first(keys: Iterable[str], prep: Prep) -> list[str]:
    return sorted(keys, key=lambda key: key not in prep.agree.phrases)

"""The child's own sheet: what the talk is about, and what the child may say, in a child's words.

It does not print what the parent wrote, only its subjects: the parent tells the rest at home.
"""

from __future__ import annotations

from collections.abc import Mapping

from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import sentence
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.blocks import Part, Sheet, bullets, labelled, lines_of, paragraphs, row
from gespreksklaar.content.sheets.page import Block
from gespreksklaar.content.talk.plan import questions_in_order
from gespreksklaar.content.words.dates import show_when
from gespreksklaar.content.words.measure import rule, wrap
from gespreksklaar.content.words.texts import Texts

_SAY = ("proud", "hard", "wish", "again", "not-now")
_LINES = 2


def _talk(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """When it is, with whom, and whether the child is there."""
    going, comes = prep.going, prep.child.comes
    rows = {
        "when": [show_when(going.day, going.start, texts)],
        "people": lines_of(going.people, "roles", prep, texts),
        "there": [texts(f"sheet.child.comes.{comes}")] if comes in bank("presence") else [],
    }
    return [block for name, words in rows.items() for block in row(texts(f"sheet.labels.{name}"), words, sheet.width)]


def _topics(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The subjects of the questions, each once; all questions in own words share one subject."""
    known = bank("questions")
    asked = prep.ask.questions
    ours = [key for key in questions_in_order(prep) if key in known and not asked[key].text]
    subjects = [known[key].theme for key in ours]
    subjects += ["own"] * (len(ours) < len(asked)) + ["tells"] * bool(prep.tell.tells)
    return bullets((sentence(texts(f"sheet.child.topics.{name}")) for name in dict.fromkeys(subjects)), sheet)


def _told(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """What the child said, and a line that lets the child decide what may be passed on."""
    blocks: list[Block] = []
    for name, items in (("likes", prep.child.likes), ("dislikes", prep.child.dislikes)):
        blocks += labelled(f"sheet.labels.{name}", bullets(lines_of(items, name, prep, texts), sheet), texts, sheet)
    return [*blocks, Block(tuple(wrap(texts("sheet.child.may-i"), sheet.width)), gap=1)] if blocks else []


def _asks(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return bullets(lines_of(prep.child.wishes, "wishes", prep, texts), sheet)


def _says(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """Sentences to finish or to use."""
    if prep.child.comes == "no":
        return []
    return [*bullets((texts(f"sheet.child.say.{name}") for name in _SAY), sheet), *_room(sheet)]


def _gives(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """Room for what a child who stays at home gives the parent to take along."""
    if prep.child.comes != "no":
        return []
    return [*paragraphs(texts("sheet.child.give-along"), sheet), *_room(sheet)]


def _room(sheet: Sheet) -> list[Block]:
    return [Block((rule(0, sheet.width),), gap=1) for _ in range(_LINES)]


PARTS: Mapping[str, Part] = {
    "child-talk": _talk,
    "child-topics": _topics,
    "child-told": _told,
    "child-asks": _asks,
    "child-says": _says,
    "child-gives": _gives,
}

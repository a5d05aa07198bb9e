"""The note to the teacher ahead of the talk: half a page, with only what matters most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gespreksklaar.content.guidance.topics import is_serious_talk
from gespreksklaar.content.guidance.wording import group_words, item_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.blocks import NUMBERED, Part, Sheet, brief, to_fill_in, with_mark
from gespreksklaar.content.sheets.messages_ahead import companions_words
from gespreksklaar.content.sheets.page import Block
from gespreksklaar.content.talk.plan import MOST_TOP, top_questions
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.measure import hang
from gespreksklaar.content.words.texts import Texts

_MOST: Final = 2
"""The most lines of a question: with three questions and the head, the note stays half a page."""


def _note(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """A greeting, the top questions, what else is good to know ahead, and a friendly close."""
    asked = top_questions(prep)[:MOST_TOP]
    tone = "open-serious" if is_serious_talk(prep.going.kind) else "open"
    opening = texts(f"sheet.ahead.{tone}" if asked else f"sheet.ahead.{tone}-none")
    lines = [_question(number, key, prep, texts, sheet.width) for number, key in enumerate(asked, 1)]
    return [
        Block(tuple(brief(texts("messages.greeting"), sheet.width, 1))),
        Block(tuple(brief(opening, sheet.width, _MOST)), gap=1),
        *(Block(tuple(words), gap=number == 0) for number, words in enumerate(lines)),
        *_also(prep, texts, sheet.width),
        Block(tuple(brief(texts("sheet.ahead.close"), sheet.width, 1)), gap=1),
        Block(tuple(line for name in ("parent", "child", "group") for line in _signed(name, prep, texts, sheet.width))),
    ]


def _signed(name: str, prep: Prep, texts: Texts, width: int) -> list[str]:
    """Who wrote this and about whom: a teacher has thirty pupils. The program asks for no surname, the paper does."""
    known = {"child": prep.going.child, "group": group_words(texts, prep)}
    words = clean_line(known.get(name, ""))
    return to_fill_in(texts(f"sheet.ahead.{name}"), words, width)


def _question(number: int, key: str, prep: Prep, texts: Texts, width: int) -> list[str]:
    item = prep.ask.questions[key]
    words, mark = item_words(texts, "questions", key, item, prep), with_mark("", item, texts)
    return hang(f"{number}.", "\n".join(brief(words, width - NUMBERED, _MOST, end=mark)), NUMBERED, width)


def _also(prep: Prep, texts: Texts, width: int) -> list[Block]:
    """Announce that the parent has something to tell, and who comes along. What it is, is told at the talk."""
    who = companions_words(prep, texts)
    said = [
        texts("sheet.ahead.tells") if prep.tell.tells else "",
        texts("sheet.ahead.companions", who=who) if who else "",
    ]
    lines = [line for words in said if words for line in brief(words, width, _MOST)]
    return [Block(tuple(lines), gap=1)] if lines else []


PARTS: Mapping[str, Part] = {"ahead": _note}

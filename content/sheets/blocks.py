"""What the parts of a sheet are made of: what a sheet holds, and lines, labels, bullets as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gespreksklaar.content.guidance.wording import item_words
from gespreksklaar.content.prep.declaration import Goal, Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.page import Block
from gespreksklaar.content.words.measure import WIDTH, cut, hang, wrap
from gespreksklaar.content.words.texts import Texts

BULLET: Final = "- "
LABEL: Final = 16
NUMBERED: Final = 3


@dataclass(frozen=True)
class Sheet:
    """What a reader's sheet holds: its parts in order, and how much room there is to write by hand."""

    parts: tuple[str, ...]
    answer_lines: int = 0
    blank_agreements: int = 0
    explains: bool = False
    """Whether it also says what is only for the parent: what someone comes along for, what to bring."""
    headings: bool = True
    """Whether each part has its own."""
    names_talk: bool = True
    """Whether it says above all what kind of talk it is, and when."""
    to_school: bool = False
    """Whether it is sent to school: in the language of school then, and half a page."""
    width: int = WIDTH


Part = Callable[[Prep, Texts, Sheet], list[Block]]


def row(label: str, words: Iterable[str], width: int) -> list[Block]:
    """The words beside one label, each on its own line."""
    said = filter(None, words)
    return [Block(tuple(hang("" if n else label, text, LABEL, width))) for n, text in enumerate(said)]


def labelled(label: str, blocks: list[Block], texts: Texts, sheet: Sheet) -> list[Block]:
    """The blocks below a label of their own; nothing when there are none."""
    return [Block(tuple(wrap(texts(label), sheet.width)), gap=1, leads=True), *blocks] if blocks else []


def line_words(texts: Texts, bank: str, key: str, item: Item, prep: Prep) -> str:
    """A line in words, and who may not see it: whoever reads it has to know."""
    return with_mark(item_words(texts, bank, key, item, prep), item, texts)


def with_mark(words: str, item: Item | Goal, texts: Texts) -> str:
    """The words, followed by the mark of the line, or of the goal, where it has one."""
    return f"{words} ({texts(f'sheet.marks.{item.mark}')})" if item.mark else words


def lines_of(items: Mapping[str, Item], bank: str, prep: Prep, texts: Texts) -> list[str]:
    """All lines of a list in words."""
    return [line_words(texts, bank, key, item, prep) for key, item in items.items()]


def bullets(lines: Iterable[str], sheet: Sheet) -> list[Block]:
    """Each line below the other, with a sign before it."""
    return [Block(tuple(hang(BULLET, line, len(BULLET), sheet.width))) for line in lines]


def numbered(number: int, words: str, sheet: Sheet) -> list[str]:
    """The words beside their number."""
    return hang(f"{number}.", words, NUMBERED, sheet.width)


def to_fill_in(label: str, text: str, width: int) -> list[str]:
    """The text beside its label, or a line to write on where there is none."""
    return hang(label, text or "_" * (width - LABEL), LABEL, width)


def paragraphs(text: str, sheet: Sheet) -> list[Block]:
    """A long text as blocks: an empty line between paragraphs, however many were typed."""
    blocks: list[Block] = []
    gap = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(tuple(wrap(line, sheet.width)), gap=gap if blocks else 0))
            gap = 0
        else:
            gap = 1
    return blocks


def brief(text: str, width: int, most: int, *, end: str = "") -> list[str]:
    """The text in at most so many lines; dots say that there is more. Its `end` is there whatever is cut."""
    lines = wrap(f"{text}{end}", width)
    if len(lines) <= most:
        return lines
    lines = wrap(text, width)
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width - len(end)) + end]

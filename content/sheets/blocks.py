"""The building blocks of a sheet: its definition, and rows, labels, bullets and paragraphs as blocks."""

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
    """A reader's sheet: its parts in order, and how many lines and empty agreements it has to write on by hand."""

    parts: tuple[str, ...]
    answer_lines: int = 0
    blank_agreements: int = 0
    explains: bool = False
    """Whether it also says what only the parent needs: whether they go, what to bring."""
    headings: bool = True
    """Whether each part has its heading."""
    names_talk: bool = True
    """Whether its title names the kind of talk and its time."""
    to_school: bool = False
    """Whether it is sent to school: it is then in the school's language, and half a page."""
    width: int = WIDTH


Part = Callable[[Prep, Texts, Sheet], list[Block]]


def row(label: str, words: Iterable[str], width: int) -> list[Block]:
    """The words beside one label, each on its own line."""
    said = filter(None, words)
    return [Block(tuple(hang("" if n else label, text, LABEL, width))) for n, text in enumerate(said)]


def labelled(label: str, blocks: list[Block], texts: Texts, sheet: Sheet) -> list[Block]:
    """The blocks below a label of their own; none when there are no blocks."""
    return [Block(tuple(wrap(texts(label), sheet.width)), gap=1, leads=True), *blocks] if blocks else []


def line_words(texts: Texts, bank: str, key: str, item: Item, prep: Prep) -> str:
    """A line in words, with its mark: whoever reads it must know who may not see it."""
    return with_mark(item_words(texts, bank, key, item, prep), item, texts)


def with_mark(words: str, item: Item | Goal, texts: Texts) -> str:
    """The words, followed by the mark of the line, or of the goal, where it has one."""
    return f"{words} ({texts(f'sheet.marks.{item.mark}')})" if item.mark else words


def lines_of(items: Mapping[str, Item], bank: str, prep: Prep, texts: Texts) -> list[str]:
    """All lines of a list in words."""
    return [line_words(texts, bank, key, item, prep) for key, item in items.items()]


def bullets(lines: Iterable[str], sheet: Sheet) -> list[Block]:
    """A block for each line, with a bullet before it."""
    return [Block(tuple(hang(BULLET, line, len(BULLET), sheet.width))) for line in lines]


def numbered(number: int, words: str, sheet: Sheet) -> list[str]:
    """The words beside their number."""
    return hang(f"{number}.", words, NUMBERED, sheet.width)


def to_fill_in(label: str, text: str, width: int) -> list[str]:
    """The text beside its label, or a line to write on where there is none."""
    return hang(label, text or "_" * (width - LABEL), LABEL, width)


def paragraphs(text: str, sheet: Sheet) -> list[Block]:
    """A long text as blocks, with one empty line between paragraphs, however many were typed."""
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
    """The text in at most `most` lines, ending in dots when it was cut; its `end` is never cut."""
    lines = wrap(f"{text}{end}", width)
    if len(lines) <= most:
        return lines
    lines = wrap(text, width)
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width - len(end)) + end]

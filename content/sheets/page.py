"""Lay-out on paper: pages of a fixed number of lines, where no block is cut in two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from gespreksklaar.content.words.clean import harmless_pages
from gespreksklaar.content.words.measure import WIDTH, cells, cut, wrap


class Paper(NamedTuple):
    """The cells of a line and the lines of a page."""

    width: int
    lines: int


A4: Final = Paper(WIDTH, 58)
"""The size that CUPS prints on A4 as it was laid out."""
A4_LARGE: Final = Paper(52, 40)
"""The same in large print, at 8 characters and 4 lines to the inch."""
LINES: Final = A4.lines
PAGE_END: Final = "\f"
"""What parts two pages."""
_HEAD_LINES: Final = 2
"""The lines above every page: its head, and an empty line."""


@dataclass(frozen=True)
class Block:
    """Lines that stay on one page, after `gap` empty lines; with `leads`, the next block stays on that page too."""

    lines: tuple[str, ...]
    gap: int = 0
    leads: bool = False


def paginate(blocks: Iterable[Block], head: int, lines: int = LINES) -> list[list[str]]:
    """The blocks as pages of `lines` lines, `head` of them free; a block longer than a page continues on the next."""
    room = lines - head
    pages: list[list[str]] = [[]]
    for gap, block in _together(blocks):
        page = pages[-1]
        start = [""] * gap if page else []
        if page and len(page) + len(start) + min(len(block), room) > room:
            page, start = [], []
            pages.append(page)
        page += [*start, *block[: room - len(start)]]
        rest = block[room - len(start) :]
        while rest:
            pages.append(rest[:room])
            rest = rest[room:]
    return pages


def pages_of(blocks: Iterable[Block], head: Callable[[int, int], str], paper: Paper) -> str:
    """The blocks as pages parted by a form feed, each below its head and an empty line.

    `head` makes that line from the number of the page, counted from 1, and how many there are.
    """
    pages = paginate(blocks, _HEAD_LINES, paper.lines)
    texts = ["\n".join([head(number, len(pages)), "", *page]) for number, page in enumerate(pages, 1)]
    return harmless_pages(f"\n{PAGE_END}".join(texts) + "\n")


def without_heads(pages: str) -> str:
    """The pages of `pages_of` one below the other, without what stands above each: a screen has one page."""
    return "\n".join(page.split("\n", _HEAD_LINES)[_HEAD_LINES] for page in pages.split(PAGE_END))


def head_line(words: str, count: str, width: int) -> str:
    """The words at the left, as far as they fit, and at the right which page it is."""
    about = cut(words, width - cells(count) - 2)
    return f"{about}{' ' * (width - cells(about) - cells(count))}{count}"


def lay_out(text: str, paper: Paper) -> str:
    """A text of paragraphs on paper, pages parted by a form feed."""
    blocks = [Block(tuple(wrap(paragraph, paper.width)), gap=1) for paragraph in text.strip("\n").split("\n\n")]
    return harmless_pages(f"\n{PAGE_END}".join("\n".join(page) for page in paginate(blocks, 0, paper.lines)) + "\n")


def _together(blocks: Iterable[Block]) -> Iterator[tuple[int, list[str]]]:
    """The gap and the lines of each block, one that leads taken together with the next."""
    gap, lines = 0, list[str]()
    for block in blocks:
        if lines:
            lines += [""] * block.gap
        else:
            gap = block.gap
        lines += block.lines
        if not block.leads:
            yield gap, lines
            gap, lines = 0, []
    if lines:
        yield gap, lines

"""Lay-out on paper: lines of so many cells, pages of so many lines, nothing cut in two over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from unicodedata import category

from gespreksklaar.content.clean import clean_line, clean_text, harmless_pages


class Paper(NamedTuple):
    """The cells of a line and the lines of a page."""

    width: int
    lines: int


A4: Final = Paper(72, 58)
"""What prints true on A4 through CUPS."""
A4_LARGE: Final = Paper(52, 40)
"""The same in large print, at 8 characters and 4 lines to the inch."""
WIDTH, LINES = A4
_HEAD_LINES: Final = 2
"""Above every page: its head, and an empty line."""
_HALVES: Final = frozenset({"\ufe0f", *map(chr, range(0x1F1E6, 0x1F200))})
"""One cell of two: what makes a narrow sign a wide emoji, and each of the two letters that are drawn as a flag."""
_WIDEST_JOINED: Final = 16


@dataclass(frozen=True)
class Block:
    """Lines that stay on one page; `gap` empty lines before them, and `leads` when the next block must follow."""

    lines: tuple[str, ...]
    gap: int = 0
    leads: bool = False


def cells(text: str) -> int:
    """The most cells this text takes on a terminal or in print; a joined emoji counts as its parts."""
    if text.isascii():
        return len(text)
    from wcwidth import wcwidth  # noqa: PLC0415 - 20 ms, and a text in plain letters does without

    # A vowel that stands beside its letter is drawn in it on some terminals, on others in a cell of its own.
    return sum(1 if char in _HALVES or category(char) == "Mc" else max(0, wcwidth(char)) for char in text)


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` cells: harmless, broken at spaces, a longer word hard."""
    lines: list[str] = []
    for paragraph in clean_text(text).split("\n"):
        lines += _fill(paragraph, width)
    return lines


def _fill(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in filter(None, paragraph.split(" ")):
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
            continue
        pieces = list(_pieces(word, width))
        lines = [*lines[:-1], *pieces] if not lines[-1] else [*lines, *pieces]
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word in pieces that fit a line, never within one visible sign."""
    line, used = "", 0
    for sign, size in _signs(word):
        if used + size > width and line:
            yield line
            line, used = "", 0
        line, used = line + sign, used + size
    yield line


def _signs(word: str) -> Iterator[tuple[str, int]]:
    """What a reader sees as one sign, with its cells: a letter with its accents, a joined emoji."""
    if word.isascii():
        yield from ((char, 1) for char in word)
        return
    from wcwidth import iter_graphemes  # noqa: PLC0415 - as in cells

    for sign in iter_graphemes(word):
        yield from _joined(sign)


def _joined(sign: str) -> Iterator[tuple[str, int]]:
    """The sign as one; in pieces where it is more than anything joins in sight, for a line must hold it."""
    piece, size = "", 0
    for char in sign:
        more = cells(char)
        if size + more > _WIDEST_JOINED:
            yield piece, size
            piece, size = "", 0
        piece, size = piece + char, size + more
    yield piece, size


def cut(text: str, width: int) -> str:
    """The text on one line of at most `width` cells; dots say that there is more."""
    line = clean_line(text)
    return line if cells(line) <= width else f"{next(_pieces(line, width - 3)).rstrip()}..."


def hang(label: str, text: str, indent: int, width: int = WIDTH) -> list[str]:
    """The text beside its label, further lines below the first; a label too long for that stands above."""
    lines = wrap(text, width - indent)
    if cells(label) > indent:
        return [*wrap(label, width), *(_indented(line, indent) for line in lines)]
    first = f"{label}{' ' * (indent - cells(label))}{lines[0]}".rstrip()
    return [first, *(_indented(line, indent) for line in lines[1:])]


def _indented(line: str, indent: int) -> str:
    return f"{' ' * indent}{line}" if line else ""


def rule(indent: int = 0, width: int = WIDTH) -> str:
    """A line to write on."""
    return " " * indent + "_" * (width - indent)


def paginate(blocks: Iterable[Block], head: int, lines: int = LINES) -> list[list[str]]:
    """The blocks over pages that keep `head` lines free; a block longer than a page goes on over the next."""
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
    """The blocks as pages, each below a head of its own: words, and at the right which page of how many."""
    pages = paginate(blocks, _HEAD_LINES, paper.lines)
    texts = ["\n".join([head(number, len(pages)), "", *page]) for number, page in enumerate(pages, 1)]
    return harmless_pages("\n\f".join(texts) + "\n")


def head_line(words: str, count: str, width: int) -> str:
    """The words at the left, as far as they fit, and at the right which page it is."""
    about = cut(words, width - cells(count) - 2)
    return f"{about}{' ' * (width - cells(about) - cells(count))}{count}"


def lay_out(text: str, paper: Paper) -> str:
    """A text of paragraphs on paper, pages parted by a form feed."""
    blocks = [Block(tuple(wrap(paragraph, paper.width)), gap=1) for paragraph in text.strip("\n").split("\n\n")]
    return harmless_pages("\n\f".join("\n".join(page) for page in paginate(blocks, 0, paper.lines)) + "\n")


def _together(blocks: Iterable[Block]) -> Iterator[tuple[int, list[str]]]:
    """Blocks that lead another are one with it."""
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

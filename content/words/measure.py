"""Text measured in cells, as a terminal or a printer draws it: its width, wrapped, cut, hung beside a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category

from gespreksklaar.content.words.clean import clean_line, clean_text

WIDTH: Final = 72
"""The cells of a line on A4."""
_HALVES: Final = frozenset({"\ufe0f", *map(chr, range(0x1F1E6, 0x1F200))})
"""Signs of one cell that draw as two in a pair: what makes a narrow sign a wide emoji, and the letters of a flag."""
_WIDEST_JOINED: Final = 16
_A_CELL_EACH: Final = re.compile("[\x00-\x7f\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205f]*")
"""Letters of western Europe, without the soft hyphen, and the signs between words."""


def cells(text: str) -> int:
    """The most cells this text takes on a terminal or in print; a joined emoji counts as its parts."""
    if _A_CELL_EACH.fullmatch(text):
        return len(text)
    from wcwidth import wcwidth  # noqa: PLC0415 - 20 ms, and a text in such letters does without

    # Some terminals draw a vowel beside its letter in the letter's cell, others in a cell of its own.
    return sum(1 if char in _HALVES or category(char) == "Mc" else max(0, wcwidth(char)) for char in text)


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` cells: cleaned, broken at spaces, or inside a word longer than a line."""
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
    if _A_CELL_EACH.fullmatch(word):
        yield from ((char, 1) for char in word)
        return
    from wcwidth import iter_graphemes  # noqa: PLC0415 - as in cells

    for sign in iter_graphemes(word):
        yield from _joined(sign)


def _joined(sign: str) -> Iterator[tuple[str, int]]:
    """The sign in one piece; in several when it joins more than any screen shows joined, so that a line can hold it."""
    piece, size = "", 0
    for char in sign:
        more = cells(char)
        if size + more > _WIDEST_JOINED:
            yield piece, size
            piece, size = "", 0
        piece, size = piece + char, size + more
    yield piece, size


def cut(text: str, width: int) -> str:
    """The text on one line of at most `width` cells; it ends in dots when it was cut."""
    line = clean_line(text)
    return line if cells(line) <= width else f"{next(_pieces(line, width - 3)).rstrip()}..."


def hang(label: str, text: str, indent: int, width: int = WIDTH) -> list[str]:
    """The text beside its label, further lines indented below the first; a label too long for that goes above."""
    lines = wrap(text, width - indent)
    if cells(label) > indent:
        return [*wrap(label, width), *(_indented(line, indent) for line in lines)]
    first = f"{label}{' ' * (indent - cells(label))}{lines[0]}".rstrip()
    return [first, *(_indented(line, indent) for line in lines[1:])]


def _indented(line: str, indent: int) -> str:
    return f"{' ' * indent}{line}" if line else ""


def rule(indent: int = 0, width: int = WIDTH) -> str:
    """A line of underscores to write on."""
    return " " * indent + "_" * (width - indent)

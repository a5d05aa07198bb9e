"""How long a talk takes, parsed as people type it: "10", "half uur", "2 x 10". The words are in `minutes.toml`."""

from __future__ import annotations

import re
from typing import Final

from gespreksklaar.content.words.dates import plain_words, without
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts

_MOST: Final = 480
_HOUR: Final = 60
# Only the decimal ".5" is read: "1.30" may be one and a half hours, or less.
_HALF = re.compile(r"(?<=\d)[.,]5(?!\d)")
_NO_LETTER = r"(?![^\W\d_])"


def parse_minutes(text: str, texts: Texts) -> int:
    """The minutes that typed words mean: "1 uur", "1,5 uur", "1u30", "2 x 10".

    Raises Problem when they do not mean 1 to 480 minutes, or could mean two things: a plan on a wrong guess helps
    nobody.
    """
    words = without(texts("minutes.fillers"), plain_words(_HALF.sub("½", text), texts)).rstrip(".")
    often, each = _how_often(_with_halves(words, texts), texts)
    minutes = often * (int(each) if each.isdecimal() else _added_up(each, texts))
    if not 1 <= minutes <= _MOST:
        raise Problem("minutes")
    return minutes


def _lengths(texts: Texts) -> dict[int, str]:
    """The pattern of each length in minutes, the longest first, as "an hour and a half" begins like "an hour"."""
    keys = texts.section("minutes.lengths")
    return dict(sorted(((int(key.rpartition(".")[2]), texts(key)) for key in keys), reverse=True))


def _with_halves(words: str, texts: Texts) -> str:
    """The words with "2½" for two and a half, whether they name the hours before the half or after it."""
    hours = _lengths(texts)[_HOUR]
    return re.sub(rf"(\d)((?: (?:{hours}))?) (?:{texts('minutes.half-more')}){_NO_LETTER}", r"\1½\2", words)


def _how_often(words: str, texts: Texts) -> tuple[int, str]:
    """How many talks, and the words for the length of one of them."""
    found = re.match(rf"(\d+) ?(?:{texts('minutes.times')}){_NO_LETTER} ?", words)
    return (int(found[1]), words[found.end() :]) if found else (1, words)


def _added_up(words: str, texts: Texts) -> int:
    """The minutes of lengths in a row, such as "1 uur en een kwartier"; 0 when other words are among them."""
    total = last = 0
    while words:
        if last == _HOUR and re.fullmatch(r"[0-5]\d", words):
            return total + int(words)
        length, found = _first(words, texts)
        halves = _halves(found) * length if found else 0
        if not found or halves % 2:
            return 0
        total, last, words = total + halves // 2, length, words[found.end() :]
    return total


def _first(words: str, texts: Texts) -> tuple[int, re.Match[str] | None]:
    """The length in minutes that the words begin with, and its match; 0 and None when they begin with no length."""
    for length, names in _lengths(texts).items():
        if found := re.match(rf"(\d*)(½?) ?(?:{names}){_NO_LETTER} ?(?:{texts('minutes.and')} )?", words):
            return length, found
    return 0, None


def _halves(found: re.Match[str]) -> int:
    """How many halves of the length there are; without a number it is one whole."""
    number, half = found.groups()
    return int(number or (0 if half else 1)) * 2 + len(half)

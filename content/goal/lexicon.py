"""The words of one language by which the goal check reads a sentence: `guide/LANGUAGE/goalwords.toml` as patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from gespreksklaar.content.words.texts import read_texts

_NOTHING: Final = re.compile(r"(?!)")
_GAP: Final = r"\s+"
_NOT_MEANING: Final = ("who.verbs", "who.before", "names.words")


@dataclass(frozen=True)
class Lexicon:
    """The patterns of a language by section (`when.words`), and those of each area of work."""

    patterns: Mapping[str, re.Pattern[str]]
    areas: Mapping[str, re.Pattern[str]]

    def __getitem__(self, section: str) -> re.Pattern[str]:
        return self.patterns.get(section, _NOTHING)

    def knows(self, word: str) -> bool:
        """Whether any section has this word by itself, so that it is not a name."""
        known = (*self.patterns.items(), *self.areas.items())
        return any(pattern.fullmatch(word) for name, pattern in known if name not in _NOT_MEANING)


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language; None when the guide has none, as its sentences must not be read as Dutch."""
    lists = read_texts(language, "goalwords")
    if not lists:
        return None
    numbers = "|".join(re.escape(word) for word in _entries(lists.get("numbers.words", "")))
    patterns = {name: _pattern(words, numbers) for name, words in lists.items() if name != "numbers.words"}
    areas = {name: patterns.pop(name) for name in list(patterns) if name.startswith("areas.")}
    return Lexicon(patterns, areas)


def plain(text: str) -> str:
    """The text as the lexicon compares it: lower case, no accents, one kind of apostrophe, single spaces."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    return " ".join("".join(char for char in text if not unicodedata.combining(char)).split())


def _entries(words: str) -> list[str]:
    return [entry for part in words.split(",") if (entry := plain(part))]


def _pattern(words: str, numbers: str) -> re.Pattern[str]:
    """One pattern for a list of entries, the longest first, matching whole words only."""
    entries = sorted(_entries(words), key=len, reverse=True)
    if not entries:
        return _NOTHING
    number = rf"(?:\d+(?:[.,:]\d+)?|{numbers or '(?!)'})"
    return re.compile(rf"(?<!\w)(?:{'|'.join(_expression(entry, number) for entry in entries)})(?!\w)")


def _expression(entry: str, number: str) -> str:
    """An entry as a regular expression: `*` is any letters, `#` a number, `...` up to eight words, `a|b` either word.

    A choice that ends in `|` may be left out.
    """
    made = ""
    for token in entry.split():
        if token == "...":
            made = made.removesuffix(_GAP) + r"\W+(?:\w+\W+){0,8}?"
            continue
        ways = [re.escape(way).replace(r"\*", r"\w*").replace(r"\#", number) for way in token.split("|") if way]
        word = f"(?:{'|'.join(ways)}){_GAP}"
        made += f"(?:{word})?" if token.endswith("|") else word
    return made.removesuffix(_GAP)

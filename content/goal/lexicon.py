"""The words of one language by which the goal check reads a sentence: `guide/LANGUAGE/goalwords.toml` as patterns.

To compile them all took a tenth of a second at the first advice. So each entry is a pattern by itself, compiled when a
text could hold it: there are few of those, and at the next letter they are mostly the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from gespreksklaar.content.words.texts import languages, read_texts
from gespreksklaar.content.words.typed import remembered

_RUN: Final = re.compile(r"\w+")
_LETTERS: Final = 3
"""How many letters of a word that is not whole tell it from others."""
_GAP: Final = r"\s+"
_LANGUAGE: Final = "language.words"
_NOT_MEANING: Final = ("who.verbs", "who.before", "names.words")


class WordList:
    """A list of entries, each matching whole words only; the longest entry that fits is the one that is found."""

    def __init__(self, words: str, numbers: str) -> None:
        self._words = words
        self._number = rf"(?:\d+(?:[.,:]\d+)?|{numbers or '(?!)'})"

    @cached_property
    def _index(self) -> tuple[list[str], Mapping[str, list[int]]]:
        """The entries, and the places of those with each sign. Made when asked: a sheet asks few lists."""
        entries = sorted(_entries(self._words), key=len, reverse=True)
        by_sign: dict[str, list[int]] = {}
        for at, entry in enumerate(entries):
            for sign in _signs_of(entry):
                by_sign.setdefault(sign, []).append(at)
        return entries, by_sign

    def _possible(self, text: str) -> Iterator[re.Pattern[str]]:
        """The entries that the text could hold, the longest first."""
        entries, by_sign = self._index
        signs = _signs_in(text, self._number)
        possible = {at for sign in signs & by_sign.keys() for at in by_sign[sign]}
        return (_compiled(entries[at], self._number) for at in sorted(possible))

    def search(self, text: str) -> re.Match[str] | None:
        """The first entry in the text."""
        return next(self.finditer(text), None)

    def match(self, text: str) -> re.Match[str] | None:
        """The entry with which the text begins."""
        return next((found for entry in self._possible(text) if (found := entry.match(text))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The entry that is the whole text."""
        return next((found for entry in self._possible(text) if (found := entry.fullmatch(text))), None)

    def findall(self, text: str) -> list[str]:
        """Every entry in the text, as it stands there."""
        return [found[0] for found in self.finditer(text)]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every entry in the text, with its place."""
        ahead = [found for entry in self._possible(text) if (found := entry.search(text))]
        while ahead:
            # Of those that begin at one place, `min` takes the first, which is the longest.
            yield (first := min(ahead, key=re.Match.start))
            nexts = (each if each.start() >= first.end() else each.re.search(text, first.end()) for each in ahead)
            ahead = [found for found in nexts if found]

    def sub(self, other: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else in place of every entry."""
        made, at = "", 0
        for found in self.finditer(text):
            made += text[at : found.start()] + (other if isinstance(other, str) else other(found))
            at = found.end()
        return made + text[at:]

    def split(self, text: str) -> list[str]:
        """What stands before, between and after the entries."""
        found = list(self.finditer(text))
        starts, ends = [each.start() for each in found], [each.end() for each in found]
        return [text[start:end] for start, end in zip([0, *ends], [*starts, len(text)], strict=True)]


@dataclass(frozen=True)
class Lexicon:
    """The entries of a language by section (`when.words`), and those of each area of work."""

    lists: Mapping[str, WordList]
    areas: Mapping[str, WordList]

    def __getitem__(self, section: str) -> WordList:
        return self.lists.get(section, _EMPTY)

    def knows(self, word: str) -> bool:
        """Whether any section has this word by itself, so that it is not a name."""
        known = (*self.lists.items(), *self.areas.items())
        return any(entries.fullmatch(word) for name, entries in known if name not in _NOT_MEANING)


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language; None when the guide has none, as its sentences must not be read as Dutch."""
    lists = read_texts(language, "goalwords")
    if not lists:
        return None
    numbers = "|".join(re.escape(word) for word in _entries(lists.get("numbers.words", "")))
    found = {
        name: WordList(words, numbers) for name, words in lists.items() if name not in ("numbers.words", _LANGUAGE)
    }
    areas = {name: found.pop(name) for name in list(found) if name.startswith("areas.")}
    return Lexicon(found, areas)


@remembered(256)
def language_of(text: str, otherwise: str) -> str:
    """The language of a text, by the commonest words in it; `otherwise` where none has more of them than that."""
    said = _RUN.findall(plain(text))
    counts = {language: sum(word in common for word in said) for language, common in _commonest().items()}
    return max(counts, key=lambda language: (counts[language], language == otherwise), default=otherwise)


@cache
def _commonest() -> Mapping[str, frozenset[str]]:
    found = {language: read_texts(language, "goalwords").get(_LANGUAGE, "") for language in languages()}
    return {language: frozenset(_entries(words)) for language, words in found.items()}


def plain(text: str) -> str:
    """The text as the lexicon compares it: lower case, no accents, one kind of apostrophe, single spaces."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    return " ".join("".join(char for char in text if not unicodedata.combining(char)).split())


def _entries(words: str) -> list[str]:
    return [entry for part in plain(words).split(",") if (entry := part.strip())]


@cache
def _compiled(entry: str, number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_expression(entry, number)})(?!\w)")


@remembered(1024)
def _signs_in(text: str, number: str) -> frozenset[str]:
    """By what it can be seen which entries a text could hold: its words, how they begin and end, and its numbers."""
    signs = {"", "#"} if re.search(number, text) else {""}
    for word in _RUN.findall(text):
        signs |= {word, f"{word[:_LETTERS]}*", f"*{word[-_LETTERS:]}"}
    return frozenset(signs)


def _signs_of(entry: str) -> set[str]:
    """The signs of which a text with this entry has at least one: those of its most telling word."""
    if entry.isalnum():
        return {entry}
    needed = [token for token in entry.split() if token != "..." and not token.endswith("|")]
    choices = [{_sign(way) for way in token.split("|") if way} for token in needed]
    return min(choices, key=lambda signs: ("" in signs, "#" in signs, len(signs)), default={""})


def _sign(way: str) -> str:
    """One way to write a word: the word, how it begins or ends, `#` for a number; empty when anything will do."""
    if "#" in way:
        return "#"
    begin, star, end = way.partition("*")
    before, after = _RUN.findall(begin), _RUN.findall(end.rpartition("*")[2])
    if not star or len(before) > 1:
        return before[0] if before else ""
    if before and len(before[0]) >= _LETTERS:
        return f"{before[0][:_LETTERS]}*"
    return f"*{after[-1][-_LETTERS:]}" if after and len(after[-1]) >= _LETTERS else ""


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


_EMPTY: Final = WordList("", "")

"""The words of school: search them by what is typed, and recognise them in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from gespreksklaar.content.guidance.bank import Word, school_words, sources
from gespreksklaar.content.prep.declaration import Item, Noted
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import show_day
from gespreksklaar.content.words.texts import Texts

_NEAR_FROM: Final = 5
"""The fewest typed letters of which one may be wrong, or that are sought inside a word: fewer resemble too many."""
_TOKEN = re.compile(r"[\w'’`´-]+")
_JOINTS = str.maketrans("", "", "'’`´-_")
_NO_MATCH: Final = 9


class Meaning(NamedTuple):
    """The explanation of a word: its name, what it means, its trap, what to ask when you hear it."""

    name: str
    meaning: str
    trap: str
    ask: str


def meaning(texts: Texts, key: str) -> Meaning:
    """The explanation of this word; of an unknown word only its id."""
    word = school_words().get(key)
    if word is None:
        return Meaning(clean_line(key), "", "", "")
    name = f"{word.term} ({word.full})" if word.full else word.term
    return Meaning(name, *(texts.find(f"jargon.{key}.{part}") or "" for part in ("meaning", "trap", "ask")))


def explained(key: str, texts: Texts) -> list[str]:
    """What this word means, its trap, what to ask, the words that go with it, and its source, as paragraphs.

    Raises KeyError for an unknown word.
    """
    word = school_words()[key]
    name, means, trap, ask = meaning(texts, key)
    see = ", ".join(school_words()[other].term for other in word.see)
    parts = [
        f"{name}\n{means}",
        texts("ui.jargon.trap", trap=trap) if trap else "",
        texts("ui.jargon.ask", ask=ask),
        texts("ui.jargon.see", words=see) if see else "",
        texts("ui.jargon.source", name=sources()[word.source].name, day=show_day(word.checked, texts)),
    ]
    return list(filter(None, parts))


def toggled(words: Mapping[str, Item], key: str) -> dict[str, Item]:
    """The words to take along, with this one added, or without it when it was among them."""
    return {name: item for name, item in words.items() if name != key} if key in words else {**words, key: Item()}


def own_words(value: object) -> str:
    """The user's own words in the value of a field: a text, the lines of a list, or the notes of a talk."""
    if isinstance(value, dict):
        # A word of school never runs on from one line of a list to the next.
        return "\n.\n".join(item.notes if isinstance(item, Noted) else item.text for item in value.values())
    return value if isinstance(value, str) else ""


# Searching.


def search(typed: str) -> list[Word]:
    """The words that match what was typed: those that begin with it first, near misses last; all when it is empty.

    "DL/DLE" is searched for as both.
    """
    pieces = [_letters(piece) for piece in typed.split("/")]
    wanted = [piece for piece in pieces if piece] or [""]
    ranks = [(min(_rank(one, word) for one in wanted), _letters(word.term), word) for word in school_words().values()]
    ranked = sorted(ranks, key=_place)
    return [word for rank, _, word in ranked if rank < _NO_MATCH]


def _place(found: tuple[int, str, Word]) -> tuple[int, str]:
    return found[:2]


def _rank(wanted: str, word: Word) -> int:
    """How well a word matches: 0 is best. Its own name goes before other spellings."""
    return min(
        _fit(wanted, starts) + (0 if name == 0 else 1) if starts else _NO_MATCH
        for name, starts in enumerate(_starts(word.id))
    )


def _fit(wanted: str, starts: tuple[str, ...]) -> int:
    if starts[0].startswith(wanted):
        return 0
    if any(start.startswith(wanted) for start in starts):
        return 2
    if len(wanted) >= _NEAR_FROM and wanted in starts[0]:
        return 4
    if len(wanted) >= _NEAR_FROM and any(_near(wanted, start) for start in starts):
        return 6
    return _NO_MATCH


@cache
def _starts(key: str) -> tuple[tuple[str, ...], ...]:
    """For every spelling of a word: its letters from each of its parts on."""
    found = []
    for spelling in _spellings(school_words()[key]):
        parts = [_letters(part) for part in re.split(r"[\s-]+", spelling)]
        found.append(tuple("".join(parts[at:]) for at in range(len(parts))))
    return tuple(found)


def _near(wanted: str, start: str) -> bool:
    """Whether what was typed begins a word, with at most one letter added, missing, changed or swapped."""
    size = len(wanted)
    same = next((at for at, (a, b) in enumerate(zip(wanted, start, strict=False)) if a != b), min(size, len(start)))
    rest = wanted[same:]
    added, changed, missing = start[same : size - 1], start[same + 1 : size], start[same + 1 : size + 1]
    swapped = rest[1::-1] + rest[2:] == start[same:size]
    return rest[1:] in (added, changed) or rest == missing or swapped


# Recognising words in a text.


def recognise(text: str) -> list[str]:
    """The ids of the words of school that a text has as whole words, in their order; each once."""
    return list(dict.fromkeys(_seen(text)))


def _seen(text: str) -> Iterator[str]:
    plain = _plain(text)
    tokens = [(match.start(), match.end(), match[0].translate(_JOINTS)) for match in _TOKEN.finditer(plain)]
    at = 0
    while at < len(tokens):
        key, length = _word_at(plain, tokens, at)
        if key:
            yield key
        at += length


def _word_at(plain: str, tokens: list[tuple[int, int, str]], at: int) -> tuple[str, int]:
    """The longest word of school that begins at this token, and its number of tokens; "" and 1 when there is none."""
    for key, spelling in _by_first().get(tokens[at][2].casefold(), ()):
        here = tokens[at : at + len(spelling)]
        apart = (plain[left[1] : right[0]] for left, right in pairwise(here))
        if len(here) == len(spelling) and all(gap.isspace() for gap in apart) and _same(here, spelling):
            return key, len(spelling)
    return "", 1


def _same(here: list[tuple[int, int, str]], spelling: tuple[str, ...]) -> bool:
    """Whether these tokens spell that word: parts in capitals must be in capitals."""
    return all(
        written == part if part.isupper() else written.casefold() == part.casefold()
        for (_, _, written), part in zip(here, spelling, strict=True)
    )


@cache
def _by_first() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The words to recognise, by the first token of each spelling, the longest first."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for word in school_words().values():
        for spelling in () if word.silent else _spellings(word):
            tokens = tuple(match[0].translate(_JOINTS) for match in _TOKEN.finditer(_plain(spelling)))
            found.setdefault(tokens[0].casefold(), []).append((word.id, tokens))
    return {first: tuple(sorted(those, key=lambda pair: -len(pair[1]))) for first, those in found.items()}


# Letters.


def _spellings(word: Word) -> tuple[str, ...]:
    return tuple(filter(None, (word.term, word.full, *word.also)))


def _plain(text: str) -> str:
    """The text without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _letters(text: str) -> str:
    """Only letters and digits, without accents or capitals."""
    return "".join(filter(str.isalnum, _plain(text).casefold()))

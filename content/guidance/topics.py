"""What a parent's own words are about: topics by the words of `guide/LANGUAGE/topicwords.toml`.

No model and no network: whole words, endings, and one wrong letter in a long word. Every language is tried, as
parents write in theirs. What is recognised lifts suggestions; it never hides one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from gespreksklaar.content.guidance.bank import bank, is_serious, kinds
from gespreksklaar.content.guidance.wording import is_own
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import languages, read_texts
from gespreksklaar.content.words.typed import remembered

_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NEAR_FROM: Final = 6
"""The fewest letters of a word of which one may be wrong: shorter ones resemble too many others."""
_FIRST: Final = ("harm", "photo")
"""What cannot wait comes before anything else, wherever in the text it stands."""
_HARD: Final = frozenset({
    "afraid", "angry", "bully", "divorce", "drugs", "grief", "harm", "hurt", "missed", "photo", "prejudice", "punished",
    "repeat", "suspended",
})  # fmt: skip
"""What nobody looks forward to talking about."""
_LONGEST: Final = 3_000
"""The most characters read: nobody writes a worry at more length, and every key asks for this anew."""


def topics_of(prep: Prep, besides: str = "") -> Mapping[str, str]:
    """The topics of this prep by id, each with the word that named it; the word is empty for a picked line.

    `besides` is the bank whose picked lines do not count: while one picks from a list, its rows keep their places.
    """
    found = dict(topics_in("\n".join(_own_lines(prep))[:_LONGEST]))
    going, child = prep.going, prep.child
    picked: dict[str, Iterable[str]] = {"dislikes": child.dislikes, "wishes": child.wishes}
    picked |= {"companions": going.companions, "attendance": (going.attend,)}
    for name, items in picked.items():
        entries = bank(name)
        for key in items if name != besides else ():
            for topic in entries[key].topics if key in entries else ():
                found.setdefault(topic, "")
    return found


def is_serious_talk(kind: str) -> bool:
    """Whether nothing is said in a cheerful tone at this kind of talk, or at one that its own words say is hard."""
    return is_serious(kind) or (kind not in kinds() and any(topic in _HARD for topic, _ in topics_in(kind)))


def _own_lines(prep: Prep) -> Iterator[str]:
    if prep.going.kind not in kinds():
        yield prep.going.kind
    yield prep.ask.mind
    yield prep.child.report
    for items in (prep.child.dislikes, prep.child.wishes, prep.tell.tells, prep.child.likes):
        yield from (item.text for item in items.values())
    yield from (item.text for item in prep.before.agreements.values() if is_own(item))


@remembered(64)
def topics_in(text: str) -> tuple[tuple[str, str], ...]:
    """The topics a text is about, by their place in it, each with the word or words that say so.

    Topics that cannot wait come first.
    """
    words = _WORD.findall(_plain(text))
    found: dict[str, str] = {}
    for at, word in enumerate(words):
        wordings = [wording for part in _said(word) for wording in _by_first()[part]]
        # At one place the longer wording tells more: "hits other" before "hits".
        for topic, entry in sorted(wordings, key=lambda wording: (-len(wording[1]), wording)):
            here = words[at : at + len(entry)]
            if len(here) == len(entry) and all(part in _said(other) for other, part in zip(here, entry, strict=True)):
                found.setdefault(topic, " ".join(here))
    return tuple(sorted(found.items(), key=lambda topic: topic[0] not in _FIRST))


@cache
def _by_first() -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
    """Each wording of each topic, in every language, by its first word; a later word has none."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for language in languages():
        for key, words in read_texts(language, "topicwords").items():
            for wording in words.split(","):
                entry = tuple(_plain(wording).split())
                found.setdefault(entry[0], []).append((key.removesuffix(".words"), entry))
                for part in entry[1:]:
                    found.setdefault(part, [])
    return found


# Every key asks for the topics anew, and it changes one word.
@remembered(4096)
def _said(word: str) -> frozenset[str]:
    """The words of the lexicon that a typed word is; only when it is none, those it nearly is."""
    parts = _by_first()
    return frozenset(part for part in parts if _is(word, part)) or frozenset(p for p in parts if _near(word, p))


def _is(word: str, entry: str) -> bool:
    """Whether a typed word is this one, or an inflection of a stem with `*`."""
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


def _near(word: str, entry: str) -> bool:
    """Whether a typed word is this one with one letter wrong. A word that we know is never a slip for another."""
    stem = entry.removesuffix("*")
    if len(stem) < _NEAR_FROM or word[:1] != stem[:1]:
        return False
    if stem == entry:
        return _one_apart(word, stem)
    return any(_one_apart(word[: len(stem) + more], stem) for more in (-1, 0, 1))


def _one_apart(one: str, other: str) -> bool:
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[same:], other[same:]
    swapped = rest[1::-1] == other_rest[:2] and rest[2:] == other_rest[2:]
    return rest[1:] == other_rest or rest == other_rest[1:] or rest[1:] == other_rest[1:] or swapped


def _plain(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(char for char in text if not unicodedata.combining(char))

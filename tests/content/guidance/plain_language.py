"""How plain a text of the guide is: how long its sentences are, how easily it reads, how it is spelled."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from gespreksklaar.content.words.texts import GUIDE, Texts, fill, read_texts

ENOUGH_WORDS: Final = 40
"""Fewer words than this give no meaningful reading score."""
SENTENCE_WORDS: Final = 3
"""Fewer words than this are a label or a name: its spelling is checked, but it gets no score."""

TYPED: Final = frozenset({"dates", "goalwords", "groupwords", "minutes", "topicwords"})
"""Files of words that people type, not of texts they read."""

DICTIONARIES: Final = {"nl": "nl_NL", "en": "en_GB"}
WEIGHTS: Final = {"nl": (206.84, 0.93, 77.0), "en": (206.835, 1.015, 84.6)}
"""The constants of Douma's and Flesch's formulas: base, per word of a sentence, per syllable of a word."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’)]*(?:\s+|$)|\n+")
_PLACE = re.compile(r"\{\w+\}")
# We count syllables ourselves: textstat would download its English dictionary, and for Dutch it counts
# hyphenation points, which misses syllables ("o-ver") and so flatters every text.
_VOWELS = {
    "nl": re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyàáâäèéêëìíîïòóôöùúûü]"),
    "en": re.compile(r"[aeiouyé]+"),
}
# Among them those in "every" and "Wednesday", which many of our texts use.
_SILENT = {
    "nl": re.compile(r"(?!)"),
    "en": re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|^y|(?<=^ev)e(?=ry)|(?<=dn)e(?=sd)"),
}


SHORT: Final = 6
"""A sentence of fewer words is short: a few of those in a row read like a telegram."""
MOST_SHORT: Final = 4
"""The most short sentences in a row."""
_STOP: Final = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")

FORBIDDEN: Final = {
    "nl": {
        "school as a person": r"\bSchool (?:beslist|moet|kan|wil|weet|vertelt|vraagt|kijkt|heeft|doet|gaat)\b",
        "school without de": r"\b(?:[Vv]raag|[Vv]ertel|aan|tegen|wat|zoals|waar|heeft|doet) school\b|\bhet school\b",
        "heeft u": r"\b[Hh]eeft u\b",
        "vak for a field": r"\bvak leeg\b|\bvolgende vak\b",
        "gaat ... gaan": r"\b[Gg]aat [^.?!]*\bgaan\b",
        "accent on a capital": r"É",
        "what came of it": r"ervan (?:kwam|gekomen)|is er gekomen|eruit kwam",
        "stand on a line": r"\b[Gg]a erop staan\b",
        "region": r"\bstreek\b",
        "resting on": r"\brust (?:dat|het|op)\b|\bwaarop dat\b",
    },
    "en": {
        "school as a person": r"\bSchool (?:decides|tells|asks|has|must|does|will|looks|thinks|talks|sees)\b",
        "school without the": r"\b(?:[Aa]sk|[Tt]ell|does|has|what) school\b(?! (?:is|advice|guide))",
        "talk for a meeting": r"\b(?i:a|the|this|your|our|next|new|another) talks?\b",
        "came of it": r"\b(?:came|became) of\b",
        "startles": r"\bstartles\b",
        "tells that": r"\b(?:school|child) tells (?:which|about)\b",
    },
}
"""Forms that a native reader stumbled over, by why. CONTRIBUTING.md: read it aloud once."""


@dataclass(frozen=True)
class Section:
    """The sentences of one table of a text file, or of its small tables together."""

    language: str
    name: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """All words in the sentences."""
        return [word for sentence in self.sentences for word in words(sentence)]

    @property
    def words_per_sentence(self) -> float:
        """How long the sentences are on average."""
        return len(self.words) / len(self.sentences)

    @property
    def ease(self) -> float:
        """The reading ease: from 0, for scholars, to 100, for everyone."""
        base, per_word, per_syllable = WEIGHTS[self.language]
        found = sum(syllables(self.language, word) for word in self.words)
        return base - per_word * self.words_per_sentence - per_syllable * found / len(self.words)


def text_files(language: str) -> list[str]:
    """The files of texts in a language."""
    files = sorted({path.stem for path in (GUIDE / language).glob("*.toml")} - TYPED)
    assert len(files) > 5, f"no texts in {GUIDE / language}"
    return files


def sections(language: str, file: str) -> list[Section]:
    """A file's tables with enough words for a score; the small ones are scored together."""
    tables: dict[str, list[str]] = {}
    for key, text in texts(language, file).items():
        tables.setdefault(key.partition(".")[0], []).extend(sentences(text))
    big = {name for name, found in tables.items() if _enough(found)}
    rest = [sentence for name, found in tables.items() if name not in big for sentence in found]
    judged = {name: tables[name] for name in tables if name in big} | ({"rest": rest} if _enough(rest) else {})
    return [Section(language, f"{file}.{name}", tuple(found)) for name, found in judged.items()]


def _enough(found: list[str]) -> bool:
    return sum(len(words(sentence)) for sentence in found) >= ENOUGH_WORDS


def texts(language: str, file: str) -> dict[str, str]:
    """A file's texts as a reader sees them: a child in the place of its name, a number in other places."""
    child = Texts(language)("ui.child.mine")
    found = read_texts(language, file).items()
    return {key: _PLACE.sub("12", fill(text, {"child": child})) for key, text in found}


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; the end of a line or of the text ends one too."""
    return (part for part in _SENTENCE_END.split(text) if len(words(part)) >= SENTENCE_WORDS)


def words(text: str) -> list[str]:
    """The words of a text, without numbers and signs."""
    return _WORD.findall(text)


def syllables(language: str, word: str) -> int:
    """How many syllables a word has, near enough for a reading score."""
    spoken = _SILENT[language].sub("", word.lower())
    return max(1, len(_VOWELS[language].findall(spoken)))


@cache
def misspelled(language: str) -> frozenset[str]:
    """The words in our texts that are neither in a dictionary nor in our own list of school words and names."""
    own = Path(__file__).with_name(f"words_{language}.txt").read_text("utf-8").split("\n")
    used = {w for file in text_files(language) for text in texts(language, file).values() for w in words(text)}
    return unknown_words(language, used - set(own))


def unknown_words(language: str, among: Iterable[str]) -> frozenset[str]:
    """The words that are not in hunspell's dictionary."""
    asked = sorted(among)
    typed = "".join(f"^{word}\n" for word in asked).replace("’", "'")
    command = ["hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-a"]
    answer = subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", check=True).stdout
    # After a line about itself, hunspell answers each word with a line per part; "&" or "#" marks a wrong one.
    parts = answer.partition("\n")[2].split("\n\n")
    return frozenset(word for word, part in zip(asked, parts, strict=False) if re.search("^[&#]", part, re.MULTILINE))


def short_runs(text: str) -> int:
    """The most short sentences in a row."""
    longest = run = 0
    for part in _STOP.split(text):
        if count := len(words(part)):
            run = run + 1 if count < SHORT else 0
            longest = max(longest, run)
    return longest


def forbidden(language: str, text: str) -> list[str]:
    """Which forbidden forms a text has."""
    return [why for why, pattern in FORBIDDEN[language].items() if re.search(pattern, text)]

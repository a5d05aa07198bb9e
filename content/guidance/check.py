"""Check the guide: every entry is sourced and fresh, every id known, every text there in every language.

`python -m gespreksklaar.content.guidance.check` prints what is wrong and exits with 1 when there are errors.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from gespreksklaar.content.guidance.bank import MODELS, Entry, Hard, Kind, Source, Word
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.vocabulary import PLACES
from gespreksklaar.content.words.texts import FALLBACK, GUIDE

THEMES: Final = frozenset({"learning", "wellbeing", "behaviour", "support", "home", "future", "talk"})
BANKS: Final = frozenset(
    {f.asks.bank for f in all_fields().values() if f.asks.bank} | {"bring", "hard", "jargon", "roles"}
)
PHRASE_THEMES: Final = frozenset({"explanation", "example", "soft", "overwhelmed", "close"})
WORD_THEMES: Final = frozenset({"level", "test", "advice", "support", "people", "school", "talk", "soft"})
HARD_THEMES: Final = frozenset({"talk", "support", "safety"})
OWN_THEMES: Final = {"phrases": PHRASE_THEMES, "jargon": WORD_THEMES, "hard": HARD_THEMES}
"""Phrases are grouped by when to say them, words of school by what they name, all else by what it is about."""

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "kinds": ("name", "also", "about"),
    "jargon": ("meaning", "ask"),
    "hard": ("title", "text"),
    "agreements": ("text", "do"),
}
"""The texts that every entry of a bank must have; in any other bank that is `text`."""

OF_PLACE: Final = ("name", "title", "why", "help")

FILLED: Final = frozenset({"child"})
"""The placeholders that a prep fills in the words of a suggestion. Its other texts have their own."""

STAGES: Final = (".primary", ".secondary")
"""The texts that replace `text` where the child's age is known (`ages.py`)."""

PLURALS: Final = ("one", "few", "many", "other")

_PLACE = re.compile(r"\{(\w+)\}")
_PLURAL = re.compile(rf"\.({'|'.join(PLURALS)})$")


@dataclass(frozen=True)
class Finding:
    """One fault: an error, or an entry that is due for review."""

    level: Literal["error", "stale"]
    file: str
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.level}: {self.file}: {self.id}: {self.message}"


@dataclass(frozen=True)
class _Guide:
    """A guide folder as read: ids and sound entries by bank, words by file, language and id."""

    ids: Mapping[str, frozenset[str]]
    entries: Mapping[str, Sequence[Entry]]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]
    languages: Sequence[str]


def check_guide(today: date, guide: Path = GUIDE) -> list[Finding]:
    """All faults of a guide folder: what cannot be read, then what does not fit together."""
    faults: list[Finding] = []
    read = _read_guide(guide, faults)
    return [*faults, *_stale(read, today), *_unknown(read), *_unused(read), *_words(read)]


def _error(file: str, key: str, message: str) -> Finding:
    return Finding("error", f"{file}.toml", key, message)


# Reading


def _read_guide(root: Path, faults: list[Finding]) -> _Guide:
    present = {path.stem for path in root.glob("*.toml")}
    faults += [_error(name, "-", "no field asks this bank") for name in sorted(present - BANKS - {"sources"})]
    tables = {name: _with_defaults(_read(root, name, faults)) for name in (*sorted(BANKS), "sources")}
    words: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted(root.glob("*/*.toml")):
        language = path.parent.name
        texts = _read(root, f"{language}/{path.stem}", faults)
        words.setdefault(path.stem, {})[language] = dict(_leaves(texts))
    return _Guide(
        ids={name: frozenset(table) for name, table in tables.items()},
        entries={name: list(_sound(name, table, faults)) for name, table in tables.items()},
        words=words,
        languages=sorted({language for file in words.values() for language in file}),
    )


def _read(root: Path, name: str, faults: list[Finding]) -> dict[str, Any]:
    try:
        return tomllib.loads((root / f"{name}.toml").read_text("utf-8"))
    except FileNotFoundError:
        faults.append(_error(name, "-", "the file is missing"))
    except ValueError as error:
        faults.append(_error(name, "-", f"not readable: {error}"))
    return {}


def _with_defaults(tables: dict[str, Any]) -> dict[str, Any]:
    defaults = tables.pop("defaults", {})
    return {key: defaults | table if isinstance(table, dict) else table for key, table in tables.items()}


def _sound(name: str, tables: Mapping[str, Any], faults: list[Finding]) -> Iterator[Entry]:
    for key, table in tables.items():
        try:
            if name == "sources":
                Source.model_validate(table)
            else:
                model = MODELS.get(name, Entry)
                yield model.model_validate({**table, "id": key} if isinstance(table, dict) else table)
        except ValidationError as error:
            for detail in error.errors():
                where = ".".join(map(str, detail["loc"]))
                faults.append(_error(name, key, f"{where}: {detail['msg']}"))


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield above + key, str(value)


# Entries


def _stale(read: _Guide, today: date) -> Iterator[Finding]:
    for name, entries in read.entries.items():
        for entry in entries:
            if entry.review_by < today:
                message = f"look at it again, it was due by {entry.review_by}"
                yield Finding("stale", f"{name}.toml", entry.id, message)


def _unknown(read: _Guide) -> Iterator[Finding]:
    """Ids that an entry refers to and that do not exist."""
    for name, entries in read.entries.items():
        known = {**read.ids, "themes": OWN_THEMES.get(name, THEMES), "topics": _topics(read)}
        for entry in entries:
            for bank, ids in _points_to(entry).items():
                for wrong in sorted(set(ids) - known[bank]) if known[bank] else ():
                    yield _error(name, entry.id, f"{wrong!r} is not in {bank}")


def _topics(read: _Guide) -> frozenset[str]:
    words = read.words.get("topicwords", {}).get(FALLBACK, {})
    return frozenset(key.removesuffix(".words") for key in words)


def _points_to(entry: Entry) -> dict[str, Sequence[str]]:
    ids: dict[str, Sequence[str]] = {
        "sources": [entry.source],
        "themes": [entry.theme] if entry.theme else [],
        "actors": [entry.actor] if entry.actor else [],
        "moments": [entry.moment] if entry.moment else [],
        "kinds": entry.kinds,
        "topics": entry.topics,
        "expectations": entry.expects,
        "groups": entry.groups,
    }
    if isinstance(entry, Word):
        return ids | {"jargon": entry.see}
    if isinstance(entry, Hard):
        return ids | {"phrases": entry.phrases}
    if isinstance(entry, Kind):
        ids["questions"] = [*entry.first, *entry.well, *entry.bad_news, *chain(*entry.ages.values())]
        ids |= entry.leads
        ids["groups"] = [*entry.groups, *entry.ages]
        return ids | {"roles": entry.roles, "bring": entry.bring}
    return ids


def _unused(read: _Guide) -> Iterator[Finding]:
    """Sources that no entry names, and things to bring that no kind of talk asks for."""
    entries = [entry for bank in read.entries.values() for entry in bank]
    for name in ("sources", "bring"):
        used = {key for entry in entries for key in _points_to(entry).get(name, ())}
        for key in sorted(read.ids[name] - used):
            yield _error(name, key, "nothing uses it")


# Words


def _words(read: _Guide) -> Iterator[Finding]:
    for file in sorted({*read.words, *(name for name in BANKS if read.ids[name])}):
        in_languages = read.words.get(file, {})
        # Of a plural only `other` is required: languages differ in their further forms.
        wanted = {_PLURAL.sub(".other", key) for words in in_languages.values() for key in words}
        wanted |= {f"{key}.{part}" for key in read.ids.get(file, ()) for part in WORDS.get(file, ("text",))}
        # A language may need other words for a reader where Dutch needs none: "you send", but "the teacher sends".
        wanted -= {key for key in wanted if key.startswith("instead.")} - set(in_languages.get(FALLBACK, ()))
        # The menu names every language there is, in every language.
        wanted |= {f"languages.{language}" for language in read.languages} if file == "ui" else set()
        wanted |= set(_of_steps()) if file == "steps" else set()
        for language in read.languages:
            if language not in in_languages:
                yield _error(f"{language}/{file}", "-", "the file is missing")
            else:
                yield from _words_of(read, file, language, wanted)


def _of_steps() -> Iterator[str]:
    """The words of every place and of every declared field."""
    for place in PLACES:
        yield from (f"{place}.{part}" for part in OF_PLACE)
    for field in all_fields().values():
        yield f"{field.texts.removeprefix('steps.')}.label"


def _words_of(read: _Guide, file: str, language: str, wanted: set[str]) -> Iterator[Finding]:
    """Texts of one file in one language that are missing, unused, or have placeholders that nothing fills."""
    name, words = f"{language}/{file}", read.words[file][language]
    for key in sorted(wanted):
        if not words.get(key, "").strip():
            yield _error(name, key, "the words are missing")
    for key in sorted(words):
        if file in BANKS and key.partition(".")[0] not in read.ids[file]:
            yield _error(name, key, "no entry uses these words")
    dutch = read.words[file].get(FALLBACK, words)
    for key in sorted(_without_forms(words) & _without_forms(dutch)):
        ours, theirs = _places(words, key), _places(dutch, key)
        if ours != theirs:
            yield _error(name, key, f"its placeholders are {_listed(ours)}, in {FALLBACK} {_listed(theirs)}")
        if file in BANKS and key.endswith((".text", ".name", ".more", ".do", *STAGES)) and ours - FILLED:
            yield _error(name, key, f"nothing fills {_listed(ours - FILLED)}")


def _without_forms(words: Mapping[str, str]) -> set[str]:
    """The ids, with the forms of a plural as one."""
    return {_PLURAL.sub("", key) for key in words}


def _places(words: Mapping[str, str], key: str) -> set[str]:
    """The placeholders in a text, or in any form of a plural."""
    forms = (words.get(form, "") for form in (key, *(f"{key}.{name}" for name in PLURALS)))
    return {place for form in forms for place in _PLACE.findall(form)}


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def main() -> int:
    """Print every finding on a line; 1 when there are errors. A stale entry is not an error."""
    findings = check_guide(date.today())
    for finding in findings:
        print(finding)
    return 1 if any(finding.level == "error" for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())

"""How old the child is: by the kind of talk, by the group that was picked, or by own words such as "havo 4".

The words that parents type are in `guide/LANGUAGE/groupwords.toml`. What is not understood hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from gespreksklaar.content.guidance.bank import bank, kinds
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import languages, read_texts
from gespreksklaar.content.words.typed import remembered

GROUP: Final = "going.group"
"""The path of the field that asks it."""
UNSAID: Final = "unsaid"
"""The answer of who skips the question."""
SPECIAL: Final = "special"
"""Special schools have children of every age: an entry says by name that it is for them too."""
PRIMARY: Final = ("infants", "lower-primary", "upper-primary")
SECONDARY: Final = ("lower-secondary", "upper-secondary", "mbo")
_ENDS: Final = {"primary": ((2, "infants"), (5, "lower-primary"), (8, "upper-primary")),
                "secondary": ((3, "lower-secondary"), (6, "upper-secondary"))}  # fmt: skip
"""The last group or class of each age, by stage."""
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")


def ages_at(kind: str) -> tuple[str, ...]:
    """The ages that a talk of this kind can be about."""
    known = kinds().get(kind)
    return (known.groups if known else ()) or tuple(key for key in bank("groups") if key != UNSAID)


def is_asked(path: str, prep: Prep) -> bool:
    """Whether to ask this field: not the age, where the kind of talk says it already."""
    return path != GROUP or len(ages_at(prep.going.kind)) > 1


def age_of(prep: Prep) -> str:
    """The child's age, an id of the bank `groups`; empty when it is not known, or can't be at this kind of talk."""
    possible, group = ages_at(prep.going.kind), prep.going.group
    if len(possible) == 1:
        return possible[0]
    age = group if group in bank("groups") else _age_in(group.casefold(), possible)
    return age if age in possible else ""


def ages_of(prep: Prep) -> tuple[str, ...]:
    """Every age that the child can have, as far as the prep says."""
    age = age_of(prep)
    return (age,) if age else ages_at(prep.going.kind)


def stage_of(prep: Prep) -> str:
    """The school by which to word a suggestion: "primary" or "secondary"; empty while it can be either."""
    ages = {age for age in ages_of(prep) if age != SPECIAL}
    if not ages:
        return ""
    return "primary" if ages <= set(PRIMARY) else "secondary" if ages <= set(SECONDARY) else ""


@remembered(256)
def _age_in(words: str, possible: tuple[str, ...]) -> str:
    """The age that own words for a group mean; a number alone is a group, or a class where only that can be."""
    parts = _PARTS.findall(words)
    meant = next((name for name, known in _lexicon().items() if not known.isdisjoint(parts)), "")
    if meant in bank("groups"):
        return meant
    stage = meant or ("secondary" if possible[0] in SECONDARY else "primary")
    number = next((int(part) for part in parts if part.isdecimal()), 0)
    return next((age for last, age in _ENDS[stage] if 1 <= number <= last), "")


@cache
def _lexicon() -> Mapping[str, frozenset[str]]:
    """The words of every language for each age or stage, in the order in which they decide."""
    found: dict[str, list[str]] = {}
    for language in languages():
        for key, words in read_texts(language, "groupwords").items():
            found.setdefault(key, []).extend(word.strip() for word in words.split(","))
    return {key: frozenset(words) for key, words in found.items()}

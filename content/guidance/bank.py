"""The guide's entries: suggestions, kinds of talk and sources, with where each comes from.

`guide/BANK.toml` holds what is the same in every language, `guide/LANGUAGE/BANK.toml` the words, both by id.
"""

from __future__ import annotations

import gespreksklaar.content.prep.light_pydantic  # noqa: F401 - before pydantic

# isort: split
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gespreksklaar.content.prep.vocabulary import Mark
from gespreksklaar.content.words.guide_tables import tables_in
from gespreksklaar.content.words.texts import GUIDE


class Source(BaseModel):
    """The source of an entry, as shown to a reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    url: str = ""


class Entry(BaseModel):
    """One suggestion. Its words are `texts(f"{bank}.{id}.text")`, and `.more` where it has an explanation.

    `kinds` and `expects` say for which kinds of talk and expectations it fits best (empty: all);
    `weight` puts it earlier (higher) among those that fit. `checked` is when source and wording were
    last looked at, `review_by` when to look again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    source: str
    checked: date
    review_by: date
    theme: str = ""
    kinds: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """The ages it is for, by ids of the bank `groups` (empty: all). At another age it is not offered."""
    weight: int = 0
    days: int | None = None
    """Agreements and contacts: the usual number of days after the talk."""
    actor: str = ""
    """Agreements: who usually does it, an id of the bank `actors`."""
    moment: str = ""
    """Goals: its usual time, an id of the bank `moments`."""
    topics: tuple[str, ...] = ()
    """What it is about, by the ids of `topicwords.toml`: it comes first where the parent wrote of that."""
    mark: Mark = ""
    """Who may not see it, from the moment that it is picked."""
    areas: tuple[str, ...] = ()
    """Goals: the wishes it is a small first step for, by their names in `goalwords.toml`."""
    retired: bool = False
    """Whether it is offered no more. Preps that hold it are still read and printed."""


class Kind(Entry):
    """A kind of talk: its usual minutes (`sourced` when a source gives them), who speaks most, what fits."""

    minutes: int
    sourced: bool
    speaks: Literal["parent", "teacher", "child", "mixed"]
    roles: tuple[str, ...]
    bring: tuple[str, ...]
    child: Literal["yes", "often", "sometimes", "no"]
    first: tuple[str, ...] = ()
    """The questions that come first."""
    well: tuple[str, ...] = ()
    """The questions that replace the last of those when all is expected to be well."""
    bad_news: tuple[str, ...] = Field((), alias="bad-news")
    """And when bad news is expected."""
    ages: Mapping[str, tuple[str, ...]] = Field({})
    """And those that a child of this age adds, by ids of the bank `groups`."""
    leads: Mapping[str, tuple[str, ...]] = Field({})
    """What comes first in other banks, by their names."""
    serious: bool = False
    """Whether it is about something that went wrong or needs help: nothing is then said in a cheerful tone."""


class Word(Entry):
    """A word of school, as teachers say it. What it means, its trap and what to ask are `texts("jargon.ID.PART")`."""

    term: str
    full: str = ""
    """What an abbreviation stands for."""
    also: tuple[str, ...] = ()
    """Other ways to write it."""
    see: tuple[str, ...] = ()
    """Words that go with it."""
    silent: bool = False
    """Whether it is an ordinary word too: a search finds it, but it is never pointed out in a text."""


class Hard(Entry):
    """Help for hard talks, by theme: advice (`talk`), who can help (`support`), or who helps at once (`safety`)."""

    phrases: tuple[str, ...] = ()
    """What to say, of the bank `phrases`."""
    site: str = ""
    """The site of those who help; only what the source itself gives."""
    phone: str = ""
    """The number to call, only where its owner or the government names it."""


MODELS: Mapping[str, type[Entry]] = {"kinds": Kind, "jargon": Word, "hard": Hard}
"""The banks whose entries have more fields than `Entry`."""


@cache
def bank(name: str) -> Mapping[str, Entry]:
    """All entries of a bank by id, in the order of its file. Its `[defaults]` apply to every entry.

    Raises FileNotFoundError for an unknown bank and pydantic's ValidationError for a wrong entry.
    """
    model = MODELS.get(name, Entry)
    tables = _read(name)
    defaults = tables.pop("defaults", {})
    return {key: model(id=key, **(defaults | table)) for key, table in tables.items()}


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of talk by id."""
    return {key: entry for key, entry in bank("kinds").items() if isinstance(entry, Kind)}


def is_serious(kind: str) -> bool:
    """Whether this kind of talk of ours has no cheerful tone; of own words, `topics.is_serious_talk` knows it too."""
    known = kinds().get(kind)
    return known is not None and known.serious


@cache
def school_words() -> Mapping[str, Word]:
    """The words of school by id."""
    return {key: entry for key, entry in bank("jargon").items() if isinstance(entry, Word)}


@cache
def hard(theme: str) -> tuple[Hard, ...]:
    """The entries of one theme that help when a talk gets hard."""
    return tuple(entry for entry in bank("hard").values() if isinstance(entry, Hard) and entry.theme == theme)


@cache
def sources() -> Mapping[str, Source]:
    """The sources by id."""
    return {key: Source(**table) for key, table in _read("sources").items()}


def _read(name: str) -> dict[str, Any]:
    return tables_in(GUIDE / f"{name}.toml")

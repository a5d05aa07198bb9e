"""The five steps, declared: which fields each asks, of which kind, with which suggestions.

Everything else reads this: screens, sheets, the file, its schema and the checks. The steps follow the
public advice of Ouders & Onderwijs, "Tips voor het gesprek op school" (`oo-tips` in guide/sources.toml).
"""

from __future__ import annotations

import gespreksklaar.content.prep.light_pydantic  # noqa: F401 - before pydantic

# isort: split
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from gespreksklaar.content.prep.fields import LIST_LIMIT, LONG_LIMIT, Asks, Field
from gespreksklaar.content.prep.hand_written import clock_of, day_of
from gespreksklaar.content.prep.vocabulary import AFTER, BEFORE, CLOSE, TALK, AgreementState, Mark, NotedState
from gespreksklaar.content.words.clean import clean_line, clean_text


class Part(BaseModel):
    """A piece of a prep: frozen, checked at every change, keeps keys this version does not know."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)

    @field_validator("*", mode="after")
    @classmethod
    def _harmless(cls, value: Any, info: ValidationInfo) -> Any:
        value = clean_text(value) if isinstance(value, str) else value
        if asks := _asked(cls, str(info.field_name)):
            check_limit(value, asks)
        return value

    def __deepcopy__(self, memo: object = None) -> Self:
        """Itself, as it never changes: pydantic copies the default of every part that a prep is made without."""
        return self


@cache
def _asked(part: type[Part], name: str) -> Asks | None:
    """What this field of a part asks; None when no step asks it."""
    return next((m for m in part.model_fields[name].metadata if isinstance(m, Asks)), None)


LIMITS = {"too-long": "more characters than {limit}", "too-many": "more lines than {limit}",
          "too-many-top": "more marked top than {limit}"}  # fmt: skip
"""The limits a value can exceed, by the reason of the Problem (guide/LANGUAGE/problems.toml)."""


def check_limit(value: object, asks: Asks) -> None:
    """Raise PydanticCustomError, with a reason of `LIMITS`, when a value exceeds a limit of its field."""
    if isinstance(value, str) and len(value) > asks.limit:
        raise _over("too-long", asks.limit)
    if isinstance(value, dict):
        if len(value) > LIST_LIMIT:
            raise _over("too-many", LIST_LIMIT)
        if asks.top and sum([item.top for item in value.values()]) > asks.top:
            raise _over("too-many-top", asks.top)


def _over(reason: str, limit: int) -> PydanticCustomError:
    return PydanticCustomError(reason, LIMITS[reason], {"limit": limit})


def _read_by(read: Callable[[object], object], kind: str) -> BeforeValidator:
    def check(value: object) -> object:
        try:
            return read(value)
        except ValueError:
            raise PydanticCustomError(f"{kind}_by_hand", "no {kind}", {"kind": kind}) from None

    return BeforeValidator(check)


Day = Annotated[date, _read_by(day_of, "date")]
Clock = Annotated[time, _read_by(clock_of, "time")]


class Item(Part):
    """A line of a list. Its key is a suggestion's id; `text` holds the parent's own or changed words."""

    text: Annotated[str, Asks("long", limit=2_000)] = ""
    top: bool = False
    mark: Mark = ""


class Agreement(Item):
    """Who does what by when; `text` is the what. `by` is a date, or words where no date is known."""

    id: str = ""
    """Its identity in all preps, from the talk where it was made."""
    made: bool = False
    """Whether it was agreed at the talk; until then it is the parent's wish."""
    who: Annotated[str, Asks("pick_one", bank="actors")] = ""
    by: date | str = ""
    see: Annotated[str, Asks("pick_one", bank="signs")] = ""
    """How both see that it is done."""
    state: AgreementState = ""
    state_day: Day | None = None
    """The day on which its outcome was recorded."""

    @field_validator("by", mode="before")
    @classmethod
    def _as_day(cls, value: object) -> object:
        with suppress(ValueError):
            return day_of(value)
        return value

    @field_validator("by", mode="after")
    @classmethod
    def _one_line(cls, value: date | str) -> date | str:
        return clean_line(value)[:200] if isinstance(value, str) else value


class Going(Part):
    """Step 1: which talk, when, where, with whom; and who comes along."""

    kind: Annotated[str, Asks("pick_one", bank="kinds", needed=True)] = ""
    child: Annotated[str, Asks("line", limit=60, needed=True)] = ""
    group: Annotated[str, Asks("pick_one", bank="groups", limit=60)] = ""
    expect: Annotated[str, Asks("pick_one", bank="expectations")] = ""
    day: Annotated[Day | None, Asks("day", needed=True)] = None
    start: Annotated[Clock | None, Asks("clock")] = None
    minutes: Annotated[int | None, Asks("minutes")] = None
    place: Annotated[str, Asks("line", limit=100)] = ""
    people: Annotated[dict[str, Item], Asks("pick_many", bank="roles")] = {}
    attend: Annotated[str, Asks("pick_one", bank="attendance")] = ""
    companions: Annotated[dict[str, Item], Asks("pick_many", bank="companions")] = {}

    @field_validator("minutes")
    @classmethod
    def _possible(cls, value: int | None) -> int | None:
        if value is not None and not 1 <= value <= 480:
            raise ValueError("minutes: from 1 to 480")
        return value


class Child(Part):
    """Step 2: what the child says before the talk."""

    likes: Annotated[dict[str, Item], Asks("pick_many", bank="likes", needed=True)] = {}
    dislikes: Annotated[dict[str, Item], Asks("pick_many", bank="dislikes")] = {}
    report: Annotated[str, Asks("long", limit=LONG_LIMIT)] = ""
    wishes: Annotated[dict[str, Item], Asks("pick_many", bank="wishes")] = {}
    comes: Annotated[str, Asks("pick_one", bank="presence")] = ""


class Ask(Part):
    """Step 3: what is on the parent's mind, and the questions to ask; at most three are top."""

    mind: Annotated[str, Asks("long", limit=LONG_LIMIT)] = ""
    questions: Annotated[dict[str, Item], Asks("pick_many", bank="questions", top=3, needed=True)] = {}


class Tell(Part):
    """Step 4: what only home knows."""

    tells: Annotated[dict[str, Item], Asks("pick_many", bank="tells", needed=True)] = {}


class Goal(Part):
    """One small goal: the sentence, and its parts (who does what, when or how often, how we see it).

    A part holds the id of a suggestion, or own words.
    """

    what: Annotated[str, Asks("pick_one", bank="goals", needed=True)] = ""
    who: Annotated[str, Asks("pick_one", bank="actors")] = ""
    when: Annotated[str, Asks("pick_one", bank="moments")] = ""
    sign: Annotated[str, Asks("pick_one", bank="signs")] = ""
    sentence: Annotated[str, Asks("line", limit=500)] = ""
    mark: Mark = ""


class Agree(Part):
    """Step 5: phrases for explanation, one small goal, agreements, and the next contact."""

    phrases: Annotated[dict[str, Item], Asks("pick_many", bank="phrases")] = {}
    goal: Goal = Goal()
    agreements: Annotated[dict[str, Agreement], Asks("agreements", bank="agreements")] = {}
    contact: Annotated[str, Asks("pick_one", bank="contacts")] = ""
    contact_day: Annotated[Day | None, Asks("day")] = None


class Noted(Part):
    """What became of one question or one thing to tell, and what was noted with it."""

    state: NotedState = ""
    notes: Annotated[str, Asks("long", limit=2_000)] = ""


class Talk(Part):
    """The talk itself and what came of it. `noted` is keyed `questions.KEY` or `tells.KEY`."""

    began: datetime | None = None
    """When it began, in local time; the minutes are counted from then."""
    child_there: bool | None = None
    """Whether the child sits at the table, as the user set it during the talk; None: as prepared."""
    noted: Annotated[dict[str, Noted], Asks("noted")] = {}
    went: Annotated[str, Asks("long", limit=LONG_LIMIT)] = ""
    tell_child: Annotated[str, Asks("long", limit=LONG_LIMIT)] = ""
    contact_who: Annotated[str, Asks("pick_one", bank="actors")] = ""

    @field_validator("began", mode="after")
    @classmethod
    def _of_here(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=None, microsecond=0) if value else value


class Carried(Agreement):
    """An agreement of an earlier talk, as the prep for a later one holds it. Its key is its identity."""

    suggestion: str = ""
    """The suggestion whose words it has; empty when the words are the parent's own."""
    day: Day | None = None
    """The day of the talk where it was agreed."""


class Before(Part):
    """What was agreed at earlier talks with this child, and what became of it."""

    agreements: Annotated[dict[str, Carried], Asks("before", bank="agreements")] = {}


STEP_MODELS: dict[str, type[Part]] = {"going": Going, "child": Child, "ask": Ask, "tell": Tell, "agree": Agree}
PARTS: dict[str, type[Part]] = {**STEP_MODELS, TALK: Talk, BEFORE: Before}
"""The steps, the talk itself, and the agreements of earlier talks."""


_AGREED = ("agree.agreements", "agree.contact", "agree.contact_day", "talk.contact_who")
ASKED_LATER: dict[str, tuple[str, ...]] = {
    CLOSE: _AGREED,
    AFTER: ("talk.noted", *_AGREED, "talk.went", "talk.tell_child"),
}
"""What the last minutes of a talk ask, and the place just after it: fields of the steps and of the talk, by path."""


@cache
def fields_at(place: str) -> tuple[Field, ...]:
    """The fields that a step, or a place of `ASKED_LATER`, asks, from top to bottom."""
    return tuple(all_fields()[path] for path in ASKED_LATER[place]) if place in ASKED_LATER else fields_of(place)


@cache
def fields_of(step: str) -> tuple[Field, ...]:
    """The fields a step (or the talk) asks, in order; a nested part's fields by dotted path (`agree.goal.what`)."""
    return tuple(_fields(PARTS[step], step))


@cache
def all_fields() -> dict[str, Field]:
    """Every declared field by its path."""
    return {field.path: field for step in PARTS for field in fields_of(step)}


def _fields(part: type[Part], path: str) -> Iterator[Field]:
    for name, info in part.model_fields.items():
        if asks := _asked(part, name):
            yield Field(f"{path}.{name}", asks)
        elif isinstance(info.annotation, type) and issubclass(info.annotation, Part):
            yield from _fields(info.annotation, f"{path}.{name}")

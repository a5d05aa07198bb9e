"""A prep: everything one family noted for one talk, as one frozen, validated value."""

from __future__ import annotations

import gespreksklaar.content.prep.light_pydantic  # noqa: F401 - before pydantic

# isort: split
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Self, TypeVar
from uuid import uuid4

from pydantic import Field as PydanticField
from pydantic import field_validator

from gespreksklaar.content.prep.declaration import Agree, Ask, Before, Child, Going, Item, Part, Talk, Tell
from gespreksklaar.content.prep.fields import LINE_LIMIT, Asks
from gespreksklaar.content.words.clean import clean_line

FORMAT = 1
_Part = TypeVar("_Part", bound=Part)


def new_id() -> str:
    """A new short identity for a prep or an own line; copies of the file and edits keep it."""
    return uuid4().hex[:12]


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)


class Prep(Part):
    """One talk's preparation. The parts are those of `declaration.py`: five steps, the talk itself, earlier ones."""

    format: int = FORMAT
    id: str = PydanticField(default_factory=new_id)
    created: datetime = PydanticField(default_factory=_now)
    short: bool = False
    """Whether its steps ask only what a first talk needs (`Asks.needed`), and what was answered already."""
    going: Going = Going()
    child: Child = Child()
    ask: Ask = Ask()
    tell: Tell = Tell()
    agree: Agree = Agree()
    talk: Talk = Talk()
    before: Before = Before()
    words: Annotated[dict[str, Item], Asks("pick_many", bank="jargon")] = {}  # noqa: RUF012 - pydantic copies it
    """The words of school that the user takes along, explained."""
    unread: dict[str, str] = {}  # noqa: RUF012 - pydantic copies it
    """By path of a field: words typed for a day, a time or minutes but not understood, kept for the user to correct."""

    @field_validator("unread", mode="after")
    @classmethod
    def _lines(cls, value: dict[str, str]) -> dict[str, str]:
        return {path: clean_line(words)[:LINE_LIMIT] for path, words in value.items()}

    def get(self, path: str) -> Any:
        """The value of a declared field, by its path (`going.child`)."""
        value: Any = self
        for name in path.split("."):
            value = getattr(value, name)
        return value

    def edited(self, path: str, value: object) -> Self:
        """The prep with one field changed to `value`; only that field is validated, all others stay the same objects.

        Raises pydantic's ValidationError when the field cannot hold it.
        """
        return _with(self, path.split("."), value)

    def is_same(self, other: Prep) -> bool:
        """Whether another prep is the same, the order of its lists included: `==` does not see that."""
        return is_same(self, other)

    def tables(self) -> dict[str, Any]:
        """The prep as plain tables for a file: only what was filled in, unknown keys included."""
        plain = self.model_dump(exclude_defaults=True)
        head = {"format": self.format, "id": self.id, "created": self.created}
        return head | {name: table for name, table in plain.items() if name not in head}


@cache
def all_paths() -> tuple[str, ...]:
    """The path of every value of a prep, also those no step asks; without its format, id and creation time."""
    return tuple(path for path in _paths(Prep, "") if path not in ("format", "id", "created"))


def _paths(part: type[Part], above: str) -> Iterator[str]:
    for name, info in part.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Part):
            yield from _paths(info.annotation, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def is_same(one: object, other: object) -> bool:
    """Whether two preps, or two values of one, are equal, the order of lists included: `==` ignores that."""
    if one != other:
        return False
    if isinstance(one, Part):
        return all(is_same(getattr(one, name), getattr(other, name)) for name in type(one).model_fields)
    return not (isinstance(one, dict) and isinstance(other, dict)) or list(one) == list(other)


def _with(part: _Part, path: list[str], value: object) -> _Part:
    name, rest = path[0], path[1:]
    held = getattr(part, name)
    changed = _with(held, rest, value) if rest else _checked(type(part), name, _to_check(value, held))
    return part.model_copy(update={name: changed})


def _checked(kind: type[Part], name: str, value: object) -> object:
    """The validated value of this field of a part. It is validated alone, as every other field may be missing."""
    return getattr(kind.model_validate({name: value}), name)


def _to_check(value: Any, held: Any) -> Any:
    """A value with its new parts as plain tables, because pydantic does not validate instances of a model."""
    if isinstance(value, Part):
        return value if value is held or value == held else dict(value)
    if isinstance(value, Mapping):
        known = held if isinstance(held, Mapping) else {}
        # At every letter, all but one of the hundreds of lines of a list are the same objects.
        return {
            key: inside if inside is (old := known.get(key)) else _to_check(inside, old)
            for key, inside in value.items()
        }
    return value

"""The tables of a prep with hostile strings in all its fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import cycle
from typing import Any

from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.fields import Field

_LISTS = {"pick_many", "agreements"}


def text_fields() -> list[Field]:
    """The declared fields that hold words."""
    return [
        field for field in all_fields().values() if field.asks.kind in {"line", "long", "pick_one", "noted", *_LISTS}
    ]


def hostile_prep(strings: Sequence[str]) -> dict[str, Any]:
    """The tables of a prep with these strings spread over all the fields that hold words."""
    fields = text_fields()
    lists = [field for field in fields if field.asks.kind in _LISTS]
    shared = {field.path: strings[n :: len(lists)] or [strings[n % len(strings)]] for n, field in enumerate(lists)}
    turn = cycle(strings)
    tables: dict[str, Any] = {"format": 1, "id": strings[0][:50], "created": datetime(2026, 11, 20)}
    for field in fields:
        if field in lists:
            _put(tables, field.path, _lines(shared[field.path], agreements=field.asks.kind == "agreements"))
        elif field.asks.kind != "noted":
            _put(tables, field.path, next(turn)[: field.asks.limit])
    noted = {f"questions.{key}": {"notes": next(turn)[:400]} for key in tables["ask"]["questions"]}
    _put(tables, "talk.noted", noted)
    # The sheets print earlier agreements too.
    tables["before"] = {"agreements": dict(tables["agree"]["agreements"])}
    return tables | {"unknown " + strings[0][:50]: strings[-1][:500]}


def _lines(strings: Sequence[str], *, agreements: bool) -> dict[str, Any]:
    """A list with each string as the words of a line, and as the key of a line without words."""
    found: dict[str, Any] = {}
    # A list of many strings must fit on two screens.
    longest = 2_000 if len(strings) == 1 else 400
    for number, text in enumerate(strings):
        found[f"own-{number}x"] = {"text": text[:longest]}
        if agreements:
            found[f"own-{number}x"] |= {"who": text[:200], "by": text[:200], "see": text[:200], "made": number % 2 == 0}
        found[text[:200]] = {"top": False}
    return found


def _put(tables: dict[str, Any], path: str, value: object) -> None:
    *parts, name = path.split(".")
    for part in parts:
        tables = tables.setdefault(part, {})
    tables[name] = value

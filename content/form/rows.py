"""A row of a list to choose from: what every front shows, however it shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_LAST_NUMBER = 9


@dataclass(frozen=True)
class Row:
    """One row: `mark` as `[x]` stands before it, `tag` as `top 1` at the right, `number` picks it."""

    key: str
    text: str
    mark: str = ""
    tag: str = ""
    number: int | None = None
    heading: bool = False


def number_key(number: int) -> int | None:
    """The number that picks the row at this place, counted from 1; None past the last number key."""
    return number if number <= _LAST_NUMBER else None


def numbered(rows: Iterable[tuple[str, str]]) -> list[Row]:
    """Rows of these keys and words, each with a number to pick it by, as far as there are number keys."""
    return [Row(key, text, number=number_key(n)) for n, (key, text) in enumerate(rows, 1)]


@dataclass(frozen=True)
class Choice:
    """A question with the rows to answer it by; `at` is the key of the current answer's row, if any."""

    title: str
    rows: tuple[Row, ...]
    at: str = ""

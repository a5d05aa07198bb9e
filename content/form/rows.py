"""A row of a list to choose from: what every front shows, however it shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_LAST_NUMBER = 9


class Row(NamedTuple):
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


def narrowed(rows: Sequence[Row], typed: str) -> tuple[Row, ...]:
    """The rows with each of the words typed in them, and their headings; all rows when nothing is typed.

    They have no numbers: a digit is a part of what is searched for then.
    """
    wanted = _plain(typed).split()
    if not wanted:
        return tuple(rows)
    return tuple(_with_headings(rows, wanted))


def _with_headings(rows: Sequence[Row], wanted: Sequence[str]) -> Iterator[Row]:
    above: Row | None = None
    shown: Row | None = None
    for row in rows:
        if row.heading:
            above = row
            continue
        words = _plain(f"{above.text if above else ''} {row.text} {row.tag}")
        if all(word in words for word in wanted):
            if above is not None and above is not shown:
                yield above
                shown = above
            yield row._replace(number=None)


def _plain(text: str) -> str:
    """The text without capitals and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


class Choice(NamedTuple):
    """A question with the rows to answer it by; `at` is the key of the current answer's row, if any."""

    title: str
    rows: tuple[Row, ...]
    at: str = ""

"""A row of a list to choose from: what every front shows, however it shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from gespreksklaar.content.words.texts import Texts

_LAST_NUMBER = 9
CHOSEN = ("[x]", "(•)")
"""The marks of a row that is picked: in a list, and in a list of which one row is the answer."""


class Row(NamedTuple):
    """One row: `mark` as `[x]` stands before it, `tag` as `top 1` at the right, `number` picks it."""

    key: str
    text: str
    mark: str = ""
    tag: str = ""
    number: int | None = None
    heading: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether this row is picked: picking it again takes that back."""
        return self.mark in CHOSEN


def number_key(number: int) -> int | None:
    """The number that picks the row at this place, counted from 1; None past the last number key."""
    return number if number <= _LAST_NUMBER else None


def numbered(rows: Iterable[tuple[str, str]]) -> list[Row]:
    """Rows of these keys and words, each with a number to pick it by, as far as there are number keys."""
    return [Row(key, text, number=number_key(n)) for n, (key, text) in enumerate(rows, 1)]


PAGE: Final = 7
"""Rows to a page, where more have no number key: the two keys left show the next page and the one before."""
MORE: Final = "show-more"
"""The key of the row that shows the next page."""
EARLIER: Final = "show-earlier"
"""The key of the row that shows the page before."""


def pages_of(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """The rows in pages: one page where each has a number key, else pages of `PAGE` rows, numbered anew."""
    if len(rows) <= _LAST_NUMBER:
        return [tuple(rows)]
    pages = (rows[at : at + PAGE] for at in range(0, len(rows), PAGE))
    return [tuple(row._replace(number=n) for n, row in enumerate(page, 1)) for page in pages]


def turning_rows(page: int, pages: int, texts: Texts) -> tuple[Row, ...]:
    """The rows below a page, counted from 0, that show the next one and the one before, where there is one."""
    more = Row(MORE, texts("ui.field.more"), number=PAGE + 1)
    earlier = Row(EARLIER, texts("ui.field.earlier"), number=PAGE + 2)
    return (*((more,) if page + 1 < pages else ()), *((earlier,) if page > 0 else ()))


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

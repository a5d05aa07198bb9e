"""The rule of the keyboard in a step's field: what a typed character does there.

Letters write, everything else acts. So no letter is a command, whatever the layout and whether Caps Lock is on, and the
signs that act are all on a number pad or have a key beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from gespreksklaar.content.form.rows import Row

Meaning = Literal["write", "pick", "again", "next", "none", "act", "look"]
"""What a character does: it goes into the line for own words; picks the row with its number; takes that back and begins
a line with the digit; goes to the next step; stands beside no row; acts on the row of the cursor; moves to the list."""

NEXT: Final = "0"
"""Goes to the next step, wherever a digit picks."""
SIGNS: Final = frozenset("*/+-.,=<")
"""They act on the row of the cursor. The comma too: on many number pads it is the key of the point."""


def in_list(character: str, rows: Sequence[Row], *, picked_by: str = "") -> Meaning:
    """What a character means with the cursor on a row; `picked_by` is the digit that picked a row just before it."""
    if character in SIGNS:
        return "act"
    if character == " ":
        return "pick"
    if not _is_digit(character):
        return "write"
    if _stands_on_screen(character, rows):
        return "pick"
    if character == picked_by:
        return "again"
    return "next" if character == NEXT else "none"


def in_empty_line(character: str, rows: Sequence[Row]) -> Meaning:
    """What the first character means in an empty line above or below such a list.

    Nobody sees a row marked there, so a space only moves to the list. A digit without a row begins the line.
    """
    if character == " ":
        return "look"
    if character == NEXT:
        return "next"
    return "pick" if _is_digit(character) and _stands_on_screen(character, rows) else "write"


def is_lone_digit(text: str) -> bool:
    """Whether this is a single digit: pressed to pick a row, and no line to put on a sheet."""
    return len(text) == 1 and _is_digit(text)


def without_opening_quote(text: str) -> str:
    """The line without a quote before its first digit, which only kept that digit from picking a row."""
    rest = text[1:]
    return rest if text[:1] in ("'", '"') and _is_digit(rest[:1]) and text[0] not in rest else text


def _is_digit(character: str) -> bool:
    return len(character) == 1 and character in "0123456789"


def _stands_on_screen(digit: str, rows: Sequence[Row]) -> bool:
    return any(str(row.number) == digit for row in rows)

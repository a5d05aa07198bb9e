"""The rule of the keyboard in a step's field: what a typed character does there.

Letters write, everything else acts. So no letter is a command, whatever the layout and whether Caps Lock is on, and the
signs that act are all on a number pad or have a key beside it.

A number that stands beside a row picks it at once, and a sentence can begin with a number all the same: what was typed
since the first digit tells the two apart at the next key. After a digit `0` goes nowhere before Enter, as `100` may be
a number, and the picks of `2 of 3` are taken back when its letter comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Self

from gespreksklaar.content.form.rows import Row

Meaning = Literal["write", "pick", "text", "wait", "next", "none", "act", "look", "undo"]
"""What a character does: it goes into the line for own words; picks the row with its number; goes into the line after
all that was typed since a digit, which picks nothing then; waits for the next key, as it may be part of a number; goes
to the next step; stands beside no row; acts on the row of the cursor; moves to the list; takes the last change back."""

NEXT: Final = "0"
"""Goes to the next step, wherever a digit picks."""
SIGNS: Final = frozenset("*/+-.,=<")
"""They act on the row of the cursor. The comma too: on many number pads it is the key of the point."""
_UNDO: Final = "<"
_QUOTES: Final = "'\""
_AFTER_A_DIGIT: Final = frozenset(("e", "ste", "st", "nd", "rd", "th", "km", "cm", "kg"))
"""What belongs to the digit right before it: `1e`, `2nd`, `5km`. Not `de`, which is a word as well."""
_NUMBER_AND_SPACE: Final = re.compile(r"\d+(?: ?[-.,/+*] ?\d+)*[-.,/+*]? +")
_NUMBER_AND_HYPHEN: Final = re.compile(r"\d+(?: ?[-.,/+*] ?\d+)*-")
_IN_A_NUMBER: Final = re.compile(r"[\d.,]$")
"""After these a zero may belong to a number: `10`, `15.00`."""
_ENDED: Final = re.compile(r"\d +$")
"""A digit after this begins another number."""


@dataclass(frozen=True)
class SoFar:
    """What was typed since a digit, key after key, and the value of the field before that."""

    keys: str = ""
    before: Any = None

    @property
    def waits(self) -> bool:
        """Whether Enter goes to the next step: the last key was a zero that may be part of a number."""
        return self.keys.endswith(NEXT)

    @property
    def may_take_zero(self) -> bool:
        """Whether a zero typed now may be part of a number."""
        return bool(_IN_A_NUMBER.search(self.keys))

    def followed_by(self, character: str, value: object) -> Self:
        """The same with one more key; a first key counts only if it is a digit, and `value` is the field's then."""
        if self.keys and not (_is_digit(character) and _ENDED.search(self.keys)):
            return replace(self, keys=self.keys + character)
        return type(self)(character, value) if _is_digit(character) else type(self)()


def in_list(character: str, rows: Sequence[Row], so_far: str = "") -> Meaning:
    """What a character means with the cursor on a row; `so_far` is what was typed since a digit."""
    if so_far and _makes_a_text(so_far, character):
        return "text"
    if character in SIGNS:
        return "act"
    if character == " ":
        return "pick"
    if not _is_digit(character):
        return "write"
    if character == NEXT:
        return "wait" if _IN_A_NUMBER.search(so_far) else "next"
    return "pick" if _stands_on_screen(character, rows) else "none"


def in_empty_line(character: str, rows: Sequence[Row]) -> Meaning:
    """What the first character means in an empty line above or below such a list.

    Nobody sees a row marked there, so a space only moves to the list. A digit without a row begins the line.
    """
    if character == " ":
        return "look"
    if character == NEXT:
        return "next"
    if character == _UNDO:
        return "undo"
    return "pick" if _is_digit(character) and _stands_on_screen(character, rows) else "write"


def in_empty_note(character: str, rows: Sequence[Row], so_far: str = "") -> Meaning:
    """What a character means at the table, in an empty note or on the ticks above it.

    There one writes more than one picks: only the numbers of the ticks do not write, and the next place always waits
    for Enter, as `06` and `0,5` are notes.
    """
    if so_far and _makes_a_text(so_far, character):
        return "text"
    if character == NEXT:
        return "wait"
    if _is_digit(character) and _stands_on_screen(character, rows):
        return "pick"
    if character == " ":
        return "look"
    return "text" if so_far and not character.isalpha() else "write"


def in_list_of_times(character: str, rows: Sequence[Row], so_far: str = "") -> Meaning:
    """What a character means at a day, a time or minutes, which begin with a digit: in the empty line or in the list.

    There a digit alone picks, and with anything after it, it is the beginning of what is typed: `15`, `3 dec`.
    """
    if character == " ":
        return "wait" if so_far else "look"
    if so_far:
        return "text"
    return "pick" if _is_digit(character) and _stands_on_screen(character, rows) else "write"


def _makes_a_text(so_far: str, character: str) -> bool:
    """Whether this key shows that what was typed since a digit is the beginning of a sentence.

    A letter right after a digit does not: many pick a row, and go on in their own words.
    """
    if NEXT in so_far:
        return not _is_digit(character) and character != _UNDO
    if character in SIGNS or character in _QUOTES or character == " " or _is_digit(character):
        return False
    if character in "xX" or not character.isalpha():
        return _is_digit(so_far[-1]) or bool(_NUMBER_AND_SPACE.fullmatch(so_far))
    return bool(_NUMBER_AND_SPACE.fullmatch(so_far) or _NUMBER_AND_HYPHEN.fullmatch(so_far))


def is_ordinal(line: str) -> bool:
    """Whether a line that was begun right after a digit shows by now that the digit belongs to it: `1e rapport`."""
    first, space, _ = line.partition(" ")
    return bool(space) and first in _AFTER_A_DIGIT


def is_only_digits(text: str) -> bool:
    """Whether there are only digits here: pressed to pick rows, and no line to put on a sheet."""
    return bool(text) and all(map(_is_digit, text.replace(" ", "")))


def is_only_signs(text: str) -> bool:
    """Whether there are only signs here that are keys where nobody writes: meant as such, and no line for a sheet."""
    return bool(text) and set(text.replace(" ", "")) <= SIGNS


def without_opening_quote(text: str) -> str:
    """The line without a quote before its first digit, which only kept that digit from picking a row."""
    rest = text[1:]
    return rest if text[:1] in _QUOTES and _is_digit(rest[:1]) and text[0] not in rest else text


def _is_digit(character: str) -> bool:
    return len(character) == 1 and character in "0123456789"


def _stands_on_screen(digit: str, rows: Sequence[Row]) -> bool:
    return any(str(row.number) == digit for row in rows)

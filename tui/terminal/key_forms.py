"""Read the many forms in which terminals send one key, and give each in a form that Textual's parser knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS

from gespreksklaar.tui.terminal.digit_rows import DIGIT_ROWS

LONGEST: Final = 48
"""The longest sequence of a key, in characters: one letter with all its alternates, modifiers and text fits."""
_SHIFT, _ALT, _CAPS = 1, 2, 64
_REAL_MODIFIERS = 63
"""All but Caps Lock and Num Lock, which the newer protocol counts as modifiers."""
_TEXT_MODIFIERS = _SHIFT | _ALT
"""What can be held to type a character: Alt is AltGr, or Option on a Mac."""
_RELEASED = "3"
_CONTROLS = {*range(32), 127}

_KEYPAD = dict(zip(range(57399, 57417), b"0123456789./*-+\r=,", strict=True))
"""The keypad of the newer protocol; without a text of its own a key stands for this one."""
_WITHOUT_SHIFT = {13, 27, 32, 127}
"""Enter, Escape, space and backspace: Shift is still held from a capital."""

_SAME: Mapping[str, str] = {
    # PuTTY's VT100+ function keys go on where VT100 stops. Xterm's = of the number pad is ESC O X as well, but only in
    # a mode that the driver ends.
    **{f"\x1bO{final}": f"\x1b[{n}~" for final, n in zip("TUVWXYZ[", (15, 17, 18, 19, 20, 21, 23, 24), strict=True)},
    # PuTTY's SCO function keys, as far as no other terminal sends the same for another key.
    "\x1b[N": "\x1b[12~", "\x1b[L": "\x1b[2~",
    **{f"\x1b[{final}": f"\x1b[{n}~" for final, n in zip("TUVWX", (19, 20, 21, 23, 24), strict=True)},
    "\x1b[Ow": "\x1b[F",  # PuTTY in its rxvt mode
    "\x1bOa": "\x1b[1;5A", "\x1bOb": "\x1b[1;5B", "\x1bOc": "\x1b[1;5C", "\x1bOd": "\x1b[1;5D",  # rxvt
    **{f"\x1b[5{final}": f"\x1b[1;5{final}" for final in "ABCD"},
    "\x1b[R": "\x1bOR",  # kitty, before 0.25
    # The key to the right of a PC's number pad is VT's comma for PuTTY, and its plus for whoever presses it.
    "\x1bOl": "+",
}  # fmt: skip
_KEYPAD_SIGNS = dict(zip("jklmnopqrstuvwxy", "*++-./0123456789", strict=True))
"""The keypad in application mode."""

_EXTENDED = re.compile(r"\x1b\[([\d:]{0,23})(?:;([\d:]{0,5})(?:;([\d:]*))?)?([u~A-FHPQRS])")
_KEY_LIKE = re.compile(r"\x1b(?:\[[\d;:]*[~^$@A-HJ-LNP-QSTU-Zabd-lp-su-wz]|\[\[.|\[?O.)")
"""What may be a key that is not known, as reports of the terminal are not."""
_SYNCHRONIZED = re.compile(r"\x1b\[\?2026;\d\$y")
"""The only useful report: the terminal supports synchronized output."""
ANSWER: Final = "\x1b[0n"
"""The terminal's answer to the question whether it is there."""
_LET_GO = {"25", "26", "28", "29", "31", "32", "33", "34", "62", "63"}
"""F13 to F20 and a wheel: nothing answers to them, and Textual reads these numbers as characters."""


Kind = Literal["text", "sequence", "escape", "alt", "paste", "unknown"]


class Piece(NamedTuple):
    """One whole piece of input: text or one sequence for the parser, Escape, Alt with a character, or a paste.

    A key that is not known is a piece too, so that it can be told. `digit` is the one on the key that typed this text.
    """

    kind: Kind
    text: str
    digit: str = ""


UNKNOWN: Final = Piece("unknown", "")


@lru_cache(1024)
def read_key(sequence: str) -> Piece | None:
    """The key of a whole sequence, or None for a report of the terminal and for a key that is let go."""
    if len(sequence) > LONGEST:
        return None
    sequence = _in_usual_form(sequence)
    if not sequence.startswith("\x1b"):
        return Piece("text", sequence)
    if found := _EXTENDED.fullmatch(sequence):
        return _read_extended(*found.groups(""))
    if sequence in ANSI_SEQUENCES_KEYS or _SYNCHRONIZED.fullmatch(sequence):
        return Piece("sequence", sequence)
    if len(sequence) == 2:
        # Textual has no keys for Alt with a control character, only for the character itself.
        return Piece("alt" if sequence[1].isprintable() else "text", sequence[1])
    return UNKNOWN if _KEY_LIKE.fullmatch(sequence) else None


def _in_usual_form(sequence: str) -> str:
    if same := _SAME.get(sequence):
        return same
    for form, usual in _OLD_FORMS:
        if found := form.fullmatch(sequence):
            return usual(found)
    return sequence


_RXVT_MODIFIERS = {"$": 2, "^": 5, "@": 6}
_OLD_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    # A modifier in the old place, as Konsole and old xterms have it.
    (
        re.compile(r"\x1bO(?:\d{1,3};)?(\d{1,3})([A-Za-z])"),
        lambda found: _KEYPAD_SIGNS.get(found[2], f"\x1b[1;{found[1]}{found[2]}"),
    ),
    (re.compile(r"\x1b\[O(.)"), lambda found: _in_usual_form(f"\x1bO{found[1]}")),
    (re.compile(r"\x1b\[(\d{1,2})([$^@])"), lambda found: f"\x1b[{found[1]};{_RXVT_MODIFIERS[found[2]]}~"),
    # Xterm's modifyOtherKeys, and tmux's extended keys in its form.
    (re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~"), lambda found: f"\x1b[{found[2]};{found[1]}u"),
    # F3 with Caps Lock or Num Lock, rather than where the cursor is, which nobody asks.
    (re.compile(r"\x1b\[1;(?:65|129|193)R"), lambda _: "\x1bOR"),
)


def _read_extended(codes: str, modifiers: str, texts: str, final: str) -> Piece | None:
    number, _, event = modifiers.partition(":")
    if event == _RELEASED or final == "R":
        return None
    held = max(int(number or 1) - 1, 0) if number.isdecimal() or not number else 256
    if held > 255 or event not in ("", "1", "2"):
        return UNKNOWN
    if final != "u":
        return _read_functional(codes, held, final)
    code, shifted, base, *more = (int(part or 0) for part in (codes + "::").split(":"))
    numbers = [int(part) for part in texts.split(":") if part]
    typed = [n for n in numbers if n not in _CONTROLS]
    if not (codes or typed) or any(more) or not all(map(_is_character, typed)):
        return UNKNOWN
    return _read_key(code, shifted, base, held, "".join(map(chr, typed)))


def _read_functional(codes: str, held: int, final: str) -> Piece | None:
    number = codes or "1"
    if not number.isdecimal() or f"{int(number)}{final}" not in FUNCTIONAL_KEYS:
        return None if final == "~" and number in _LET_GO else UNKNOWN
    return Piece("sequence", f"\x1b[{number};{held + 1}{final}" if held else f"\x1b[{codes}{final}")


def _read_key(code: int, shifted: int, base: int, held: int, typed: str) -> Piece:
    if typed and not held & _REAL_MODIFIERS & ~_TEXT_MODIFIERS:
        return Piece("text", typed, _digit_of(typed, code, base, held))
    code = _KEYPAD.get(code, code)
    held_too = held & _REAL_MODIFIERS & ~(_SHIFT if code in _WITHOUT_SHIFT else 0)
    if f"{code}u" not in FUNCTIONAL_KEYS:
        if not _is_character(code):
            return UNKNOWN
        if not held_too & ~_SHIFT:
            character = _as_typed(code, shifted, held)
            return Piece("text", character, _digit_of(character, code, base, held))
        if code > 126 and 32 < base < 127:
            # The key that stands there on a Latin keyboard: Ctrl with a Cyrillic letter.
            code = base
    return Piece("sequence", f"\x1b[{code};{held_too + 1}u" if held_too else f"\x1b[{code}u")


def _as_typed(code: int, shifted: int, held: int) -> str:
    """What a key types, by a terminal that doesn't tell."""
    character = chr(code)
    if held & _SHIFT and _is_character(shifted) and shifted > ord(" "):
        return chr(shifted)
    upper = bool(held & _SHIFT) != bool(held & _CAPS) if character.isalpha() else bool(held & _SHIFT)
    return character.upper() if upper and len(character.upper()) == 1 else character


def _digit_of(typed: str, code: int, base: int, held: int) -> str:
    """The digit on the key, where a digit of this keyboard needs Shift: & on the 1 of a Belgian one.

    A sign that AltGr types is no digit, and neither is one that acts by itself.
    """
    if not 48 <= base <= 57 or held & _TEXT_MODIFIERS or not _is_character(code) or typed != chr(code):
        return ""
    is_in_row = typed.isalpha() or any(typed in row for row in DIGIT_ROWS.values())
    return chr(base) if is_in_row else ""


def _is_character(code: int) -> bool:
    """Whether this is a code point: no control, no surrogate, and no private-use number for a key without a name."""
    return 32 <= code <= 0x10FFFF and not 0x7F <= code <= 0x9F and not 0xD800 <= code <= 0xF8FF

"""Make text from people and files harmless: no control sequences, no invisible characters."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import Final

MOST_MARKS: Final = 8
"""The most marks on one letter; the scripts that stack most, Hebrew and Tibetan, need about six."""

# Controls, surrogates, noncharacters, and what Unicode calls ignorable: soft hyphen, bidi marks and overrides,
# zero-width spaces, fillers, tag characters. What scripts need stays: the joiners 200C and 200D (Persian, Indic,
# emoji), 180B-180D and 180F (Mongolian), FE0E and FE0F (a sign as text or as emoji). The other variation selectors go,
# those of the supplement too: terminals and printers draw the plain sign anyway, and they can hide whole texts. Newline
# and form feed are not in it: code that wants one line turns them into spaces first.
_UNSEEN: Final = re.compile(
    "[\x00-\x09\x0b\x0d-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_CODE_LIKE: Final = re.compile("%(?=[0-9A-Fa-f]{2})")
_UNSEEN_ASCII: Final = dict.fromkeys([*range(0x0A), 0x0B, *range(0x0D, 0x20), 0x7F])
_JOINERS: Final = frozenset("\u200c\u200d")
_MAYBE_MARK: Final = re.compile(r"[^\w\s!-~]")
# Only here marks can be too many: a long run without a letter, digit, space or ASCII sign, or joiners in a row.
_PILE: Final = re.compile(rf"[^\w\s!-~]{{{MOST_MARKS + 1},}}|[\u200c\u200d]{{2,}}")


def clean_line(text: str) -> str:
    """One line of text: line breaks become spaces, control characters are removed, ends are trimmed."""
    if _is_plain(text):
        return text.strip()
    return _composed(_one_line(text)).strip()


def clean_text(text: str) -> str:
    """Text of several lines: every kind of line break becomes a newline, the rest as in `clean_line`."""
    if _is_plain(text):
        return text
    return clean_part(text).strip("\n")


def clean_part(text: str) -> str:
    """A piece to insert into a text: as in `clean_text`, but its spaces and newlines at both ends stay."""
    # The full stop makes `splitlines` keep a line break at the end.
    return _composed("\n".join(f"{text}.".splitlines())[:-1].replace("\t", " "))


def clean_part_of_line(text: str) -> str:
    """A piece to insert into a line: as in `clean_line`, but its spaces at both ends stay."""
    return _composed(_one_line(text))


def visible_name(name: str) -> str:
    """The name of a file as a person can see and type it: what has no shape is written as `%` and its bytes in hex.

    No two names are shown alike: a `%` that could be read as such is written so too.
    """
    if _is_plain(name) and name == name.strip():
        return _CODE_LIKE.sub(_in_hex("%"), name)
    seen = any(unicodedata.category(sign)[0] in "LNPS" for sign in name)
    ends = {0, len(name) - 1}
    codes = {found.start() for found in _CODE_LIKE.finditer(name)}
    return "".join(
        _in_hex(sign) if at in codes else _visible(sign, beside=seen and at not in ends) for at, sign in enumerate(name)
    )


def in_sight(value: object) -> str:
    """A value as it goes into a text: a path is shown as `visible_name` has it."""
    return visible_name(str(value)) if isinstance(value, PurePath) else str(value)


def _visible(sign: str, *, beside: bool) -> str:
    """This sign, or its bytes; spaces and what changes the sign before it can be seen only `beside` others."""
    has_shape = unicodedata.category(sign)[0] in "LNPS" or (beside and clean_line(f".{sign}.") == f".{sign}.")
    return sign if has_shape and clean_line(sign) == sign.strip() else _in_hex(sign)


def _in_hex(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "surrogateescape"))


def harmless_line(text: str) -> str:
    """The text as it may go to a screen or a line of output: the last check, after all cleaning."""
    return text if _is_plain(text) else _harmless(_one_line(text))


def harmless_pages(text: str) -> str:
    """Pages as they may go to paper or a file: as in `harmless_line`, but newlines and form feeds stay."""
    return _harmless(text)


def _is_plain(text: str) -> bool:
    """Whether the text is one line that needs no cleaning, as nearly all are: a list of preps has thousands."""
    return text.isascii() and text.isprintable()


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()).replace("\t", " ")


def _composed(text: str) -> str:
    text = _harmless(text)
    # Thinned before NFC, because composing a pile of marks takes quadratic time; and after it, as NFC expands some
    # signs.
    return text if text.isascii() else _PILE.sub(_thinned, unicodedata.normalize("NFC", text))


def _harmless(text: str) -> str:
    if text.isascii():
        return text.translate(_UNSEEN_ASCII)
    # A long text has few different signs: checking those first avoids a pass over all of it.
    signs = "".join(set(text))
    if _UNSEEN.search(signs):
        text = _UNSEEN.sub("", text)
    return _PILE.sub(_thinned, text) if _MAYBE_MARK.search(signs) else text


def _thinned(run: re.Match[str]) -> str:
    """The run with at most `MOST_MARKS` marks on a sign, and never two joiners in a row."""
    kept: list[str] = []
    marks = 0
    for sign in run[0]:
        joins = sign in _JOINERS
        marks = marks + 1 if joins or unicodedata.category(sign).startswith("M") else 0
        if marks <= MOST_MARKS and not (joins and kept and kept[-1] in _JOINERS):
            kept.append(sign)
    return "".join(kept)

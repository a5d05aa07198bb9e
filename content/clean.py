"""Make text from people and files harmless: text, never a control sequence."""

from __future__ import annotations

import unicodedata

# Controls, soft hyphen, bidi marks and overrides, zero-width spaces, tag characters, surrogates.
# The zero-width joiners 200C and 200D stay: Persian, Indic scripts and emoji need them.
_REMOVED = {
    *range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F),
    *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080), *range(0xD800, 0xE000),
}  # fmt: skip
_TABLE = dict.fromkeys(_REMOVED)
_TABLE_LONG = {code: None for code in _REMOVED if code != 0x0A}
_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})


def clean_line(text: str) -> str:
    """One line of text: breaks become spaces, what a terminal could obey is gone, ends are trimmed."""
    text = text.translate(_BREAKS).replace("\n", " ")
    return unicodedata.normalize("NFC", text.translate(_TABLE)).strip()


def clean_text(text: str) -> str:
    """Text of several lines: every kind of break becomes a newline, the rest as in `clean_line`."""
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    return unicodedata.normalize("NFC", text.translate(_TABLE_LONG)).strip("\n")

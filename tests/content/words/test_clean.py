"""What is cleaned away and what stays, held against Unicode's own tables; and that cleaning once is enough."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.words.clean import MOST_MARKS, clean_line, clean_text, harmless_line, harmless_pages

# The planes that hold signs, and where the others end.
ALL = [chr(code) for code in range(sys.maxunicode + 1) if code >> 16 in (0, 1, 14) or code & 0xFFFE == 0xFFFE]
BREAKS = set("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# Signs of category Cf that writing needs: joiners, and number, verse and layout signs that a reader sees.
SEEN_FORMATS = {
    *"\u200c\u200d\u06dd\u070f\u08e2\u0890\u0891\U000110bd\U000110cd", *map(chr, range(0x600, 0x606)),
    *map(chr, range(0x13430, 0x13440)),
}  # fmt: skip
# Letters and marks without ink: joiners of graphemes, fillers, Khmer vowels that are only ever silent.
WITHOUT_INK = set("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc")
SELECTORS = {*map(chr, [*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0)])}


def unseen(sign: str) -> bool:
    """Whether Unicode says that this is no text."""
    code, category = ord(sign), unicodedata.category(sign)
    no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    ignorable = 0xE0000 <= code <= 0xE0FFF or 0xFFF0 <= code <= 0xFFFB or code == 0x2065
    no_text = category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and sign not in SEEN_FORMATS)
    return no_text or no_character or ignorable or sign in WITHOUT_INK | SELECTORS


def test_of_all_of_unicode_just_this_goes() -> None:
    gone = {sign for sign in ALL if unseen(sign) and sign not in "\n\f"}
    for start in range(0, len(ALL), 256):
        block = ALL[start : start + 256]
        expected = "a".join("" if sign in gone else sign for sign in block)
        assert harmless_pages("a".join(block)) == expected, f"from U+{start:04X}"
    for sign in gone:
        between = " " if sign in BREAKS or sign == "\t" else ""
        assert clean_line(f"a{sign}b") == harmless_line(f"a{sign}b") == f"a{between}b", f"U+{ord(sign):04X}"


SURVIVE = {
    "a family": "👩‍👩‍👧‍👦", "a skin tone": "👍🏽", "a flag": "🇳🇱", "a rainbow flag": "🏳️‍🌈", "a red heart": "❤️",
    "a keycap": "1️⃣", "a heart as text": "❤︎", "many families": "👩‍👩‍👧‍👦👨‍👨‍👦👩🏿‍🤝‍👩🏻" * 20,
    "Persian": "می‌خواهم کتاب‌های بیشتری بخوانم", "a Persian letter alone": "ه‍", "Devanagari": "क्‍ष और क्‌ष",
    "Malayalam": "അവന്‍",
    "Tamil": "குழந்தை", "Thai": "เด็กน้อย", "Khmer": "កូនខ្ញុំ", "Tibetan": "བསྒྲུབས་ཧཱུྃ", "Hebrew with all its points": "בְּרֵאשִׁ֖ית",
    "Arabic with all its points": "مُحَمَّدٌ", "Vietnamese": "Nguyễn Thị Ngọc Ánh", "Chinese": "数学很难",
    "half-width": "ｶﾀｶﾅ", "Mongolian": "ᠮᠣᠩᠭᠣᠯ ᠠ᠋", "Polish": "Łódź", "polytonic Greek": "ᾧ",
    "quotes and dashes": "‘s middags — “één” …",
}  # fmt: skip


@pytest.mark.parametrize("name", list(SURVIVE))
def test_what_people_write_stays(name: str) -> None:
    text = unicodedata.normalize("NFC", SURVIVE[name])
    assert clean_line(text) == clean_text(text) == harmless_line(text) == harmless_pages(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a" + "\u0334" * 5_000 + "b", "a" + "\u0334" * MOST_MARKS + "b"),
        ("a" + "\u0334\u200d" * 5_000 + "b", "a" + "\u0334\u200d" * (MOST_MARKS // 2) + "b"),
        ("a\u200d\u200c\u200d\u200cb", "a\u200db"),
        ("❤" + "\ufe0f" * 100, "❤" + "\ufe0f" * MOST_MARKS),
    ],
)
def test_marks_pile_up_only_so_far(text: str, left: str) -> None:
    assert clean_line(text) == clean_text(text) == harmless_line(text) == left


def test_a_pile_takes_no_time() -> None:
    # Composing it as it is would take minutes.
    assert len(clean_text("a" + "\u0301\u0316" * 100_000)) <= 1 + MOST_MARKS


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("one\r\ntwo\rthree\u2028four", "one two three four", "one\ntwo\nthree\nfour"),
        ("  spaced\tout \n", "spaced out", "  spaced out "),
        ("\n\nfirst\n\n\nlast\n\n", "first   last", "first\n\n\nlast"),
        ("e\u0301\x00\x1b[31m\u202ered\u200b", "é[31mred", "é[31mred"),
        ("\u200e\u00ad\ufeff", "", ""),
    ],
)
def test_lines_and_texts(text: str, line: str, lines: str) -> None:
    assert (clean_line(text), clean_text(text)) == (line, lines)


def test_pages_keep_their_form_feeds() -> None:
    assert harmless_pages("one\n\f\x1b[2Jtwo\n") == "one\n\f[2Jtwo\n"
    assert harmless_line("one\n\ftwo\n") == "one  two"


# Any sign at all, and more often those that something is done about.
_signs = st.characters() | st.sampled_from("\n\r\x85\u2028\u200d\u200c\u0301\u0344\ufe0f\x1b👩a")
_texts = st.text(_signs, max_size=60)


@given(_texts)
def test_once_is_enough(text: str) -> None:
    for clean in (clean_line, clean_text, harmless_line, harmless_pages):
        once = clean(text)
        assert clean(once) == once
        assert harmless_pages(once) == once
    assert unicodedata.is_normalized("NFC", clean_text(text))

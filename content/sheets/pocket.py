"""The pocket card: what a parent wants at hand on the way, short enough for a QR code or two."""

from __future__ import annotations

import re
from typing import Final

from gespreksklaar.content.agreements.made import made_agreements
from gespreksklaar.content.guidance.wording import item_words, picked_words
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.sheets.messages_after import agreement_words
from gespreksklaar.content.talk.plan import MOST_TOP, top_questions
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import show_day, show_when
from gespreksklaar.content.words.measure import cut
from gespreksklaar.content.words.texts import Texts

_WIDEST: Final = 100
"""The most cells of a line: longer words are for the sheet."""


def pocket_card(prep: Prep, texts: Texts) -> str:
    """The appointment, the top questions or what was agreed, and the next contact: plain text, and no link of any kind.

    Whoever holds a camera before the code gets the text, so it holds only what may lie on the table.
    """
    prep = seen_by(prep, "table")
    going, agree = prep.going, prep.agree
    child = clean_line(going.child)
    when = _listed(show_when(going.day, going.start, texts), going.place)
    day = show_day(agree.contact_day, texts) if agree.contact_day else ""
    contact = _listed(picked_words(texts, "contacts", agree.contact, prep), day)
    lines = [
        texts("sheet.title", child=child) if child else texts("sheet.title-no-name"),
        when,
        *(_agreed(prep, texts) or _asked(prep, texts)),
        texts("take.pocket.next", words=contact) if contact else "",
    ]
    return "\n".join(cut(line, _WIDEST) for line in lines if line)


def _asked(prep: Prep, texts: Texts) -> list[str]:
    questions = prep.ask.questions
    asked = (item_words(texts, "questions", key, questions[key], prep) for key in top_questions(prep)[:MOST_TOP])
    return [f"{number}. {words}" for number, words in enumerate(asked, 1)]


def _agreed(prep: Prep, texts: Texts) -> list[str]:
    """What was agreed at the talk; where that is much, its beginning and how much more the sheet has."""
    made = [agreement_words(key, item, prep, texts) for key, item in made_agreements(prep).items()]
    shown = made if len(made) <= MOST_TOP else made[: MOST_TOP - 1]
    lines = [f"{number}. {words}" for number, words in enumerate(shown, 1)]
    more = len(made) - len(shown)
    return [*lines, texts("take.pocket.more", n=more)] if more else lines


def has_card(prep: Prep, texts: Texts) -> bool:
    """Whether the card has more than its title."""
    return "\n" in pocket_card(prep, texts)


def _listed(*words: str) -> str:
    return ", ".join(filter(None, words))


def split_card(text: str, room: int) -> list[str]:
    """The text in numbered parts of at most `room` bytes, broken between words; whole where it fits."""
    if _size(text) <= room:
        return [text]
    digits = 1
    while True:
        pieces = _pieces(text, room - len("(/) ") - 2 * digits)
        if len(pieces) < 10**digits:
            return [f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, 1)]
        digits += 1


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _pieces(text: str, room: int) -> list[str]:
    pieces = [""]
    for word in re.findall(r"(?:\d\. )?\S+\s*", text):
        for bit in _bits(word, room):
            if _size((pieces[-1] + bit).rstrip()) <= room:
                pieces[-1] += bit
            else:
                pieces.append(bit)
    return [piece.strip() for piece in pieces]


def _bits(word: str, room: int) -> list[str]:
    """The word, or pieces of it when it is longer than a part; no sign is cut in two."""
    bits = [""]
    for sign in word:
        if _size((bits[-1] + sign).rstrip()) > room:
            bits.append("")
        bits[-1] += sign
    return bits

"""Sheets to take along: plain text per reader, made from a prep and the guide's words alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from gespreksklaar.content.clean import clean_line, harmless_pages
from gespreksklaar.content.dates import show_day, show_when
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.sheet_page import A4, Block, Paper, cells, cut, paginate, wrap
from gespreksklaar.content.sheet_parts import Sheet, part
from gespreksklaar.content.texts import Texts
from gespreksklaar.content.wording import picked_words, sentence

# What may lie on the table leaves out what the parent wrote for themselves and what the child said.
_TABLE: Final = ("appointment", "questions", "tells", "phrases", "goal", "agreements", "contact")
_OWN: Final = ("appointment", "minutes", "child", "mind", *_TABLE[1:], "words")
SHEETS: Final[Mapping[str, Sheet]] = {
    "own": Sheet(_OWN, answer_lines=1, blank_agreements=1, explains=True),
    "table": Sheet(_TABLE, answer_lines=2, blank_agreements=2),
}
_HEAD_LINES: Final = 2


def render_sheet(prep: Prep, texts: Texts, reader: str = "own", today: date | None = None, *, paper: Paper = A4) -> str:
    """The sheet for a reader of `SHEETS`; pages parted by a form feed.

    Raises KeyError for a reader there is no sheet for.
    """
    sheet = replace(SHEETS[reader], width=paper.width)
    blocks = _title(prep, texts, reader, today, paper.width)
    for name in sheet.parts:
        blocks += part(name, prep, texts, sheet)
    pages = paginate(blocks, _HEAD_LINES, paper.lines)
    texts_of_pages = [
        "\n".join([_head(prep, texts, number, len(pages), paper.width), "", *page])
        for number, page in enumerate(pages, 1)
    ]
    return harmless_pages("\n\f".join(texts_of_pages) + "\n")


def _head(prep: Prep, texts: Texts, number: int, total: int, width: int) -> str:
    """The line above every page: whose talk, and which page of how many."""
    count = texts("sheet.page", n=number, total=total)
    words = _about(prep, texts) if number > 1 else texts("ui.program")
    about = cut(words, width - cells(count) - 2)
    return f"{about}{' ' * (width - cells(about) - cells(count))}{count}"


def _about(prep: Prep, texts: Texts) -> str:
    child = clean_line(prep.going.child)
    return texts("sheet.title", child=child) if child else texts("sheet.title-no-name")


def _title(prep: Prep, texts: Texts, reader: str, today: date | None, width: int) -> list[Block]:
    """For which talk, and for whom the sheet is."""
    going = prep.going
    kind = picked_words(texts, "kinds", going.kind, prep)
    when = show_when(going.day, going.start, texts)
    lines = [*wrap(_about(prep, texts), width), *wrap(sentence(" · ".join(filter(None, (kind, when)))), width)]
    lines += wrap(texts(f"sheet.readers.{reader}.for"), width)
    if today:
        lines += wrap(texts("sheet.made", day=show_day(today, texts)), width)
    return [Block((*filter(None, lines), "=" * width))]

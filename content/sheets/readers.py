"""The sheets to take along, one for each reader: plain text, made from a prep and the guide's words alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from gespreksklaar.content.goal.check import is_too_big
from gespreksklaar.content.guidance.wording import picked_words, sentence
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.visibility import seen_by
from gespreksklaar.content.sheets import child as sheet_child
from gespreksklaar.content.sheets import interpreter, parts, teacher
from gespreksklaar.content.sheets.blocks import Part, Sheet, brief
from gespreksklaar.content.sheets.messages_ahead import TEACHER
from gespreksklaar.content.sheets.page import A4, PAGE_END, Block, Paper, head_line, pages_of
from gespreksklaar.content.talk.items import child_is_there
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.dates import show_day, show_when
from gespreksklaar.content.words.measure import cells, wrap
from gespreksklaar.content.words.texts import Texts

# What may lie on the table leaves out what the parent wrote for themselves and what the child said.
_TABLE: Final = ("appointment", "before", "questions", "tells", "phrases", "goal", "agreements", "contact")
_OWN: Final = ("appointment", "minutes", "child", "mind", *_TABLE[1:], "noted", "went", "tell-child", "words")
_CHILD: Final = ("child-talk", "child-topics", "child-told", "child-asks", "child-says", "child-gives")
SHEETS: Final[Mapping[str, Sheet]] = {
    "own": Sheet(_OWN, answer_lines=1, blank_agreements=1, explains=True),
    "table": Sheet(_TABLE, answer_lines=2, blank_agreements=2),
    "teacher": Sheet(("ahead",), headings=False, to_school=True),
    "interpreter": Sheet(("lines",), headings=False),
    "child": Sheet(_CHILD, names_talk=False),
    "other-parent": Sheet(("facts", "made", "next")),
    "agreements": Sheet(("made", "next"), blank_agreements=2),
}
"""The parts of the sheet for each reader. `content/prep/visibility.py` removes what that reader may not see."""
_AT_THE_TABLE: Final = ("table", "interpreter")
"""The sheets with what the user asks and tells that others at the table read."""
_PARTS: Final[Mapping[str, Part]] = {
    **parts.PARTS,
    **teacher.PARTS,
    **interpreter.PARTS,
    **sheet_child.PARTS,
}


def render_sheet(prep: Prep, texts: Texts, reader: str = "own", today: date | None = None, *, paper: Paper = A4) -> str:
    """The sheet for a reader of `SHEETS`, with pages parted by a form feed.

    Raises KeyError for an unknown reader.
    """
    sheet = replace(SHEETS[reader], width=paper.width)
    texts = (TEACHER if sheet.to_school else texts).for_reader(reader)
    # The parent's own sheet never lies on the table, so who sits there does not matter.
    prep = seen_by(prep, reader, child_there=reader != "own" and child_is_there(prep))
    head, title = partial(_head, prep, texts, paper.width), _title(prep, texts, reader, today, sheet)
    laid_out = (
        pages_of([*title, *(block for name in each.parts for block in _part(name, prep, texts, each))], head, paper)
        for each in _with_less_room(sheet)
    )
    roomy = next(laid_out)
    return roomy if PAGE_END not in roomy else next((less for less in laid_out if PAGE_END not in less), roomy)


def is_bare(prep: Prep, reader: str) -> bool:
    """Whether this sheet has nothing but the appointment, and room to write."""
    only_going = Prep(id=prep.id, short=prep.short, going=prep.going)
    return render_sheet(prep, TEACHER, reader) == render_sheet(only_going, TEACHER, reader)


def own_words_on(prep: Prep, reader: str) -> list[str]:
    """What the user wrote to ask or tell that others can read on this sheet, without what is marked.

    Of what was picked the guide knows what is not for all; of own words only who wrote them does.
    """
    if reader not in _AT_THE_TABLE:
        return []
    seen = seen_by(prep, reader, child_there=child_is_there(prep))
    lines = (*seen.tell.tells.values(), *seen.ask.questions.values())
    return [item.text for item in lines if item.text and not item.mark]


def _with_less_room(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet, then with ever fewer lines to write on: those give way before a second page is begun for them."""
    yield sheet
    if sheet.answer_lines > 1:
        yield replace(sheet, answer_lines=1)
    if sheet.blank_agreements > 1:
        yield replace(sheet, answer_lines=min(sheet.answer_lines, 1), blank_agreements=1)


def _head(prep: Prep, texts: Texts, width: int, number: int, total: int) -> str:
    """The line above every page: whose talk, and which page of how many."""
    words = _about(prep, texts) if number > 1 else texts("ui.program")
    return head_line(words, texts("sheet.page", n=number, total=total), width)


def _about(prep: Prep, texts: Texts) -> str:
    child = clean_line(prep.going.child)
    return texts("sheet.title", child=child) if child else texts("sheet.title-no-name")


def _title(prep: Prep, texts: Texts, reader: str, today: date | None, sheet: Sheet) -> list[Block]:
    """The title: which talk it is, for whom the sheet is, and when it was made."""
    going, width = prep.going, sheet.width
    kind = picked_words(texts, "kinds", going.kind, prep)
    when = show_when(going.day, going.start, texts)
    talk = sentence(" · ".join(filter(None, (kind, when)))) if sheet.names_talk else ""
    said = [_about(prep, texts), talk, texts(f"sheet.readers.{reader}.for")]
    if today:
        said.append(texts("sheet.made", day=show_day(today, texts)))
    lines = [line for words in said for line in (brief(words, width, 2) if sheet.to_school else wrap(words, width))]
    return [Block((*filter(None, lines), "=" * width))]


def _part(name: str, prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The blocks of one part below its heading; nothing at all when the part is empty."""
    blocks = _PARTS[name](prep, texts, sheet)
    if not (blocks and sheet.headings):
        return blocks
    named = "wish" if name == "goal" and is_too_big(prep, texts) else name
    heading = wrap(texts(f"sheet.headings.{named}"), sheet.width)
    return [Block((*heading, "-" * max(map(cells, heading))), gap=1, leads=True), *blocks]

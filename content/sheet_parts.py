"""The parts of a sheet: each makes its blocks from a prep, and none when there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gespreksklaar.content.dates import show_day, show_when
from gespreksklaar.content.entries import kinds
from gespreksklaar.content.goal import goal_words
from gespreksklaar.content.jargon import meaning
from gespreksklaar.content.plan import block_words, make_plan, questions_in_order, top_questions
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.sheet_page import WIDTH, Block, cells, hang, rule, wrap
from gespreksklaar.content.steps import Item
from gespreksklaar.content.texts import Texts, fill
from gespreksklaar.content.wording import agreement_parts, child_name, item_words, picked_words, suggestion

_BULLET = "- "
_LABEL = 16
_NUMBERED = 3


@dataclass(frozen=True)
class Sheet:
    """What a reader's sheet holds: its parts in order, and how much room there is to write by hand."""

    parts: tuple[str, ...]
    answer_lines: int = 0
    blank_agreements: int = 0
    explains: bool = False
    """Whether it also says what is only for the parent: what someone comes along for, what to bring."""
    width: int = WIDTH


Part = Callable[[Prep, Texts, Sheet], list[Block]]


def part(name: str, prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The blocks of one part below its heading; nothing at all when the part is empty."""
    blocks = PARTS[name](prep, texts, sheet)
    heading = wrap(texts(f"sheet.headings.{name}"), sheet.width)
    return [Block((*heading, "-" * max(map(cells, heading))), gap=1, leads=True), *blocks] if blocks else []


def _appointment(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    going = prep.going
    kind = kinds().get(going.kind)
    rows = {
        "when": [show_when(going.day, going.start, texts)],
        "minutes": [texts.count("sheet.minutes", going.minutes)] if going.minutes else [],
        "place": [going.place],
        "people": _items(going.people, "roles", prep, texts),
        "attend": [picked_words(texts, "attendance", going.attend, prep)] if sheet.explains else [],
        "companions": _companions(prep, texts, sheet),
        "bring": [suggestion(texts, "bring", key, prep) for key in kind.bring] if kind and sheet.explains else [],
    }
    return [block for name, words in rows.items() for block in _row(texts(f"sheet.labels.{name}"), words, sheet.width)]


def _row(label: str, words: Iterable[str], width: int) -> list[Block]:
    """The words beside one label, each on its own line."""
    said = filter(None, words)
    return [Block(tuple(hang("" if n else label, text, _LABEL, width))) for n, text in enumerate(said)]


def _companions(prep: Prep, texts: Texts, sheet: Sheet) -> list[str]:
    words: list[str] = []
    for key, item in prep.going.companions.items():
        why = texts.find(f"companions.{key}.more") if sheet.explains else None
        name = item_words(texts, "companions", key, item, prep)
        words.append(f"{name}\n{fill(why, {'child': child_name(prep, texts)})}" if why else name)
    return words


def _child(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    child, blocks = prep.child, list[Block]()
    lists = (("likes", child.likes), ("dislikes", child.dislikes), ("wishes", child.wishes))
    for name, items in lists:
        blocks += _labelled(f"sheet.labels.{name}", _bullets(_items(items, name, prep, texts), sheet), texts, sheet)
    blocks += _labelled("sheet.labels.report", _paragraphs(child.report, sheet), texts, sheet)
    if child.comes:
        words = picked_words(texts, "presence", child.comes, prep)
        blocks.append(Block(tuple(hang(texts("sheet.labels.comes"), words, _LABEL, sheet.width)), gap=1))
    return blocks


def _labelled(label: str, blocks: list[Block], texts: Texts, sheet: Sheet) -> list[Block]:
    return [Block(tuple(wrap(texts(label), sheet.width)), gap=1, leads=True), *blocks] if blocks else []


def _mind(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return _paragraphs(prep.ask.mind, sheet)


def _questions(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The top questions numbered, with room to write; the others below a line."""
    top, questions = top_questions(prep), prep.ask.questions
    blocks: list[Block] = []
    for number, key in enumerate(top, 1):
        words = item_words(texts, "questions", key, questions[key], prep)
        room = ["", rule(_NUMBERED, sheet.width)] * sheet.answer_lines
        blocks.append(Block((*hang(f"{number}.", words, _NUMBERED, sheet.width), *room), gap=1))
    rest = [key for key in questions_in_order(prep) if key not in top]
    if rest:
        line = ("- " * (sheet.width // 2)).rstrip()
        blocks.append(Block((line, *wrap(texts("sheet.below-line"), sheet.width)), gap=1, leads=True))
        blocks += _bullets((item_words(texts, "questions", key, questions[key], prep) for key in rest), sheet)
    return blocks


def _tells(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return _bullets(_items(prep.tell.tells, "tells", prep, texts), sheet)


def _phrases(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return _bullets(_items(prep.agree.phrases, "phrases", prep, texts), sheet)


def _words(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The words of school the parent chose: what each means, and what to ask when it is said."""
    lines = []
    for key, item in prep.words.items():
        name, *said = meaning(texts, key)
        said = [item.text] if item.text else [said[0], said[2]]
        lines.append(" ".join(filter(None, (f"{name}:" if any(said) else name, *said))))
    return _bullets(lines, sheet)


def _goal(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return _paragraphs(goal_words(prep, texts), sheet)


def _agreements(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """Who does what by when, and room for what is agreed at the table."""
    rows: list[tuple[str, str, str | date]] = [
        agreement_parts(texts, key, item, prep) for key, item in prep.agree.agreements.items()
    ]
    rows += [("", "", "")] * sheet.blank_agreements
    return [_agreement(number, *row, texts, sheet) for number, row in enumerate(rows, 1)]


def _agreement(number: int, who: str, what: str, by: str | date, texts: Texts, sheet: Sheet) -> Block:
    when = show_day(by, texts) if isinstance(by, date) else by
    lines: list[str] = []
    for name, text in (("who", who), ("what", what), ("by", when)):
        mark = f"{number}." if name == "who" else ""
        lines += _to_fill_in(f"{mark:<{_NUMBERED + 1}}{texts(f'sheet.labels.{name}')}", text, sheet.width)
    return Block(tuple(lines), gap=1)


def _to_fill_in(label: str, text: str, width: int) -> list[str]:
    """The text beside its label, or a line to write on where there is none."""
    return hang(label, text or "_" * (width - _LABEL), _LABEL, width)


def _contact(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    agree = prep.agree
    day = show_day(agree.contact_day, texts) if agree.contact_day else ""
    how = picked_words(texts, "contacts", agree.contact, prep)
    if not (how or day or sheet.blank_agreements):
        return []
    rows = (("how", how), ("day", day))
    lines = [line for name, words in rows for line in _to_fill_in(texts(f"sheet.labels.{name}"), words, sheet.width)]
    return [Block(tuple(lines))]


def _minutes(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    rows = block_words(make_plan(prep), prep, texts)
    lines = [line for n, words in rows for line in hang(texts.count("sheet.minutes", n), words, _LABEL, sheet.width)]
    return [Block(tuple(lines))]


def _items(items: Mapping[str, Item], bank: str, prep: Prep, texts: Texts) -> list[str]:
    return [item_words(texts, bank, key, item, prep) for key, item in items.items()]


def _bullets(lines: Iterable[str], sheet: Sheet) -> list[Block]:
    return [Block(tuple(hang(_BULLET, line, len(_BULLET), sheet.width))) for line in lines]


def _paragraphs(text: str, sheet: Sheet) -> list[Block]:
    """A long text as blocks: an empty line between paragraphs, however many were typed."""
    blocks: list[Block] = []
    gap = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(tuple(wrap(line, sheet.width)), gap=gap if blocks else 0))
            gap = 0
        else:
            gap = 1
    return blocks


PARTS: Mapping[str, Part] = {
    "appointment": _appointment,
    "child": _child,
    "mind": _mind,
    "questions": _questions,
    "tells": _tells,
    "phrases": _phrases,
    "words": _words,
    "goal": _goal,
    "agreements": _agreements,
    "contact": _contact,
    "minutes": _minutes,
}

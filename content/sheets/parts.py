"""The parts of a sheet: each makes its blocks from a prep, and none when it has nothing to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from gespreksklaar.content.agreements.made import is_only_wish, made_agreements, was_held
from gespreksklaar.content.goal.check import goal_words, is_too_big
from gespreksklaar.content.guidance.jargon import meaning
from gespreksklaar.content.guidance.wording import (
    agreement_parts,
    bring_words,
    group_words,
    picked_words,
    said_of,
)
from gespreksklaar.content.prep.declaration import Agreement, Noted
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.blocks import (
    LABEL,
    NUMBERED,
    Part,
    Sheet,
    bullets,
    labelled,
    line_words,
    lines_of,
    numbered,
    paragraphs,
    row,
    to_fill_in,
    with_mark,
)
from gespreksklaar.content.sheets.messages_after import agreement_words
from gespreksklaar.content.sheets.page import Block
from gespreksklaar.content.talk.items import talk_items, words_of
from gespreksklaar.content.talk.plan import block_words, make_plan, questions_in_order, top_questions
from gespreksklaar.content.words.dates import show_day, show_when
from gespreksklaar.content.words.measure import hang, rule, wrap
from gespreksklaar.content.words.texts import Texts


def _appointment(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    going = prep.going
    rows = {
        "group": [group_words(texts, prep)] if sheet.explains else [],
        "when": [show_when(going.day, going.start, texts)],
        "minutes": [texts.count("sheet.minutes", going.minutes)] if going.minutes else [],
        "place": [going.place],
        "people": lines_of(going.people, "roles", prep, texts),
        "attend": [picked_words(texts, "attendance", going.attend, prep)] if sheet.explains else [],
        "companions": lines_of(going.companions, "companions", prep, texts),
        "comes": [picked_words(texts, "presence", prep.child.comes, prep)] if sheet.explains else [],
        "bring": _bring(prep, texts) if sheet.explains else [],
    }
    return [block for name, words in rows.items() for block in row(texts(f"sheet.labels.{name}"), words, sheet.width)]


def _bring(prep: Prep, texts: Texts) -> list[str]:
    """What is handy to bring, besides this sheet. The short way never showed it, so it is not on paper either."""
    return [] if prep.short or was_held(prep) else bring_words(prep, texts, but="own-questions")


def _facts(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The appointment, without who comes along with the parent."""
    alone = prep.going.model_copy(update={"companions": {}})
    return _appointment(prep.model_copy(update={"going": alone}), texts, sheet)


def _child(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    child, blocks = prep.child, list[Block]()
    lists = (("likes", child.likes), ("dislikes", child.dislikes), ("wishes", child.wishes))
    for name, items in lists:
        blocks += labelled(f"sheet.labels.{name}", bullets(lines_of(items, name, prep, texts), sheet), texts, sheet)
    blocks += labelled("sheet.labels.report", paragraphs(child.report, sheet), texts, sheet)
    return blocks


def _mind(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return paragraphs(prep.ask.mind, sheet)


def _questions(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The top questions numbered, with room to write where no answer is noted yet; the others below a line."""
    top, questions = top_questions(prep), prep.ask.questions
    blocks: list[Block] = []
    for number, key in enumerate(top, 1):
        words = line_words(texts, "questions", key, questions[key], prep)
        answered = prep.talk.noted.get(f"questions.{key}", Noted()).state in ("asked", "answered")
        room = [] if answered else ["", rule(NUMBERED, sheet.width)] * sheet.answer_lines
        blocks.append(Block((*numbered(number, words, sheet), *room), gap=1))
    rest = [key for key in questions_in_order(prep) if key not in top]
    if rest:
        line = ("- " * (sheet.width // 2)).rstrip()
        blocks.append(Block((line, *wrap(texts("sheet.below-line"), sheet.width)), gap=1, leads=True))
        blocks += bullets((line_words(texts, "questions", key, questions[key], prep) for key in rest), sheet)
    return blocks


def _tells(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return bullets(lines_of(prep.tell.tells, "tells", prep, texts), sheet)


def _phrases(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return bullets(lines_of(prep.agree.phrases, "phrases", prep, texts), sheet)


def _words(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The words of school the user chose: what each means, and what to ask when it is said."""
    lines = []
    for key, item in prep.words.items():
        name, *said = meaning(texts, key)
        said = [item.text] if item.text else [said[0], said[2]]
        lines.append(" ".join(filter(None, (f"{name}:" if any(said) else name, *said))))
    return bullets(lines, sheet)


def _goal(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The goal; below one that is still a wish there is room for the small step to begin with."""
    words = goal_words(prep, texts)
    blocks = paragraphs(with_mark(words, prep.agree.goal, texts), sheet) if words else []
    if is_too_big(prep, texts):
        blocks[-1:] = [replace(block, leads=True) for block in blocks[-1:]]
        blocks.append(Block(tuple(to_fill_in(texts("sheet.labels.first-step"), "", sheet.width))))
    return blocks


def _agreements(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """Who does what by when, and room for what is agreed at the table, until something is."""
    blank = 0 if made_agreements(prep) else sheet.blank_agreements
    return _listed(prep.agree.agreements, blank, prep, texts, sheet)


def _before(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The earlier agreements and their outcomes; room to write for one without an outcome."""
    blocks = []
    for number, (name, item) in enumerate(prep.before.agreements.items(), 1):
        words = with_mark(agreement_words(said_of(name, item), item, prep, texts), item, texts)
        state = texts(f"sheet.states.{item.state}") if item.state else ""
        label = f"{'':<{NUMBERED}}{texts('sheet.labels.state')}"
        blocks.append(Block((*numbered(number, words, sheet), *to_fill_in(label, state, sheet.width))))
    return blocks


def _made(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The agreements made at the talk, and their outcomes."""
    made = made_agreements(prep)
    blank = 0 if made else sheet.blank_agreements
    # Where there is room to write, that nothing is agreed would be untrue at the first word.
    none = [] if made or blank else paragraphs(texts("sheet.none-made"), sheet)
    return none + _listed(made, blank, prep, texts, sheet)


def _listed(items: Mapping[str, Agreement], blank: int, prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    rows = [*items.items(), *[("", Agreement())] * blank]
    return [_agreement(number, key, item, prep, texts, sheet) for number, (key, item) in enumerate(rows, 1)]


def _agreement(number: int, key: str, item: Agreement, prep: Prep, texts: Texts, sheet: Sheet) -> Block:
    who, what, by = agreement_parts(texts, key, item, prep)
    wish = texts("sheet.not-made") if key and is_only_wish(item, prep) else ""
    words = {
        "who": who,
        "what": " ".join(filter(None, (with_mark(what, item, texts), wish))),
        "by": show_day(by, texts) if isinstance(by, date) else by,
        "see": picked_words(texts, "signs", item.see, prep),
        "state": texts(f"sheet.states.{item.state}") if item.state else "",
    }
    lines: list[str] = []
    for name, text in words.items():
        mark = f"{number}." if name == "who" else ""
        if text or (sheet.blank_agreements and name in ("who", "what", "by")):
            lines += to_fill_in(f"{mark:<{NUMBERED + 1}}{texts(f'sheet.labels.{name}')}", text, sheet.width)
    return Block(tuple(lines), gap=1)


def _contact(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    agree = prep.agree
    words = {
        "how": picked_words(texts, "contacts", agree.contact, prep),
        "day": show_day(agree.contact_day, texts) if agree.contact_day else "",
        "starts": picked_words(texts, "actors", prep.talk.contact_who, prep),
    }
    if not (any(words.values()) or sheet.blank_agreements):
        return []
    needed = ("how", "day") if sheet.blank_agreements else ()
    rows = [(texts(f"sheet.labels.{name}"), text) for name, text in words.items() if text or name in needed]
    return [Block(tuple(line for label, text in rows for line in to_fill_in(label, text, sheet.width)))]


def _next(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The next contact as agreed. Before the talk it is only a wish, so there is room to write instead."""
    return _contact(prep if was_held(prep) else Prep(), texts, sheet)


def _noted(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The tick and notes of each item, also of a question that is no longer in the prep."""
    said = {item.name: words_of(item, prep, texts) for item in talk_items(prep)}
    ordered = sorted(prep.talk.noted, key=lambda name: list(said).index(name) if name in said else len(said))
    return [block for name in ordered for block in _note(said.get(name, ""), prep.talk.noted[name], texts, sheet)]


def _note(words: str, noted: Noted, texts: Texts, sheet: Sheet) -> list[Block]:
    tick = f"({texts(f'sheet.ticks.{noted.state}')})" if noted.state else ""
    head = " ".join(filter(None, (words, tick)))
    return [Block(tuple(wrap(line, sheet.width)), gap=not n) for n, line in enumerate((head, noted.notes)) if line]


def _went(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return paragraphs(prep.talk.went, sheet)


def _tell_child(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    return paragraphs(prep.talk.tell_child, sheet)


def _minutes(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    """The plan of the minutes, until the talk is over. The short way it would push what matters off the page."""
    if prep.short or was_held(prep):
        return []
    rows = block_words(make_plan(prep), prep, texts)
    lines = [line for n, words in rows for line in hang(texts.count("sheet.minutes", n), words, LABEL, sheet.width)]
    return [Block(tuple(lines))]


PARTS: Mapping[str, Part] = {
    "appointment": _appointment,
    "facts": _facts,
    "child": _child,
    "mind": _mind,
    "questions": _questions,
    "tells": _tells,
    "phrases": _phrases,
    "words": _words,
    "goal": _goal,
    "agreements": _agreements,
    "before": _before,
    "made": _made,
    "contact": _contact,
    "next": _next,
    "minutes": _minutes,
    "noted": _noted,
    "went": _went,
    "tell-child": _tell_child,
}

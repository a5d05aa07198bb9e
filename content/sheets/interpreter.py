"""The interpreter's sheet: short numbered lines, the same number in each language.

The parent's own words are printed as written, in quotation marks: nobody but the interpreter translates them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, TypeVar

from gespreksklaar.content.agreements.made import is_only_wish
from gespreksklaar.content.goal.check import goal_words
from gespreksklaar.content.guidance.bank import bank
from gespreksklaar.content.guidance.wording import item_words, said_of
from gespreksklaar.content.prep.declaration import Agreement, Carried, Goal, Item
from gespreksklaar.content.prep.declaration import Part as PrepPart
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.sheets.blocks import Part, Sheet, lines_of, with_mark
from gespreksklaar.content.sheets.messages_after import agreement_words, contact_words
from gespreksklaar.content.sheets.page import Block
from gespreksklaar.content.talk.plan import questions_in_order
from gespreksklaar.content.words.dates import show_when
from gespreksklaar.content.words.measure import hang, wrap
from gespreksklaar.content.words.texts import FALLBACK, Texts

Words = Callable[[Texts], str]
"""Makes the words of a line in the language of these texts."""
AnyPart = TypeVar("AnyPart", bound=PrepPart)
_BESIDE: Final = "en"
_LABEL: Final = 8
"""Cells for the number and the language."""
_GOAL: Final = {"what": "goals", "who": "actors", "when": "moments", "sign": "signs"}
_AGREEMENT: Final = {"text": "goals", "who": "actors", "by": "moments", "see": "signs"}


class Line(NamedTuple):
    """A line in words, and the item whose mark limits who may see it."""

    words: Words
    item: Item = Item()


def spoken(language: str) -> list[str]:
    """The school's language and the user's; if those are one, English too, which most interpreters read.

    Other languages of the guide only make the sheet longer: nobody at the table knows them.
    """
    return [FALLBACK, _BESIDE if language == FALLBACK else language]


def _lines(prep: Prep, texts: Texts, sheet: Sheet) -> list[Block]:
    all_texts = [Texts(language) for language in spoken(texts.language)]
    blocks = [Block(tuple(wrap(each("sheet.interpreter.how"), sheet.width))) for each in all_texts]
    number = 0
    for name, said in _sections(prep):
        heading = " / ".join(each(f"sheet.headings.{name}") for each in all_texts)
        shown = [pair for line in said if any(pair := _in_each(line, all_texts))]
        if shown:
            blocks.append(Block((*wrap(heading, sheet.width), "-" * sheet.width), gap=1, leads=True))
        for pair in shown:
            number += 1
            blocks.append(Block(tuple(_numbered(number, pair, all_texts, sheet.width))))
    if not number:
        nothing = [line for each in all_texts for line in wrap(each("sheet.interpreter.nothing"), sheet.width)]
        blocks.append(Block(tuple(nothing), gap=1))
    return blocks


def _in_each(line: Line, all_texts: list[Texts]) -> list[str]:
    """The line in each language; once when it is the same in all, as own words are."""
    said = [line.words(texts) for texts in all_texts]
    if len(set(said)) > 1:
        return [with_mark(words, line.item, texts) for words, texts in zip(said, all_texts, strict=True)]
    marks = [with_mark("", line.item, texts).strip() for texts in all_texts]
    return [" ".join(filter(None, (said[0], " / ".join(filter(None, marks)))))]


def _numbered(number: int, said: list[str], all_texts: list[Texts], width: int) -> Iterator[str]:
    for n, words in enumerate(said):
        language = all_texts[n].language if len(said) > 1 else ""
        yield from hang(f"{'' if n else f'{number}.':<4}{language}", words, _LABEL, width)


def _sections(prep: Prep) -> Iterator[tuple[str, list[Line]]]:
    """The lines of each part, with the id of its heading."""
    agree, questions = prep.agree, {key: prep.ask.questions[key] for key in questions_in_order(prep)}
    yield "appointment", _appointment(prep)
    yield "before", [_before(name, item, prep) for name, item in prep.before.agreements.items()]
    yield "questions", _listed(questions, "questions", prep)
    yield "tells", _listed(prep.tell.tells, "tells", prep)
    yield "phrases", _listed(agree.phrases, "phrases", prep)
    yield "goal", [Line(lambda texts: goal_words(_with_goal(prep), texts), Item(mark=agree.goal.mark))]
    yield "agreements", [_agreement(key, item, prep) for key, item in agree.agreements.items()]
    yield "contact", [Line(lambda texts: contact_words(_with_contact(prep), texts))]


def _appointment(prep: Prep) -> list[Line]:
    going = prep.going

    def labelled(name: str, words: Words) -> Line:
        return Line(lambda texts: f"{texts(f'sheet.labels.{name}')}: {said}" if (said := words(texts)) else "")

    return [
        labelled("when", lambda texts: show_when(going.day, going.start, texts)),
        labelled("place", lambda texts: _quote(going.place)),
        labelled("people", lambda texts: ", ".join(_people(prep, texts))),
    ]


def _people(prep: Prep, texts: Texts) -> list[str]:
    """The people, each to stand inside a sentence. Own words begin with a quotation mark, so their capital stays."""
    return [words[:1].lower() + words[1:] for words in lines_of(_quoted_items(prep.going.people), "roles", prep, texts)]


def _listed(items: Mapping[str, Item], name: str, prep: Prep) -> list[Line]:
    def line(key: str, item: Item) -> Line:
        return Line(lambda texts: item_words(texts, name, key, item, prep), item)

    return [line(key, item) for key, item in _quoted_items(items).items()]


def _agreement(key: str, item: Agreement, prep: Prep) -> Line:
    """An agreement, whether it was only a wish, and its outcome if it has one."""

    def words(texts: Texts) -> str:
        agreed = agreement_words(key, _quoted(item, _AGREEMENT), prep, texts)
        wish = texts("sheet.not-made") if is_only_wish(item, prep) else ""
        state = [texts("sheet.labels.state"), texts(f"sheet.states.{item.state}")] if item.state else []
        return " ".join(filter(None, (agreed, wish, *state)))

    return Line(words, item)


def _before(name: str, item: Carried, prep: Prep) -> Line:
    """An earlier agreement and its outcome; without one, the label asks for it."""

    def words(texts: Texts) -> str:
        agreed = agreement_words(said_of(name, item), _quoted(item, _AGREEMENT), prep, texts)
        state = texts(f"sheet.states.{item.state}") if item.state else ""
        return " ".join(filter(None, (agreed, texts("sheet.labels.state"), state)))

    return Line(words, item)


# Own words, in quotation marks.


def _with_goal(prep: Prep) -> Prep:
    goal: Goal = prep.agree.goal
    # `goal_words` looks for the sign in a sentence of the parent's own, so the parts stay as they are.
    quoted = goal.model_copy(update={"sentence": _quote(goal.sentence)}) if goal.sentence else _quoted(goal, _GOAL)
    return prep.model_copy(update={"agree": prep.agree.model_copy(update={"goal": quoted})})


def _with_contact(prep: Prep) -> Prep:
    agree, talk = _quoted(prep.agree, {"contact": "contacts"}), _quoted(prep.talk, {"contact_who": "actors"})
    return prep.model_copy(update={"agree": agree, "talk": talk})


def _quoted_items(items: Mapping[str, Item]) -> dict[str, Item]:
    return {key: _quoted(item, {"text": ""}) for key, item in items.items()}


def _quoted(part: AnyPart, banks: Mapping[str, str]) -> AnyPart:
    """The part with quotation marks around own words: whatever is not a suggestion of its bank."""
    own = {name: getattr(part, name) for name, of in banks.items() if not (of and getattr(part, name) in bank(of))}
    return part.model_copy(update={name: _quote(words) for name, words in own.items() if isinstance(words, str)})


def _quote(words: str) -> str:
    return f"“{words}”" if words else ""


PARTS: Mapping[str, Part] = {"lines": _lines}

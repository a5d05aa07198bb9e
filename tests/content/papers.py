"""Every paper and message that leaves the program, and which lines it may show. For test_visibility."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import get_args, get_origin

from gespreksklaar.content.prep.declaration import Item, Part
from gespreksklaar.content.prep.fields import Asks
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import Mark
from gespreksklaar.content.sheets.calendar_file import calendar, calendar_words
from gespreksklaar.content.sheets.messages_after import read_aloud, recap, thanks
from gespreksklaar.content.sheets.messages_ahead import ready_messages
from gespreksklaar.content.sheets.pocket import pocket_card
from gespreksklaar.content.sheets.readers import SHEETS, render_sheet
from gespreksklaar.content.sheets.timeline import render_history
from gespreksklaar.content.words.texts import Texts


def _lists(part: type[Part], above: str = "") -> Iterator[tuple[str, str]]:
    """The path of every list of lines in a prep, each line of which can be marked, with the list's bank."""
    for name, info in part.model_fields.items():
        kind = info.annotation
        if get_origin(kind) is dict and issubclass(get_args(kind)[1], Item):
            yield f"{above}{name}", next(meta.bank for meta in info.metadata if isinstance(meta, Asks))
        elif isinstance(kind, type) and issubclass(kind, Part):
            yield from _lists(kind, f"{above}{name}.")


BANKS = dict(_lists(Prep))
LISTS = list(BANKS)

# The papers, and the marks each may show, by whether the child comes along.

Paper = Callable[[Prep, Texts], str]
CHILD_SEES: frozenset[Mark] = frozenset()
NOT_CHILD: frozenset[Mark] = frozenset({"not-child"})
ALL: frozenset[Mark] = frozenset({"not-child", "only-me"})
MAY_SHOW: Mapping[str, Mapping[bool, frozenset[Mark]]] = {
    "own": {True: ALL, False: ALL},
    "table": {True: CHILD_SEES, False: CHILD_SEES},
    "teacher": {True: NOT_CHILD, False: NOT_CHILD},
    "interpreter": {True: CHILD_SEES, False: NOT_CHILD},
    "child": {True: CHILD_SEES, False: CHILD_SEES},
    "other-parent": {True: NOT_CHILD, False: NOT_CHILD},
    "agreements": {True: CHILD_SEES, False: CHILD_SEES},
    "messages": {True: NOT_CHILD, False: NOT_CHILD},
    "pocket card": {True: CHILD_SEES, False: CHILD_SEES},
    "read aloud": {True: CHILD_SEES, False: NOT_CHILD},
    "recap": {True: NOT_CHILD, False: NOT_CHILD},
    "thanks": {True: NOT_CHILD, False: NOT_CHILD},
    "calendar": {True: CHILD_SEES, False: CHILD_SEES},
    "calendar file": {True: CHILD_SEES, False: CHILD_SEES},
    "history": {True: CHILD_SEES, False: CHILD_SEES},
}
TAKES: Mapping[str, set[str]] = {
    "own": set(LISTS),
    "table": {
        "going.people",
        "going.companions",
        "ask.questions",
        "tell.tells",
        "agree.phrases",
        "agree.agreements",
        "before.agreements",
    },
    "teacher": {"going.companions", "ask.questions"},
    "interpreter": {
        "going.people",
        "ask.questions",
        "tell.tells",
        "agree.phrases",
        "agree.agreements",
        "before.agreements",
    },
    "child": {"going.people", "child.likes", "child.dislikes", "child.wishes"},
    "other-parent": {"going.people", "agree.agreements"},
    "agreements": {"agree.agreements"},
    "messages": {"going.people", "going.companions"},
    "pocket card": {"ask.questions", "agree.agreements"},
    "read aloud": {"agree.agreements"},
    "recap": {"going.people", "agree.agreements"},
    "thanks": {"going.people"},
    "calendar": {"agree.agreements"},
    "calendar file": {"agree.agreements"},
    "history": {"going.people", "agree.agreements"},
}
"""The lists whose own lines a paper prints. The tests fail for a new sheet that is not listed here."""


def _messages(prep: Prep, texts: Texts) -> str:
    return "\n".join(words for _, _, words in ready_messages(prep, texts))


def _sheet(reader: str) -> Paper:
    return lambda prep, texts: render_sheet(prep, texts, reader)


PAPERS: Mapping[str, Paper] = {
    **{reader: _sheet(reader) for reader in SHEETS},
    "messages": _messages,
    "pocket card": pocket_card,
    "read aloud": read_aloud,
    "recap": recap,
    "thanks": thanks,
    "calendar": lambda prep, texts: calendar_words(prep, texts, prep.created.date()),
    "history": lambda prep, texts: render_history([prep], [], texts, prep.created.date()),
    "calendar file": lambda prep, texts: calendar(prep, texts, datetime(2026, 11, 1, tzinfo=UTC)),
}
PRESENCE = {
    ("", "yes"): True,
    ("", "part"): True,
    ("", "ask"): True,
    ("", "no"): False,
    ("", ""): False,
    ("triangle", ""): True,
    ("triangle", "no"): False,
    ("start", ""): True,
    ("progress", ""): False,
}
"""Whether the child may be at the table, by the kind of talk and the user's answer."""

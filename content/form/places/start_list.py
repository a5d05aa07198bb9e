"""The list of all preps: the words of each row, the row of agreements that are due, and the actions on a row.

This module loads no pydantic: it makes the first screen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from gespreksklaar.content.agreements.ledger import LedgerLine, due, ledger
from gespreksklaar.content.form.rows import Choice, Row, number_key, numbered
from gespreksklaar.content.prep.list_order import copies, differing, last_changed
from gespreksklaar.content.prep.summary import Summary
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.dates import show_when
from gespreksklaar.content.words.texts import Texts

NEW: Final = "/new"
"""The key of the first row. No file has such a name."""
SHORT: Final = "/short"
"""The key of the row for a new prep, the short way."""
DUE: Final = "/due"
"""The key of the row of agreements that are due."""
MORE: Final = "/more"
"""The key of the row that shows more preps."""
SHOWN: Final = 100
"""The most preps shown at first: a list of thousands takes seconds to draw, and nobody reads it."""
Action = Literal[
    "new", "new-short", "open", "settle", "copy", "rename", "delete", "undo", "import", "agreements", "quit"
]
"""An action of this list."""
_ON_A_PREP: Final = frozenset({"copy", "rename", "delete"})


class StartList(NamedTuple):
    """The rows, the key of the row to begin at, whether there is something to look back on, and the copies."""

    rows: tuple[Row, ...]
    first: str = NEW
    looks_back: bool = False
    copies: Mapping[str, str] = MappingProxyType({})
    """By the name of a prep that is a copy, the name of the one it is a copy of."""
    latest: Mapping[str, str] = MappingProxyType({})
    """By the name of a copy, and of a prep that has one, the name of the one that was changed last."""


def start_list(preps: Sequence[Summary], today: date, texts: Texts, most: int = SHOWN) -> StartList:
    """The list of these preps, of which it shows the first `most`.

    The key of a row is the name of its prep, `NEW`, `SHORT`, `DUE` or `MORE`.
    """
    lines, of, by_name = ledger(preps), copies(preps), {prep.name: prep for prep in preps}
    latest = last_changed(preps) if of else {}
    rows = (
        _copy_row(prep, by_name[of[prep.name]], number_key(number), texts)
        if prep.name in of
        else _row(prep, number_key(number), texts)
        for number, prep in enumerate(preps[:most], 3)
    )
    tag = texts("ui.start.latest")
    rows = (row._replace(tag=tag) if latest.get(row.key) == row.key else row for row in rows)
    return StartList(
        (*_new_rows(texts), *_due_row(due(lines, today), texts), *rows, *_more_row(len(preps) - most, texts)),
        latest.get(preps[0].name, preps[0].name) if preps else NEW,
        bool(lines) or any(prep.child for prep in preps),
        of,
        latest,
    )


def list_so_far(preps: Sequence[Summary], texts: Texts, most: int = SHOWN) -> StartList:
    """The list while the preps are read, in the order in which they come.

    Its rows have no numbers: the order is not final, and a number must not pick what just came in its place.
    """
    rows = (_row(prep, None, texts) for prep in preps[:most])
    return StartList((*_new_rows(texts), *rows))


def prep_named(key: str) -> str:
    """The name of the prep that the row with this key is about; empty for a row that is about none."""
    return "" if key in (NEW, SHORT, DUE, MORE) else key


def picked(key: str, copies: Collection[str] = ()) -> Action:
    """The action of picking the row with this key; of a copy it must be settled first what becomes of it."""
    actions: dict[str, Action] = {NEW: "new", SHORT: "new-short", DUE: "agreements"}
    return "settle" if key in copies else actions.get(key, "open")


def is_possible(action: str, key: str, *, looks_back: bool, undoable: bool) -> bool:
    """Whether the action works now, on the row with this key; the key is "" when the cursor is on no row."""
    if action in _ON_A_PREP:
        return bool(prep_named(key))
    return {"agreements": looks_back, "undo": undoable}.get(action, True)


def _new_rows(texts: Texts) -> tuple[Row, ...]:
    return (
        Row(NEW, texts("ui.start.new-row"), mark="+", number=1),
        Row(SHORT, texts("ui.start.short-row"), mark=" ", number=2),
    )


def _due_row(lines: Sequence[LedgerLine], texts: Texts) -> tuple[Row, ...]:
    """One calm row, however much is due."""
    names = dict.fromkeys(line.child or texts("ledger.no-name") for line in lines)
    words = texts.count("ledger.due", len(lines), names=", ".join(names))
    return (Row(DUE, words, mark="/"),) if lines else ()


def _more_row(left: int, texts: Texts) -> tuple[Row, ...]:
    return (Row(MORE, texts.count("ui.start.more", left), mark="+"),) if left > 0 else ()


def known_as(prep: Summary, texts: Texts) -> str:
    """The prep as the user knows it: the child, the kind of talk and its day. One that can't be read has its name."""
    if prep.problem:
        return visible_name(prep.name)
    kind = texts.find(f"kinds.{prep.kind}.name") or prep.kind or texts("ui.start.no-kind")
    return " · ".join(filter(None, (prep.child, kind, show_when(prep.day, prep.start, texts))))


def _row(prep: Summary, number: int | None, texts: Texts) -> Row:
    if prep.problem:
        return Row(prep.name, f"{visible_name(prep.name)}: {prep.problem.message(texts)}", mark="!", number=number)
    kind = texts.find(f"kinds.{prep.kind}.name") or prep.kind or texts("ui.start.no-kind")
    when = show_when(prep.day, prep.start, texts) or texts("ui.start.no-date")
    who = prep.child or texts("ui.start.no-child")
    far = texts("ui.start.held") if prep.held else texts("ui.start.how-far", n=prep.steps_begun, total=len(STEPS))
    return Row(prep.name, f"{who} · {kind} · {when} · {far}", mark=" ", number=number)


def _copy_row(prep: Summary, first: Summary, number: int | None, texts: Texts) -> Row:
    words = texts("ui.start.copy", name=visible_name(prep.name), what=difference(first, prep, texts))
    return Row(prep.name, words, mark="=", number=number)


def difference(one: Summary, other: Summary, texts: Texts) -> str:
    """In which steps two copies of a prep differ, in words."""
    names = [texts(f"steps.{part}.name") for part in differing(one, other)]
    return texts("ui.start.differs", names=", ".join(names)) if names else texts("ui.start.same")


TOGETHER: Final = "together"
"""The key of the row that puts two copies together; what both hold in other words is as in the first."""
TOGETHER_AS_COPY: Final = "as-copy"
"""The same, but that is as in the copy."""
APART: Final = "apart"
"""The key of the row that makes a prep of its own of a copy."""


def choose_about_copy(name: str, first: str, clashes: bool, texts: Texts) -> Choice:
    """The question what becomes of a copy. `clashes`: both hold something in other words, so one must be chosen."""
    names = {"name": visible_name(name), "first": visible_name(first)}
    together = (TOGETHER, TOGETHER_AS_COPY) if clashes else (TOGETHER,)
    keys = {key: f"{key}-clash" if clashes and key == TOGETHER else key for key in (*together, APART, "open")}
    rows = numbered((key, texts(f"ui.dialog.copy.{words}", **names)) for key, words in keys.items())
    return Choice(texts("ui.dialog.copy.title", **names), tuple(rows))


def question(action: Action, texts: Texts) -> tuple[str, str]:
    """The question before "rename" or "import", and a note about its answer."""
    return texts(f"ui.dialog.{action}.title"), texts(f"ui.dialog.{action}.note")


_DONE: Final[Mapping[Action, str]] = {
    "copy": "copied",
    "rename": "renamed",
    "delete": "deleted",
    "undo": "undone",
    "import": "imported",
}


def done_message(action: Action, name: str, texts: Texts) -> str:
    """The message once the action was done on the prep of this name, or known by it."""
    return texts(f"ui.message.{_DONE[action]}", name=visible_name(name))

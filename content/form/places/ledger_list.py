"""The agreements of all children: a list below the name of each child, and the question about each agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

from gespreksklaar.content.agreements.carry_over import carried
from gespreksklaar.content.agreements.ledger import LedgerLine, by_child
from gespreksklaar.content.form.fields.outcome import OPEN, agreement_words, outcome_rows, outcome_title
from gespreksklaar.content.form.rows import Choice, Row, number_key
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts

_LONGEST_NAME: Final = all_fields()["going.child"].asks.limit
_NO_LINE: Final = "/"
"""The prefix of the key of the row for a child without agreements; the child's key follows."""
_IN_USE: Final = ("in-use", "in-use-elsewhere")


@dataclass(frozen=True)
class LedgerList:
    """The lines and the heading of each, in an order that stays while the list is on screen.

    `names` are those of all children, by their keys from `whose`: a child without agreements has a row too, as it has
    talks to look back on. The key of a row is the place of its line in `lines`.
    """

    lines: tuple[LedgerLine, ...]
    names: Mapping[str, str]
    texts: Texts
    headings: tuple[str, ...]

    @classmethod
    def of(cls, found: Sequence[LedgerLine], names: Mapping[str, str], texts: Texts) -> Self:
        """The list of these lines, child by child, with what is open first."""
        of_each = by_child(found)
        order = [*names, *(child for child in of_each if child not in names)]
        lines = [line for child in order for line in of_each.get(child, [])]
        return cls(tuple(lines), names, texts, tuple(_heading(line, texts) for line in lines))

    def with_news(self, found: Sequence[LedgerLine]) -> Self:
        """The same lines in the same places, with their current values; an empty list is built again."""
        if not self.lines:
            return self.of(found, self.names, self.texts)
        known = {line.id or _place(line): line for line in found} | {_place(line): line for line in found}
        lines = (known.get(line.id) or known.get(_place(line)) or line for line in self.lines)
        return replace(self, lines=tuple(lines))

    @property
    def about(self) -> str:
        """The line above the list: what it is, or that it is empty."""
        return self.texts("ledger.about" if self.lines or self.names else "ledger.none")

    def rows(self, today: date) -> tuple[Row, ...]:
        """A heading for each child, and one for what is over; then the children without agreements."""
        return (*self._rows_of_lines(today), *self._rows_of_names())

    def _rows_of_lines(self, today: date) -> Iterator[Row]:
        above = ""
        for number, (line, heading) in enumerate(zip(self.lines, self.headings, strict=True)):
            if f"{line.whose} {heading}" != above:
                above = f"{line.whose} {heading}"
                yield Row("", heading, heading=True)
            tag = self.texts(f"ledger.states.{'due' if line.is_due(today) else line.state or OPEN}")
            yield Row(str(number), self.words(line), tag=tag, number=number_key(number + 1))

    def _rows_of_names(self) -> Iterator[Row]:
        with_lines = {line.whose for line in self.lines}
        for child, name in self.names.items():
            if child not in with_lines:
                yield Row("", name, heading=True)
                yield Row(_NO_LINE + child, self.texts("ledger.no-agreements"))

    def first(self, child: str) -> str:
        """The key of the first row of this child."""
        return next((str(n) for n, line in enumerate(self.lines) if line.whose == child), _NO_LINE + child)

    def line(self, key: str) -> LedgerLine | None:
        """The agreement of the row with this key, if it has one."""
        return self.lines[int(key)] if key.isdecimal() else None

    def child(self, key: str) -> str:
        """The key of the child that the row with this key is about; empty when it is about none."""
        line = self.line(key)
        return line.whose if line else key.removeprefix(_NO_LINE)

    def words(self, line: LedgerLine) -> str:
        """Who does what by when, with its mark."""
        # The name comes from a file that nobody checked: it can be longer than a prep may hold.
        prep = Prep().edited("going.child", line.child[:_LONGEST_NAME])
        words = agreement_words(line.id, carried(line), prep, self.texts)
        return f"{words} · {self.texts(f'sheet.marks.{line.mark}')}" if line.mark else words

    def ask(self, line: LedgerLine) -> Choice:
        """The question about the outcome of this agreement: `outcome_of` reads the key of its answer."""
        return Choice(outcome_title(self.words(line), self.texts), tuple(outcome_rows(self.texts)), line.state)


def outcome_message(state: AgreementState, note: Problem | None, texts: Texts) -> str:
    """The message once an outcome was saved. `note` is a problem that came up with it, if any."""
    return note.message(texts) if note else texts("ledger.told", state=texts(f"ledger.states.{state or OPEN}"))


def not_written_message(problem: Problem, texts: Texts) -> str:
    """The message when an outcome could not be saved."""
    return texts("ledger.in-use") if problem.reason in _IN_USE else problem.message(texts)


def _heading(line: LedgerLine, texts: Texts) -> str:
    name = line.child or texts("ledger.no-name")
    return name if line.is_open else texts("ledger.over", child=name)


def _place(line: LedgerLine) -> str:
    """A key for an agreement without a written identity: where the newest prep holds it."""
    return f"{line.newest.prep.name}/{line.newest.held.path}/{line.newest.held.key}"

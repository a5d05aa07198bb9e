"""The agreements of earlier talks: the question about the outcome of each, and its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, cast

from gespreksklaar.content.agreements.carry_over import ANSWERS, answered
from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.marked_lines import MarkedLines
from gespreksklaar.content.form.rows import Row, number_key, numbered
from gespreksklaar.content.guidance.wording import by_words, deed_words, said_of
from gespreksklaar.content.prep.declaration import Carried
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.dates import show_day_short
from gespreksklaar.content.words.texts import Texts

OPEN: Final = "open"
"""The key of the row for an agreement that is still open, whose state is empty."""


def agreement_words(key: str, item: Carried, prep: Prep, texts: Texts) -> str:
    """Who does what, and by when."""
    what = deed_words(said_of(key, item), item, prep, texts)
    by = by_words(item, prep, texts)
    day = show_day_short(by, texts) if isinstance(by, date) else by
    return texts("ledger.by", what=what, day=day) if day else what


def outcome_title(words: str, texts: Texts) -> str:
    """The question about the outcome of the agreement with these words."""
    return f"{texts('ledger.ask')}\n{words}"


def outcome_rows(texts: Texts) -> list[Row]:
    """The answers to that question."""
    return numbered((answer or OPEN, texts(f"ledger.answers.{answer or OPEN}")) for answer in ANSWERS)


def outcome_of(key: str) -> AgreementState:
    """The state that a row of `outcome_rows` stands for."""
    return "" if key == OPEN else cast("AgreementState", key)


class PreviousAgreements(MarkedLines):
    """A list that the user neither adds to nor removes from: only outcomes and marks change."""

    @property
    def agreements(self) -> Mapping[str, Carried]:
        """The agreements as the prep holds them, in their order."""
        agreements: Mapping[str, Carried] = self.value
        return agreements

    def suggestions(self) -> Sequence[str]:
        """There is nothing to choose from."""
        return ()

    def words_of(self, key: str) -> str:
        """A line in words, without its mark."""
        return agreement_words(key, self.agreements[key], self.prep, self.texts)

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """Each agreement, with its outcome at the right."""
        return tuple(
            Row(
                key,
                self.with_mark(self.words_of(key), item),
                tag=self.texts(f"ledger.states.{item.state or OPEN}"),
                number=number_key(n),
            )
            for n, (key, item) in enumerate(self.agreements.items(), 1)
        )

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """All of them, also when the user is elsewhere."""
        return self.rows()

    def picked(self, key: str) -> Change | None:
        """None: a picked row is a question, answered with `outcome_rows` and `with_outcome`."""
        return None

    def typed(self, text: str) -> Change | None:
        """None: there is nothing to type."""
        return None

    def with_outcome(self, key: str, state: AgreementState) -> Change | None:
        """The change that records this outcome today; None when the list has no such agreement."""
        item = self.agreements.get(key)
        return self.with_line(key, answered(item, state, self.today)) if item else None

    def next_untold(self, key: str) -> str:
        """The key of the next agreement without an outcome, from the first again after the last; else this key."""
        keys = list(self.agreements)
        after = [*keys[keys.index(key) + 1 :], *keys]
        untold = (k for k in after if not (self.agreements[k].state or self.agreements[k].state_day))
        return next(untold, key)

"""The agreements of earlier talks: the question what became of each, and its answers."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from gespreksklaar.content.agreements.carry_over import ANSWERS
from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.content.guidance.wording import deed_words, said_of
from gespreksklaar.content.prep.declaration import Carried
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.dates import show_day_short
from gespreksklaar.content.words.texts import Texts

OPEN: Final = "open"
"""What an empty state is called."""


def agreement_words(key: str, item: Carried, prep: Prep, texts: Texts) -> str:
    """Who does what, and by when."""
    what = deed_words(said_of(key, item), item, prep, texts)
    by = show_day_short(item.by, texts) if isinstance(item.by, date) else item.by
    return texts("ledger.by", what=what, day=by) if by else what


def outcome_title(words: str, texts: Texts) -> str:
    """The question what became of the agreement with these words."""
    return f"{texts('ledger.ask')}\n{words}"


def outcome_rows(texts: Texts) -> list[Row]:
    """The answers to that question."""
    return numbered((answer or OPEN, texts(f"ledger.answers.{answer or OPEN}")) for answer in ANSWERS)


def outcome_of(key: str) -> AgreementState:
    """The state that a row of `outcome_rows` stands for."""
    return "" if key == OPEN else cast("AgreementState", key)

"""What became of an agreement: how its row says it, and the question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar, cast

from textual.binding import BindingType

from gespreksklaar.content.agreements.carry_over import ANSWERS
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.wording import deed_words, said_of
from gespreksklaar.content.prep.declaration import Carried
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.dates import show_day_short
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Menu
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.option_list import Choices

OPEN = "open"
"""What an empty state is called."""


class AgreementList(Choices):
    """Agreements of before: picking one asks what became of it."""

    BINDINGS: ClassVar[list[BindingType]] = [key("space", "pick", "ledger.tell")]


def became(name: str, item: Carried, prep: Prep, texts: Texts) -> str:
    """Who does what, and by when."""
    what = deed_words(said_of(name, item), item, prep, texts)
    by = show_day_short(item.by, texts) if isinstance(item.by, date) else item.by
    return texts("ledger.by", what=what, day=by) if by else what


def became_menu(words: str, state: str, texts: Texts) -> Menu:
    """Ask what became of the agreement with these words; it gives one of the answers, or None."""
    rows = [
        Row(answer or OPEN, texts(f"ledger.answers.{answer or OPEN}"), number=n) for n, answer in enumerate(ANSWERS, 1)
    ]
    return Menu(f"{texts('ledger.ask')}\n{words}", rows, texts, at=state or "")


def then_told(tell: Callable[[AgreementState], None]) -> Callable[[str | None], None]:
    """What to do with the answer of that menu: nothing where there was none."""

    def answered(answer: str | None) -> None:
        if answer:
            tell(cast("AgreementState", "" if answer == OPEN else answer))

    return answered

"""The question what became of an agreement, as a list and a menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.fields.outcome import outcome_of, outcome_rows, outcome_title
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Menu
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.option_list import Choices


class AgreementList(Choices):
    """Agreements of before: picking one asks what became of it."""

    BINDINGS: ClassVar[list[BindingType]] = [key("space", "pick", "ledger.tell")]


def became_menu(words: str, state: str, texts: Texts) -> Menu:
    """Ask what became of the agreement with these words; it gives one of the answers, or None."""
    return Menu(outcome_title(words, texts), outcome_rows(texts), texts, at=state)


def then_told(tell: Callable[[AgreementState], None]) -> Callable[[str | None], None]:
    """What to do with the answer of that menu: nothing where there was none."""

    def answered(answer: str | None) -> None:
        if answer:
            tell(outcome_of(answer))

    return answered

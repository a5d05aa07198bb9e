"""The list of earlier agreements, and the menu that asks for the outcome of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from gespreksklaar.content.form.fields.outcome import outcome_of, outcome_rows, outcome_title
from gespreksklaar.content.prep.vocabulary import AgreementState
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Menu
from gespreksklaar.screens.widgets.keys import key
from gespreksklaar.screens.widgets.option_list import PickList


class AgreementList(PickList):
    """A list of earlier agreements; picking one asks for its outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [key("space", "pick", "ledger.tell")]


def outcome_menu(words: str, state: str, texts: Texts) -> Menu:
    """The menu that asks for the outcome of the agreement with these words. Its result is a row's key, or None."""
    return Menu(outcome_title(words, texts), outcome_rows(texts), texts, at=state)


def when_answered(save: Callable[[AgreementState], None]) -> Callable[[str | None], None]:
    """A callback for that menu: it passes the chosen outcome to `save`, and ignores None."""

    def answered(answer: str | None) -> None:
        if answer:
            save(outcome_of(answer))

    return answered

"""A declared field as one place asks it: its words, and the change that an answer makes."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from pydantic import ValidationError

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.wording import child_name, sentence
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts


@dataclass(frozen=True)
class Change:
    """One edit of a prep: the value at `path` becomes `value`. `message` is what to show the user about it, if any."""

    path: str
    value: Any
    message: str = ""

    def made_in(self, prep: Prep) -> Prep:
        """The prep after this change. Raises Problem when it cannot hold the value."""
        try:
            return prep.edited(self.path, self.value)
        except ValidationError:
            raise Problem("does-not-fit") from None


@dataclass(frozen=True)
class FormField:
    """A declared field of one prep. This class alone is a text to type, of one line or more; others inherit from it.

    It has no state of its own: after a change, make the field of the next prep. `place` is the screen that asks it,
    where that is not its own step. An answer, `picked` or `typed`, returns the change it makes, or None when it is no
    answer to this field; it raises Problem when the user must know why not.
    """

    field: Field
    prep: Prep
    texts: Texts
    place: str = ""
    today: date = dataclasses.field(default_factory=date.today)

    unpicks: ClassVar[str] = "choices.unpick"
    """The name of the words for the key that picks, on a row that is picked already."""

    @property
    def value(self) -> Any:
        """What the prep holds in this field."""
        return self.prep.get(self.field.path)

    def words(self, name: str) -> str:
        """A text of this field as worded for this place, else for its own step; empty when it has none."""
        child = child_name(self.prep, self.texts, spoken=False)
        keys = (f"{where}.{name}" for where in (self.field.texts_at(self.place or self.field.step), self.field.texts))
        known = next((key for key in keys if self.texts.find(key) is not None), "")
        return self.texts(known, child=child) if known else ""

    @property
    def label(self) -> str:
        """The line above the field."""
        return sentence(self.words("label"))

    @property
    def hint(self) -> str:
        """What to know about the field while the user is in it; empty when there is nothing."""
        return self.words("hint")

    def about(self, key: str) -> str:
        """What to know about the row with this key."""
        return self.hint

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """The rows to choose from. `page` counts from 0; `writing` is the key of the row that is in the input now."""
        return ()

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """The rows of the answer alone, for when the user is elsewhere."""
        return (Row("", self.value),) if self.value else ()

    def picked(self, key: str) -> Change | None:
        """The change when the user picks the row with this key."""
        return None

    def typed(self, text: str) -> Change | None:
        """The change when the user has typed this text."""
        return self.change(text)

    def change(self, value: object, message: str = "") -> Change:
        """The change that gives this field another value."""
        return Change(self.field.path, value, message)

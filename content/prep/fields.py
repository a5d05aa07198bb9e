"""The kinds of field a step can ask. `content/prep/declaration.py` declares each field with one of these."""

from __future__ import annotations

from typing import Literal, NamedTuple

FieldKind = Literal["line", "long", "pick_one", "pick_many", "agreements", "day", "clock", "minutes", "noted", "before"]

LINE_LIMIT = 200
LONG_LIMIT = 20_000
LIST_LIMIT = 500


class Asks(NamedTuple):
    """What a field asks, beside its type: how it is filled in, from which bank, and its limits.

    `bank` names the suggestions (`guide/BANK.toml`), `top` how many may be marked most important,
    `limit` the most characters of a line or text. `needed`: the short way asks it too.
    """

    kind: FieldKind
    bank: str = ""
    top: int = 0
    limit: int = LINE_LIMIT
    needed: bool = False


class Field(NamedTuple):
    """One declared field: its path in a prep (`ask.questions`), and what it asks."""

    path: str
    asks: Asks

    @property
    def step(self) -> str:
        """The id of the step that asks it."""
        return self.path.partition(".")[0]

    @property
    def texts(self) -> str:
        """The id below which its label, hint and help stand: `steps.STEP.fields.NAME`."""
        return self.texts_at(self.step)

    def texts_at(self, place: str) -> str:
        """The same for another place that asks this field."""
        return f"steps.{place}.fields.{self.path.partition('.')[2]}"

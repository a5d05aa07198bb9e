"""Which widget shows which kind of declared field: the one table from `content` to the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gespreksklaar.screens.agreements import AgreementsField
from gespreksklaar.screens.before_field import BeforeField
from gespreksklaar.screens.pick_many import PickManyField
from gespreksklaar.screens.pick_one import PickOneField
from gespreksklaar.screens.text_fields import LineField, LongField
from gespreksklaar.screens.when_fields import ClockField, DayField, MinutesField

if TYPE_CHECKING:
    from gespreksklaar.content.fields import Field, FieldKind
    from gespreksklaar.content.prep import Prep
    from gespreksklaar.content.texts import Texts
    from gespreksklaar.screens.step_field import StepField

FieldMaker = Callable[["Field", "Prep", "Texts", str], "StepField"]

_WIDGETS: Mapping[FieldKind, FieldMaker] = {
    "line": LineField,
    "long": LongField,
    "pick_one": PickOneField,
    "pick_many": PickManyField,
    "agreements": AgreementsField,
    "before": BeforeField,
    "day": DayField,
    "clock": ClockField,
    "minutes": MinutesField,
}


def make_field(
    field: Field, prep: Prep, texts: Texts, place: str = "", others: Mapping[FieldKind, FieldMaker] = {}
) -> StepField:
    """The widget for a declared field; `others` are those with which a place shows a kind in its own way."""
    widget = others.get(field.asks.kind) or _WIDGETS[field.asks.kind]
    return widget(field, prep, texts, place)

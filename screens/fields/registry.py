"""The widget for each kind of declared field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gespreksklaar.screens.fields.agreements import AgreementsField
from gespreksklaar.screens.fields.pick_many import PickManyField
from gespreksklaar.screens.fields.pick_one import PickOneField
from gespreksklaar.screens.fields.previous_agreements import PreviousAgreementsField
from gespreksklaar.screens.fields.text import LineField, LongField
from gespreksklaar.screens.fields.when import WhenField

if TYPE_CHECKING:
    from gespreksklaar.content.open_prep.front import LivePrep
    from gespreksklaar.content.prep.fields import Field, FieldKind
    from gespreksklaar.content.words.texts import Texts
    from gespreksklaar.screens.fields.field import StepField

FieldMaker = Callable[["Field", "LivePrep", "Texts", str], "StepField"]

_WIDGETS: Mapping[FieldKind, FieldMaker] = {
    "line": LineField,
    "long": LongField,
    "pick_one": PickOneField,
    "pick_many": PickManyField,
    "agreements": AgreementsField,
    "before": PreviousAgreementsField,
    "day": WhenField,
    "clock": WhenField,
    "minutes": WhenField,
}


def make_field(
    field: Field, live: LivePrep, texts: Texts, place: str = "", others: Mapping[FieldKind, FieldMaker] = {}
) -> StepField:
    """Make the widget for a declared field. `others` replaces the usual widget of some kinds."""
    widget = others.get(field.asks.kind) or _WIDGETS[field.asks.kind]
    return widget(field, live, texts, place)

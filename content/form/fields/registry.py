"""The form's class for each declared field, and which fields a place asks: for every front."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gespreksklaar.content.form.fields.agreements import Agreements
from gespreksklaar.content.form.fields.agreements_made import AgreementsAtTheTable, AgreementsMade
from gespreksklaar.content.form.fields.form_field import FormField
from gespreksklaar.content.form.fields.outcome import PreviousAgreements
from gespreksklaar.content.form.fields.pick_many import PickMany, Questions
from gespreksklaar.content.form.fields.pick_one import PickOne
from gespreksklaar.content.form.fields.talk_notes import TalkNotes
from gespreksklaar.content.form.fields.when import Clock, Day, Minutes
from gespreksklaar.content.guidance.ages import is_asked
from gespreksklaar.content.prep.declaration import fields_at
from gespreksklaar.content.prep.fields import Field, FieldKind
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.progress import is_on_the_way
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.words.texts import Texts

_KINDS: Final[Mapping[FieldKind, type[FormField]]] = {
    "line": FormField,
    "long": FormField,
    "pick_one": PickOne,
    "pick_many": PickMany,
    "agreements": Agreements,
    "before": PreviousAgreements,
    "day": Day,
    "clock": Clock,
    "minutes": Minutes,
    "noted": TalkNotes,
}
_AT: Final[Mapping[tuple[str, str], type[FormField]]] = {
    ("ask", "ask.questions"): Questions,
    ("close", "agree.agreements"): AgreementsAtTheTable,
    ("after", "agree.agreements"): AgreementsMade,
}
"""The fields that one place asks in its own way, by place and path."""
_OF_A_GOAL: Final = frozenset(f"agree.goal.{part}" for part in ("who", "when", "sign", "sentence"))
"""The fields that say nothing while there is no goal."""


def fields_asked(place: str, prep: Prep) -> tuple[Field, ...]:
    """The fields that a place asks for this prep, from top to bottom: not what is known already, or is of no goal.

    The short way, a step asks only what is needed; after the steps it makes no difference.
    """
    goal = prep.agree.goal
    # Who answered one of them before keeps it in sight.
    left_out = set() if goal.what or goal.sentence else {path for path in _OF_A_GOAL if not prep.get(path)}
    asked = (field for field in fields_at(place) if is_asked(field.path, prep) and field.path not in left_out)
    return tuple(field for field in asked if place not in STEPS or is_on_the_way(field, prep))


def form_field(field: Field, prep: Prep, texts: Texts, place: str = "") -> FormField:
    """The declared field of this prep; `place` is the screen that asks it, where that is not its own step."""
    kind = _AT.get((place or field.step, field.path)) or _KINDS[field.asks.kind]
    return kind(field, prep, texts, place)

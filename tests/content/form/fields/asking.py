"""A field of the form by its path, on a fixed day, and answers to it one after another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from gespreksklaar.content.form.fields.form_field import Change, FormField
from gespreksklaar.content.form.fields.registry import form_field
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.words.texts import Texts

TODAY = date(2026, 11, 30)
NL = Texts("nl")

AnyField = TypeVar("AnyField", bound=FormField)


def asked(
    kind: type[AnyField], path: str, value: object = None, *, place: str = "", prep: Prep | None = None
) -> AnyField:
    """The field at this path with this value, as `place` asks it."""
    prep = prep or Prep()
    prep = prep if value is None else prep.edited(path, value)
    form = replace(form_field(all_fields()[path], prep, NL, place), today=TODAY)
    assert isinstance(form, kind)
    return form


def after(form: AnyField, change: Change | None) -> AnyField:
    """The same field once this change was made."""
    assert change
    return replace(form, prep=change.made_in(form.prep))


def keys(form: FormField, page: int = 0) -> list[str]:
    """The keys of the rows of this field."""
    return [row.key for row in form.rows(page)]

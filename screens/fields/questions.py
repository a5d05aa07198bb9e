"""The field with the questions to ask."""

from __future__ import annotations

from gespreksklaar.screens.fields.pick_many import PickManyField


class QuestionsField(PickManyField):
    """A list like any other; the form offers the questions about last time first."""

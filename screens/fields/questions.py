"""The field with the questions: those about agreements of before are the first to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from gespreksklaar.content.agreements.carry_over import questions_before
from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.screens.fields.pick_many import PickManyField


class QuestionsField(PickManyField):
    """What is asked about last time is picked as any other question."""

    def suggestions(self) -> Sequence[str]:
        """The questions about last time, then the guide's."""
        return [*questions_before(self.prep), *super().suggestions()]

    def is_suggestion(self, key: str) -> bool:
        """Whether it can be picked."""
        return super().is_suggestion(key) or key in questions_before(self.prep)

    def picked_item(self, key: str) -> Item:
        """The line a question becomes; one about last time takes the mark of its agreement along."""
        return questions_before(self.prep).get(key) or super().picked_item(key)

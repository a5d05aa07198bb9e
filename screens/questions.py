"""The field with the questions: those about agreements of before are the first to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from gespreksklaar.content.carry import questions_before
from gespreksklaar.content.steps import Item
from gespreksklaar.screens.pick_many import PickManyField


class QuestionsField(PickManyField):
    """What was asked about last time is picked as any other question, and is an own line then."""

    def suggestions(self) -> Sequence[str]:
        """The questions about last time, then the guide's."""
        return [*questions_before(self.prep, self.texts), *super().suggestions()]

    def suggested_words(self, key: str) -> str:
        """The question in words."""
        asked = questions_before(self.prep, self.texts).get(key)
        return asked.text if asked else super().suggested_words(key)

    def is_suggestion(self, key: str) -> bool:
        """Whether it can be picked."""
        return super().is_suggestion(key) or key in questions_before(self.prep, self.texts)

    def picked_item(self, key: str) -> Item:
        """The guide's question is known by its key; one about last time takes its words and mark along."""
        return questions_before(self.prep, self.texts).get(key) or super().picked_item(key)

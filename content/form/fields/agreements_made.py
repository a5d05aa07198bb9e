"""The agreements at the end of a talk: which were made, and who does what, by when, and how both will see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from gespreksklaar.content.agreements.made import agreed
from gespreksklaar.content.form.fields.agreements import AgreementPart, Agreements
from gespreksklaar.content.form.fields.form_field import Change
from gespreksklaar.content.form.fields.suggestions import SHORT_PAGE
from gespreksklaar.content.form.rows import PAGE, Row
from gespreksklaar.content.goal.check import agreement_advice, goal_words
from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.prep.visibility import hidden_from
from gespreksklaar.content.prep.vocabulary import Mark
from gespreksklaar.content.talk.items import sits_there

GOAL: Final = "goal"
"""The key of the goal once it is an agreement."""


class AgreementsMade(Agreements):
    """The user ticks a wish once it is agreed. A line that is added here is agreed from the start."""

    parts: ClassVar[tuple[AgreementPart, ...]] = ("text", "who", "by", "see")
    unpicks: ClassVar[str] = "choices.not-agreed"

    @property
    def parts_of_a_new_line(self) -> tuple[AgreementPart, ...]:
        """All of them: what is agreed at the table is asked there or never."""
        return self.parts[1:]

    def row_of(self, key: str, item: Item) -> Row:
        """A wish has an empty box and a tag that names it a wish."""
        row = super().row_of(key, item)
        made = self.agreement(key).made
        return Row(key, row.text, "[x]" if made else "[ ]", "" if made else self.texts("talk.wish"))

    def suggestions(self) -> Sequence[str]:
        """What can be agreed: the user's own lines and the goal, then the guide's; every wish has a number on page one.

        One that is picked there keeps its place, so that its number takes that back.
        """
        guide = list(super().suggestions())
        first = [key for key in self.items if key not in (GOAL, *guide)]
        first += [GOAL] if GOAL in self.items or self.is_suggestion(GOAL) else []
        page = SHORT_PAGE if self.prep.short else PAGE
        while len(first) < page and (below := [key for key in guide[page - len(first) :] if key in self.items]):
            first.append(below[0])
            guide.remove(below[0])
        return [*first, *guide]

    def suggested_words(self, key: str) -> str:
        """As in `Agreements`, and the goal named as such."""
        if key == GOAL:
            return self.texts("talk.goal", goal=goal_words(self.prep, self.texts))
        return super().suggested_words(key)

    def is_suggestion(self, key: str) -> bool:
        """Whether the user can pick this key; the goal is one of them once it has words."""
        return bool(goal_words(self.prep, self.texts)) if key == GOAL else super().is_suggestion(key)

    def about(self, key: str) -> str:
        """What an agreement still lacks."""
        item = self.agreement(key)
        lacks = agreement_advice(self.words_of(key), item, self.texts, self.prep.going.child) if item.made else []
        return " ".join(lacks) or super().about(key)

    def added(self, key: str) -> Change:
        """Add the suggestion, or the goal, as agreed. Raises Problem when the list is full."""
        self.check_room(key)
        return self.with_line(key, self.new_item(key), self.texts("talk.agreed-now"))

    def new_item(self, key: str) -> Agreement:
        """A suggestion, or the goal, as it is agreed here: without the usual day, which may not be what was said."""
        item = self._goal() if key == GOAL else super().new_item(key).model_copy(update={"by": ""})
        return agreed(self.prep, key, item)

    def picked_again(self, key: str) -> Change | None:
        """Make an agreement of a wish, or a wish of an agreement."""
        made = not self.agreement(key).made
        message = self.texts("talk.agreed-now" if made else "talk.not-agreed")
        return self.with_line(key, agreed(self.prep, key, made=made), message)

    def reworded(self, key: str, item: Item, text: str) -> Item:
        """The line with these words; a new line is agreed."""
        changed = super().reworded(key, item, text)
        assert isinstance(changed, Agreement)
        return changed if key in self.items else agreed(self.prep, key, changed)

    def _goal(self) -> Agreement:
        goal = self.prep.agree.goal
        if goal.sentence:
            return Agreement(text=goal.sentence, see=goal.sign, mark=goal.mark)
        return Agreement(text=goal.what, who=goal.who, by=goal.when, see=goal.sign, mark=goal.mark)


class AgreementsAtTheTable(AgreementsMade):
    """The same while the child may read along: lines that it may not see stay in the prep, out of sight."""

    def rows(self, page: int = 0, writing: str = "") -> tuple[Row, ...]:
        """The rows that the child may see."""
        return self._in_sight(super().rows(page, writing))

    def answer_rows(self, writing: str = "") -> tuple[Row, ...]:
        """The lines that the child may see."""
        return self._in_sight(super().answer_rows(writing))

    def suggestions(self) -> Sequence[str]:
        """Those that the child may see: a missing number would betray the others."""
        hidden = self._hidden
        return [key for key in super().suggestions() if key not in self.items or self.items[key].mark not in hidden]

    def is_suggestion(self, key: str) -> bool:
        """Whether the user can pick this key; a goal that the child may not see is not offered."""
        return super().is_suggestion(key) and not (key == GOAL and self.prep.agree.goal.mark in self._hidden)

    @property
    def _hidden(self) -> frozenset[Mark]:
        return hidden_from("own", child_there=sits_there(self.prep))

    def _in_sight(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        hidden = self._hidden
        return tuple(row for row in rows if row.key not in self.items or self.items[row.key].mark not in hidden)

"""Agreements at the end of a talk: which were made, and of each who does what, by when, and how both will see it."""

from __future__ import annotations

from gespreksklaar.content.agreements.made import agreed
from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.goal.check import agreement_advice, goal_part, goal_words
from gespreksklaar.content.prep.declaration import Agreement, Item
from gespreksklaar.content.prep.visibility import hidden_from
from gespreksklaar.content.prep.vocabulary import Mark
from gespreksklaar.content.talk.items import sits_there
from gespreksklaar.screens.fields.agreements import AgreementsField

GOAL = "goal"
"""The key of the goal once it is an agreement."""


class MadeField(AgreementsField):
    """What was wished is ticked when it is agreed. What is written or picked here is agreed as it stands."""

    def row_of(self, key: str, item: Item) -> Row:
        """A wish has an empty box, and says that it is one."""
        row = super().row_of(key, item)
        made = self.agreement(key).made
        return Row(key, row.text, "[x]" if made else "[ ]", "" if made else self.texts("talk.wish"))

    def rows(self) -> tuple[Row, ...]:
        """The goal stands first among what can be picked, until it is agreed."""
        rows = super().rows()
        if not self.unfolded or GOAL in self.items or not self.is_suggestion(GOAL):
            return rows
        at = next(n for n, row in enumerate(rows) if row.heading)
        goal = Row(GOAL, self.texts("talk.goal", goal=goal_words(self.prep, self.texts)), "[ ]")
        return (*rows[: at + 1], goal, *rows[at + 1 :])

    def is_suggestion(self, key: str) -> bool:
        """The goal can be agreed too."""
        return bool(goal_words(self.prep, self.texts)) if key == GOAL else super().is_suggestion(key)

    def picked_item(self, key: str) -> Agreement:
        """A suggestion, or the goal, as it is agreed here."""
        return self._made(key, self._goal() if key == GOAL else super().picked_item(key))

    def _goal(self) -> Agreement:
        goal = self.prep.agree.goal
        if goal.sentence:
            return Agreement(text=goal.sentence, see=goal.sign, mark=goal.mark)
        what, when = (goal_part(part, self.prep, self.texts) for part in ("what", "when"))
        return Agreement(text=what, who=goal.who, by=when, see=goal.sign, mark=goal.mark)

    def edited_item(self, item: Item, text: str) -> Item:
        """A line with other words; one that is begun here is agreed here."""
        changed = super().edited_item(item, text)
        assert isinstance(changed, Agreement)
        return changed if self.writing in self.items else self._made(self.writing, changed)

    def _made(self, key: str, item: Agreement) -> Agreement:
        return agreed(self.prep.edited(self.field.path, {**self.items, key: item}), key)

    def about(self, key: str) -> str:
        """Of an agreement what it lacks."""
        item = self.agreement(key)
        lacks = agreement_advice(self.words_of(key), item, self.texts, self.prep.going.child) if item.made else []
        return " ".join(lacks) or super().about(key)

    def add(self, key: str) -> None:
        """Put it on the list, and say that it is agreed."""
        super().add(key)
        self.say("talk.agreed-now")

    def pick_again(self, key: str) -> None:
        """A wish becomes an agreement, and an agreement a wish."""
        made = not self.agreement(key).made
        self.edit({**self.items, key: agreed(self.prep, key, made=made)}, undoable=True)
        self.show_value()
        self.choices.go_to(key)
        self.say("talk.agreed-now" if made else "talk.not-agreed")

    def line_done(self, key: str) -> None:
        """What was written asks its other parts at once."""
        self.choices.focus()
        self.choices.go_to(key)
        self.ask_who(key)

    def after_when(self, key: str) -> None:
        """And how both will see that it is done."""
        self.choose(key, "see", "signs", self.agreement(key).see, super().after_when)


class MadeAtTheTable(MadeField):
    """The same while the child may sit there too: what is not for its eyes is kept, and not in sight."""

    def rows(self) -> tuple[Row, ...]:
        """What may be seen here; after the talk all of it can."""
        hidden = hidden_from("own", child_there=sits_there(self.prep))
        return tuple(row for row in super().rows() if row.key not in self.items or self._mark(row.key) not in hidden)

    def is_suggestion(self, key: str) -> bool:
        """A goal that is not for the child's eyes is not offered before them."""
        hidden = hidden_from("own", child_there=sits_there(self.prep))
        return super().is_suggestion(key) and not (key == GOAL and self.prep.agree.goal.mark in hidden)

    def _mark(self, key: str) -> Mark:
        return self.items[key].mark

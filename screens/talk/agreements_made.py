"""Agreements at the end of a talk: which were made, and of each who does what, by when, and how both will see it."""

from __future__ import annotations

from gespreksklaar.screens.fields.agreements import AgreementsField


class MadeField(AgreementsField):
    """What was wished is ticked when it is agreed. What is written or picked here is agreed as it stands."""

    def line_done(self, key: str) -> None:
        """What was written asks its other parts at once."""
        self.choices.focus()
        self.choices.go_to(key)
        self.ask(key, "who")

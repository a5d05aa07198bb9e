"""Agreements at the end of a talk: which were made, who does what by when, and how both sides will see it."""

from __future__ import annotations

from gespreksklaar.screens.fields.agreements import AgreementsField


class AgreementsMadeField(AgreementsField):
    """A prepared line is ticked once it is agreed; a line that the user writes or picks here is agreed at once."""

    def line_done(self, key: str) -> None:
        """Ask for the other parts of a new line at once."""
        self.choices.focus()
        self.choices.go_to(key)
        self.ask(key, "who")

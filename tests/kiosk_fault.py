"""Loaded into a session by tests/soak/traces.py: makes F1 crash, with typed text in reach of the traceback."""

from __future__ import annotations

from gespreksklaar.screens.steps.prep_screen import PrepScreen


def _fail(self: PrepScreen) -> None:
    typed = self.prep.model_dump_json()
    raise ValueError(typed)


PrepScreen.action_help = _fail  # type: ignore[method-assign]

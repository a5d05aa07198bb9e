"""Run the full-screen program, guarded: a bug of ours is told in two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.home import crash

if TYPE_CHECKING:
    from gespreksklaar.content.words.texts import Texts
    from gespreksklaar.tui.home.folders import Places
    from gespreksklaar.tui.home.settings import Settings


def run_program(places: Places, settings: Settings, texts: Texts, open_name: str | None = None, theme: str = "") -> int:
    """Show the preps, or the one of this name; gives the exit code. `theme` counts before that of the settings."""

    kept = True

    def run() -> int:
        nonlocal kept
        app = GuideApp(places, settings, texts, open_name, theme)
        try:
            app.run(mouse=False)
        finally:
            kept = app.on_disk
        return app.return_code or 0

    return crash.run_guarded(run, places.state, lambda: texts("ui.crash" if kept else "ui.crash-unsaved"))

"""Save a sheet to a file the parent names, or to the default folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gespreksklaar.content.files import write_text
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.sheets import render_sheet
from gespreksklaar.screens.choices import Row
from gespreksklaar.screens.dialogs import Menu, Page, Prompt
from gespreksklaar.tui.places import user_path

if TYPE_CHECKING:
    from gespreksklaar.tui.app import GuideApp


def ask_and_save(app: GuideApp, reader: str) -> None:
    """Ask where, ask before replacing a file, save, and say where it went."""
    if app.session is None or not app.desk.save():
        return
    folder = user_path(app.settings.sheet_folder) if app.settings.sheet_folder else app.places.sheets
    name = f"{app.session.name or 'gesprek'}-{app.texts(f'sheet.readers.{reader}.file')}.txt"

    def named(answer: str | None) -> None:
        if answer:
            _save(app, reader, user_path(answer), replace=False)

    title, note = app.texts("ui.dialog.sheet.title"), app.texts("ui.dialog.sheet.note")
    app.push_screen(Prompt(title, app.texts, value=str(folder / name), note=note), named)


def _save(app: GuideApp, reader: str, path: Path, *, replace: bool) -> None:
    assert app.session is not None
    if path.exists() and not path.is_dir() and not replace:
        _ask_replace(app, reader, path)
        return
    try:
        write_text(path, render_sheet(app.session.prep, app.texts, reader))
    except Problem as problem:
        app.say(problem.say(app.texts))
    else:
        # On a page of its own: a path can be long, and this is what the parent came for.
        body = app.texts("ui.dialog.sheet-saved.body", path=path)
        app.push_screen(Page(app.texts("ui.dialog.sheet-saved.title"), body, app.texts))


def _ask_replace(app: GuideApp, reader: str, path: Path) -> None:
    rows = [Row(key, app.texts(f"ui.dialog.overwrite.{key}"), number=n) for n, key in enumerate(("keep", "replace"), 1)]

    def answered(answer: str | None) -> None:
        if answer == "replace":
            _save(app, reader, path, replace=True)
        elif answer == "keep":
            ask_and_save(app, reader)

    app.push_screen(Menu(app.texts("ui.dialog.overwrite.title", path=path), rows, app.texts), answered)

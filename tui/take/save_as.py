"""Save a document to a file that the user names."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.form.places.delivery import choose_overwrite, saved_page
from gespreksklaar.content.words.measure import cut
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.widgets.dialogs import Menu, Page, Prompt
from gespreksklaar.tui.take.landing import InTheWay, find_landing, in_the_way, land

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.documents import Document
    from gespreksklaar.tui.guide_base import GuideBase
    from gespreksklaar.tui.take.meanwhile import Again

_SHOWN: Final = 100
"""Cells of a path in a message."""


def ask_and_save(app: GuideBase, document: Document, again: Again) -> None:
    """Ask for a path, ask before replacing a file, save, and show where the file is; ask again when it fails.

    A user who can't name another path then and goes back is `again` asked for the way.
    """
    # If the prep can't be saved, this may still be a way to take its words along.
    if app.session:
        app.session.save()
    _ask_where(app, document, again, str(app.folders.sheets / f"{document.name}{document.ending}"))


def _ask_where(app: GuideBase, document: Document, again: Again, proposed: str, refused: str = "") -> None:
    """Ask for a path; after a `refused` one again, with why in place of the note, and with what was typed."""

    def named(answer: str | None) -> None:
        if answer is None:
            if refused:
                again("")
            return
        try:
            # In full: a name alone lands where the program was started, which the user need not know.
            path = find_landing(answer, app.folders).absolute()
        except Problem as problem:
            _ask_again(app, document, again, answer, problem)
            return
        if there := in_the_way(path):
            _ask_replace(app, document, again, path, there)
        else:
            _save(app, document, again, path, None)

    title, note = app.texts(f"take.{document.kind}.where"), refused or app.texts("take.saved.note")
    app.push_screen(Prompt(title, app.texts, value=proposed, note=note), named)


def _save(app: GuideBase, document: Document, again: Again, path: Path, there: InTheWay | None) -> None:
    try:
        land(path, document.text(), replace=there)
    except Problem as problem:
        _ask_again(app, document, again, str(path), problem)
    else:
        # On a page of its own: a path can be long, and the user came for this.
        app.push_screen(Page(*saved_page(document, path, app.texts), app.texts))


def _ask_again(app: GuideBase, document: Document, again: Again, typed: str, problem: Problem) -> None:
    # The words after the path are what counts.
    problem.where = cut(problem.where, _SHOWN)
    _ask_where(app, document, again, typed, problem.message(app.texts))


def _ask_replace(app: GuideBase, document: Document, again: Again, path: Path, there: InTheWay) -> None:
    def answered(answer: str | None) -> None:
        if answer == "replace":
            _save(app, document, again, path, there)
        elif answer == "keep":
            _ask_where(app, document, again, str(_free(path)))

    choice = choose_overwrite(path, there.kind, there.changed, app.texts)
    app.push_screen(Menu(choice.title, choice.rows, app.texts), answered)


def _free(path: Path) -> Path:
    """The first numbered name in this folder that no file has."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(name for name in names if not os.path.lexists(name))

"""What can be taken along: a text with a name, laid out on paper or as it goes into a file. A sheet is one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from gespreksklaar.content.sheets.page import A4, Paper
from gespreksklaar.content.sheets.readers import render_sheet

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep
    from gespreksklaar.tui.full.app import GuideApp


@dataclass(frozen=True)
class Thing:
    """Made anew each time, from the prep as it is then. The words for a kind are in `take.toml`."""

    kind: Literal["sheet", "message", "calendar", "history"]
    name: str
    """Of its file, without the ending."""
    pages: Callable[[Paper], str]
    """On paper or a screen of this size, pages parted by a form feed."""
    text: Callable[[], str]
    """In a file."""
    ending: str = ".txt"


def sheet(app: GuideApp, reader: str) -> Thing:
    """The sheet for this reader."""

    def pages(paper: Paper) -> str:
        return render_sheet(open_prep(app), app.texts, reader, paper=paper)

    return Thing("sheet", file_name(app, app.texts(f"sheet.readers.{reader}.file")), pages, partial(pages, A4))


def open_prep(app: GuideApp) -> Prep:
    """The prep that is open: nothing is taken along without one."""
    assert app.session is not None
    return app.session.prep


def file_name(app: GuideApp, what: str) -> str:
    """What the file of a thing is called, without its ending."""
    name = app.session.name if app.session else ""
    return f"{name or 'gesprek'}-{what}"

"""Help for when a talk gets hard: the rows to choose a page from, and the pages."""

from __future__ import annotations

from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.content.guidance import hard
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Page


def hard_rows(texts: Texts) -> list[Row]:
    """A numbered row for each page."""
    return numbered(hard.hard_titles(texts).items())


def hard_page(key: str, texts: Texts) -> Page:
    """The page with this key."""
    return Page(*hard.hard_page(key, texts), texts)

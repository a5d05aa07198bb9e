"""When a talk gets hard: the pages to choose from, and each of them to read."""

from __future__ import annotations

from gespreksklaar.content.form.rows import Row, numbered
from gespreksklaar.content.guidance import hard
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Page


def hard_rows(texts: Texts) -> list[Row]:
    """The pages there are, to choose from."""
    return numbered(hard.hard_titles(texts).items())


def hard_page(key: str, texts: Texts) -> Page:
    """One of these pages."""
    return Page(*hard.hard_page(key, texts), texts)

"""When a talk gets hard: what to say, how to ask for another talk, who can help, and when this is not the place."""

from __future__ import annotations

from gespreksklaar.content.form.rows import Row
from gespreksklaar.content.guidance.bank import Entry, Hard, hard, sources
from gespreksklaar.content.words.dates import show_day
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.widgets.dialogs import Page

HELPERS, SAFETY = "helpers", "safety"


def hard_rows(texts: Texts) -> list[Row]:
    """The pages there are, to choose from."""
    titles = {page.id: texts(f"hard.{page.id}.title") for page in hard("talk")}
    titles |= {HELPERS: texts("ui.hard.helpers"), SAFETY: texts("steps.safety.title")}
    return [Row(key, title, number=n) for n, (key, title) in enumerate(titles.items(), 1)]


def hard_page(key: str, texts: Texts) -> Page:
    """One of these pages."""
    if key == SAFETY:
        said = [texts("steps.safety.text").strip(), *_helpers(SAFETY, texts)]
        return Page(texts("steps.safety.title"), "\n\n".join(said), texts)
    if key == HELPERS:
        return Page(texts("ui.hard.helpers"), "\n\n".join(_helpers("support", texts)), texts)
    page = next(page for page in hard("talk") if page.id == key)
    phrases = [f"• {texts(f'phrases.{phrase}.text')}" for phrase in page.phrases]
    body = "\n".join([texts(f"hard.{key}.text").strip(), *phrases, *_source(page, texts)])
    return Page(texts(f"hard.{key}.title"), body, texts)


def _source(page: Entry, texts: Texts) -> list[str]:
    """Where a rule comes from and when that was looked at; what is our own advice needs no name."""
    if page.source == "own":
        return []
    said = texts("ui.jargon.source", name=sources()[page.source].name, day=show_day(page.checked, texts))
    return ["", said]


def _helpers(theme: str, texts: Texts) -> list[str]:
    """Who can help, each with where to find them as far as that is known; and when that was last looked at."""
    those = hard(theme)
    checked = min(who.checked for who in those)
    return [*(_helper(who, texts) for who in those), texts("ui.hard.checked", day=show_day(checked, texts))]


def _helper(who: Hard, texts: Texts) -> str:
    phone = texts("ui.hard.phone", number=who.phone) if who.phone else ""
    said = (texts(f"hard.{who.id}.title"), texts(f"hard.{who.id}.text"), phone, who.site)
    return "\n".join(filter(None, said))

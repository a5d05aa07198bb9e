"""When a talk gets hard: what to say, how to ask for another talk, who can help, and when this is not the place."""

from __future__ import annotations

from typing import Final, NamedTuple

from gespreksklaar.content.guidance.bank import Entry, Hard, hard, sources
from gespreksklaar.content.words.dates import show_day
from gespreksklaar.content.words.texts import Texts

HELPERS: Final = "helpers"
SAFETY: Final = "safety"


class HardPage(NamedTuple):
    """One page to read."""

    title: str
    body: str


def hard_titles(texts: Texts) -> dict[str, str]:
    """The title of every page by its id, in the order in which they are offered."""
    titles = {page.id: texts(f"hard.{page.id}.title") for page in hard("talk")}
    return titles | {HELPERS: texts("ui.hard.helpers"), SAFETY: texts("steps.safety.title")}


def hard_page(key: str, texts: Texts) -> HardPage:
    """The page with this id. Raises KeyError when there is none."""
    if key == SAFETY:
        said = [texts("steps.safety.text").strip(), *_helpers(SAFETY, texts)]
        return HardPage(texts("steps.safety.title"), "\n\n".join(said))
    if key == HELPERS:
        return HardPage(texts("ui.hard.helpers"), "\n\n".join(_helpers("support", texts)))
    page = {page.id: page for page in hard("talk")}[key]
    phrases = [f"• {texts(f'phrases.{phrase}.text')}" for phrase in page.phrases]
    body = "\n".join([texts(f"hard.{key}.text").strip(), *phrases, *_source(page, texts)])
    return HardPage(texts(f"hard.{key}.title"), body)


def _source(page: Entry, texts: Texts) -> list[str]:
    """The source of a page and when it was checked. Our own advice names no source."""
    if page.source == "own":
        return []
    said = texts("ui.jargon.source", name=sources()[page.source].name, day=show_day(page.checked, texts))
    return ["", said]


def _helpers(theme: str, texts: Texts) -> list[str]:
    """Who can help, each with its phone and site as far as known, and when that was last checked."""
    those = hard(theme)
    checked = min(who.checked for who in those)
    return [*(_helper(who, texts) for who in those), texts("ui.hard.checked", day=show_day(checked, texts))]


def _helper(who: Hard, texts: Texts) -> str:
    phone = texts("ui.hard.phone", number=who.phone) if who.phone else ""
    said = (texts(f"hard.{who.id}.title"), texts(f"hard.{who.id}.text"), phone, who.site)
    return "\n".join(filter(None, said))

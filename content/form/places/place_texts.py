"""The words of a place: its title, why it is there, its tips, and its page of help."""

from __future__ import annotations

from gespreksklaar.content.guidance.wording import child_name
from gespreksklaar.content.prep.fields import Field
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.prep.vocabulary import STEPS
from gespreksklaar.content.words.texts import Texts


def place_text(place: str, name: str, prep: Prep, texts: Texts) -> str:
    """A text of this place, such as "why", with the child's name in it."""
    return texts(f"steps.{place}.{name}", child=child_name(prep, texts, spoken=False))


def title(place: str, prep: Prep, texts: Texts) -> str:
    """The title of this place; of a step with its number and how many there are."""
    words = place_text(place, "title", prep, texts)
    number = next((n for n, step in enumerate(STEPS, 1) if step == place), 0)
    return texts("ui.step-title", n=number, total=len(STEPS), title=words) if number else words


def tips(place: str, prep: Prep, texts: Texts) -> str:
    """The tips of this place below their heading; empty where there are none."""
    name = child_name(prep, texts, spoken=False)
    lines = [f"• {texts(key, child=name)}" for key in texts.section(f"steps.{place}.tips")]
    return "\n".join([texts("ui.help.tips"), *lines]) if lines else ""


def tip(field: Field, place: str, prep: Prep, texts: Texts) -> str:
    """The tips that help to answer this field; empty where there are none, and the short way."""
    if prep.short and place in STEPS:
        return ""
    name = child_name(prep, texts, spoken=False)
    name_there = field.path.partition(".")[2]
    lines = [texts(key, child=name) for key in texts.section(f"steps.{place}.tips.{name_there}")]
    return texts("ui.help.tip", words=" ".join(lines)) if lines else ""


def more_words(place: str, prep: Prep, texts: Texts) -> str:
    """The short way, below the fields of a step: that there is more to ask, and where."""
    return texts("ui.short") if prep.short and place in STEPS else ""


def help_page(place: str, prep: Prep, texts: Texts, *, with_why: bool = False) -> tuple[str, str]:
    """The title and the words of the page that explains this place; `with_why` where the screen has no room for it."""
    said_of_it = ("why", "help") if with_why else ("help",)
    parts = [place_text(place, name, prep, texts) for name in said_of_it]
    if known := tips(place, prep, texts):
        parts.append(known)
    parts += [texts("ui.help.keys"), texts("steps.safety.text")]
    return place_text(place, "title", prep, texts), "\n\n".join(parts)

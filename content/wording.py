"""The words of a picked suggestion or an own line, as a parent would say them."""

from __future__ import annotations

from datetime import date

from gespreksklaar.content.clean import clean_line
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.steps import Agreement, Item
from gespreksklaar.content.texts import Texts


def child_name(prep: Prep, texts: Texts, *, spoken: bool = True) -> str:
    """The child's name, else "my child" (spoken by the parent) or "your child" (said to the parent)."""
    return prep.going.child or texts("ui.child.mine" if spoken else "ui.child.yours")


def sentence(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def suggestion(texts: Texts, bank: str, key: str, prep: Prep) -> str:
    """The words of one suggestion of a bank, with the child's name in it; of one that is not ours, its id."""
    name = f"{bank}.{key}.{'name' if bank == 'kinds' else 'text'}"
    known = texts.find(name) is not None
    return sentence(texts(name, child=child_name(prep, texts)) if known else clean_line(key))


def item_words(texts: Texts, bank: str, key: str, item: Item, prep: Prep) -> str:
    """A line of a list in words: the parent's own, else the suggestion's."""
    return item.text or suggestion(texts, bank, key, prep)


def picked_words(texts: Texts, bank: str, value: str, prep: Prep) -> str:
    """A single choice in words: the suggestion's when the value is an id of the bank, else as written."""
    part = "name" if bank == "kinds" else "text"
    known = texts.find(f"{bank}.{value}.{part}") is not None
    return suggestion(texts, bank, value, prep) if value and known else value


def agreement_parts(texts: Texts, key: str, item: Agreement, prep: Prep) -> tuple[str, str, str | date]:
    """Who, what and by when of an agreement, in words (a date stays a date)."""
    who = picked_words(texts, "actors", item.who, prep)
    return who, item_words(texts, "agreements", key, item, prep), item.by

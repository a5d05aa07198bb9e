"""Every key that the key bar shows has words, and what the bar knows of keys by name is a key that there is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from gespreksklaar.content.words.texts import FALLBACK, read_texts
from gespreksklaar.screens.widgets import key_bar
from tests.test_layers import FILES, ROOT

OTHER_WORDS = {"choices.unpick", "choices.not-agreed", "dialog.take"}
"""What a key is called while it does something else, such as the one that picks on a row that is picked already."""


@cache
def keys() -> list[tuple[str, bool]]:
    """The name of each key that a screen or field binds, and whether the key bar shows it."""
    return list(_bound())


def _bound() -> Iterator[tuple[str, bool]]:
    for file in FILES:
        for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "key":
                _, _, name = node.args
                shown = [word.value for word in node.keywords if word.arg == "show"]
                yield str(name.value) if isinstance(name, ast.Constant) else "", not shown or ast.literal_eval(shown[0])


def names() -> set[str]:
    return {name for name, _ in keys()}


def test_a_key_that_is_shown_has_words() -> None:
    ours, of_kiosk = read_texts(FALLBACK, "ui"), read_texts(FALLBACK, "kiosk")
    words = {key.partition("keys.")[2] for key in (*ours, *of_kiosk) if key.startswith(("keys.", "instead.ui.keys."))}
    assert len(words) > 40
    assert {name for name, shown in keys() if shown} - words == set(), "to be said below keys in ui.toml"
    assert words - names() == OTHER_WORDS, "words of no key"


def test_what_comes_first_on_the_key_bar_or_always_stays_there_is_a_key() -> None:
    assert {*key_bar._FIRST, *key_bar._ALWAYS} <= names()

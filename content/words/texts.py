"""The guide's words in one language: read from TOML, keyed by id, Dutch where a text is missing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from gespreksklaar.content.words.clean import in_sight
from gespreksklaar.content.words.guide_tables import tables_in

GUIDE: Final = Path(__file__).parents[1] / "guide"
FALLBACK: Final = "nl"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _one_other(number: int) -> str:
    return "one" if number == 1 else "other"


# CLDR's plural rules for whole numbers; a language needs an entry only where it differs from one/other.
_PLURALS: Mapping[str, Callable[[int], str]] = {}


@cache
def languages() -> tuple[str, ...]:
    """The codes of the guide's languages, each a folder with a `ui.toml` in it. Dutch first."""
    found = sorted(path.parent.name for path in GUIDE.glob("*/ui.toml"))
    return tuple(sorted(found, key=lambda name: name != FALLBACK))


@cache
def read_texts(language: str, file: str) -> Mapping[str, str]:
    """All texts of `guide/LANGUAGE/FILE.toml` by dotted id; empty when that language has no such file."""
    path = GUIDE / language / f"{file}.toml"
    if not path.is_file():
        return {}
    return dict(flatten(tables_in(path)))


def flatten(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    """Every text of a file of the guide, as pairs of dotted id and text."""
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += flatten(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, str(value)))
    return found


def _find(language: str, key: str) -> str | None:
    file, _, rest = key.partition(".")
    return read_texts(language, file).get(rest)


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put values in the `{name}` placeholders, each as in `in_sight`; one without a value stays as it is written."""
    return _PLACEHOLDER.sub(lambda m: in_sight(values.get(m[1], m[0])), template)


class Texts:
    """Every text of one language. `texts("ui.start.title")` reads `guide/LANGUAGE/ui.toml`, `[start] title`.

    `instead` names sections that override other texts: `sheet.instead.child` holds, by their whole id, the texts that
    the child's sheet words differently. Without `tips` no step has any.
    """

    def __init__(self, language: str, instead: tuple[str, ...] = (), *, tips: bool = True) -> None:
        self.language = language
        self.instead = instead
        self.tips = tips

    def for_reader(self, reader: str) -> Texts:
        """These texts as worded for this reader, with the overrides below `instead` in `guide/LANGUAGE/sheet.toml`."""
        return Texts(self.language, (f"sheet.instead.{reader}", *self.instead), tips=self.tips)

    def find(self, key: str) -> str | None:
        """The raw text of this id, which may be empty on purpose; None when no language has it.

        Any text in the user's language comes before an override in Dutch: that it can be read matters more than that it
        fits.
        """
        for language in (self.language, FALLBACK):
            for above in self.instead:
                if (text := _find(language, f"{above}.{key}")) is not None:
                    return text
            if (text := _find(language, key)) is not None:
                return text
        return None

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of this id with its placeholders filled; the id itself when no language has it."""
        template = self.find(key)
        return key if template is None else fill(template, values)

    def section(self, prefix: str) -> list[str]:
        """The ids of all texts below this one, in the order of the file (Dutch decides which there are)."""
        file, _, rest = prefix.partition(".")
        if "tips" in rest.split(".") and not self.tips:
            return []
        return [f"{file}.{key}" for key in read_texts(FALLBACK, file) if key.startswith(f"{rest}.")]

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The form of this text that fits a number, from its `one`, `few`, `many` and `other`, with `{n}` filled in."""
        rule = _PLURALS.get(self.language, _one_other)
        form = rule(number)
        key = f"{key}.{form}" if self.find(f"{key}.{form}") is not None else f"{key}.other"
        return self(key, n=number, **values)


def detect_language(wanted: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """The language to use: the wanted one if the guide has it, else the system's, else Dutch."""
    settings = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    for name in (wanted, next(filter(None, settings), "")):
        if (code := name.split("_")[0].split(".")[0].lower()) in languages():
            return code
    return FALLBACK

"""A prep as a TOML file: errors name their line, column and key, and unknown keys are kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gespreksklaar.content.files.reading import LARGEST, read_text
from gespreksklaar.content.files.toml_text import tables_of, where_of
from gespreksklaar.content.files.writing import free_beside, write_once, write_text
from gespreksklaar.content.words.clean import clean_line, visible_name
from gespreksklaar.content.words.problems import LONGEST_KEY, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError

    from gespreksklaar.content.prep.declaration import Part
    from gespreksklaar.content.prep.model import Prep

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""The functions that turn the tables of an older format into those of the next, by the number of the older one."""

_TEXT_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""' + r"|'''.*?'''" + r'|"(?:\\.|[^"\\\n])*+"' + r"|'[^'\n]*+'|#[^\n]*+", re.DOTALL
)
_DEEPEST = 50
_LONGEST_NUMBER = 10_000
"""In bits; Python writes no number of more than 4,300 digits."""
_KINDS = {"int": "number", "date": "day", "time": "clock", "string": "text", "bool": "yes-no",
          "literal": "choice"}  # fmt: skip


class Loaded(NamedTuple):
    """A prep from a file; `read_only` with a `note` when a newer version of the program wrote it."""

    prep: Prep
    read_only: bool = False
    note: Problem | None = None


def _can_be_kept(tables: dict[str, Any]) -> bool:
    """Whether these tables, unknown keys included, can be written again: TOML can nest deeper than we can write."""
    level: list[Any] = [tables]
    for _ in range(_DEEPEST):
        inside = [value.values() if isinstance(value, dict) else value for value in level]
        level = [value for values in inside for value in values]
        if any(isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER for value in level):
            return False
        level = [value for value in level if isinstance(value, dict | list)]
        if not level:
            return True
    return False


def prep_tables(text: str, path: Path) -> dict[str, Any]:
    """The tables of a prep's text, as in `tables_of_now`. Raises Problem, which names the file."""
    return tables_of_now(tables_of(text, path), path)


def tables_of_now(tables: dict[str, Any], path: Path) -> dict[str, Any]:
    """A prep's tables, upgraded to the current format. Raises Problem when they are not a prep that we can keep."""
    if not _can_be_kept(tables):
        raise Problem("too-complex", where=path)
    version = tables.get("format")
    if type(version) is not int or (version < 1 and version not in UPGRADES):
        raise Problem("no-format", where=path)
    while version in UPGRADES:
        tables = UPGRADES[version](tables)
        version = tables["format"] = version + 1
    return tables


def load(path: Path, *, links: bool = False) -> Loaded:
    """The prep in a file. Raises Problem with file, line, column and key when there is none we can read.

    `links` is as in `read_text`: for a file that the user names.
    """
    return load_text(read_text(path, links=links), path)


def load_text(text: str, path: Path) -> Loaded:
    """The prep in `text`, read from the file at `path`; errors are as in `load`."""
    return prep_of(prep_tables(text, path), path, text)


def prep_of(tables: dict[str, Any], path: Path, text: str = "") -> Loaded:
    """The prep in these tables. Raises Problem, which names the file, and the line if `text` is given."""
    from pydantic import ValidationError  # noqa: PLC0415 - 100 ms that listing preps does without

    from gespreksklaar.content.prep.model import FORMAT, Prep  # noqa: PLC0415

    newer = tables["format"] > FORMAT
    try:
        prep = Prep.model_validate(tables)
    except ValidationError as error:
        raise Problem("too-new", where=path) if newer else _invalid(path, text, error) from None
    return Loaded(prep, read_only=newer, note=Problem("newer", where=visible_name(path.name)) if newer else None)


def unknown_keys(part: Part, path: str = "") -> list[str]:
    """The keys of a prep that this version does not know, as dotted paths; they are kept all the same."""
    from gespreksklaar.content.prep.declaration import Part  # noqa: PLC0415 - as in load

    found = [f"{path}{key}" for key in part.model_extra or {}]
    for name in type(part).model_fields:
        value = getattr(part, name)
        inside = value.items() if isinstance(value, dict) else [("", value)]
        for key, child in inside:
            if isinstance(child, Part):
                found += unknown_keys(child, f"{path}{name}.{key + '.' if key else ''}")
    return found


def _invalid(path: Path, text: str, error: ValidationError) -> Problem:
    from gespreksklaar.content.prep.declaration import LIMITS  # noqa: PLC0415 - as in load

    first = error.errors(include_input=False, include_url=False)[0]
    # pydantic adds the types it tried for `by` to the location; they are not keys.
    keys = [str(part) for part in first["loc"] if part not in ("date", "str")]
    where = where_of(path, text, keys)
    key = clean_line(".".join(keys))[:LONGEST_KEY] or "-"
    if first["type"] in LIMITS:
        return Problem(first["type"], where=where, key=key, limit=first["ctx"]["limit"])
    kind = _KINDS.get(first["type"].split("_")[0], "value")
    choices = first["ctx"]["expected"].replace("'", '"') if kind == "choice" else "true, false"
    return Problem(f"wrong-{kind}", where=where, key=key, choices=choices)


def dump(prep: Prep, path: Path) -> str:
    """The text of the prep's file. Raises Problem, which names the file, when it would be too large."""
    import tomli_w  # noqa: PLC0415 - only needed once something is written

    text = tomli_w.dumps(prep.tables(), multiline_strings=True)
    if len(text.encode()) > LARGEST:
        raise Problem("too-much", where=path, limit=LARGEST // 1024)
    return text


def save(path: Path, prep: Prep) -> None:
    """Write a prep to its file, readable by its owner alone. Raises Problem; the old file is then unchanged."""
    save_text(path, dump(prep, path))


def save_text(path: Path, text: str, still: Callable[[], bool] = lambda: True) -> None:
    """Write a prep's text to its file, as in `save`. Raises Problem also when `still`, called last, is False."""
    tomllib.loads(text)
    _keep_original(path)
    write_text(path, text, still)


def has_comments(text: str) -> bool:
    """Whether a person wrote comments in this TOML: a prep that is written again has none."""
    return "#" in text and any(found[0].startswith("#") for found in _TEXT_OR_COMMENT.finditer(text))


def by_hand(path: Path) -> Path:
    """The next free path where a file that was written by hand is kept, once this program writes over it."""
    return free_beside(path, ".by-hand-")


def _keep_original(path: Path) -> None:
    """Before a file is replaced that has comments or an older format, keep it beside the new one."""
    try:
        text = read_text(path)
    except Problem:
        return
    if has_comments(text):
        write_once(by_hand(path), text)
    if UPGRADES and (version := tables_of(text, path).get("format")) in UPGRADES:
        beside = path.with_name(f".{path.stem}.format-{version}{path.suffix}")
        if not beside.exists():
            write_text(beside, text)

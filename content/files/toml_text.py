"""Read TOML that a person may have written: what is wrong with it is named by line, column and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.files.reading import read_text
from gespreksklaar.content.words.problems import Problem

# tomllib takes quadratic time in the dots of a key, which is on one line and never begins with one. No person writes
# this many, not even in prose.
_TOO_MANY: Final = 200
_MANY_DOTS: Final = re.compile(rf"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_TOO_MANY}}}""")


def tables_of(text: str, path: Path) -> dict[str, Any]:
    """The plain tables in `text`, read from the file at `path`; errors are as in `read_tables`."""
    # Most files are told by the counting alone, at a tenth of what searching takes.
    for number, line in enumerate(text.split("\n"), 1) if text.count(".") >= _TOO_MANY else ():
        if line.count(".") >= _TOO_MANY and _MANY_DOTS.search(line):
            raise Problem("not-toml", where=f"{shown(path)}:{number}")
    try:
        # A journal's JSON can hold what no file can: a lone surrogate.
        text.encode()
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from gespreksklaar.content.files.toml_mistakes import mistake_in  # noqa: PLC0415 - a start finds no mistake

        mistake = mistake_in(text, error)
        where = f"{shown(path)}:{mistake.line}:{mistake.column}"
        named = {"key": mistake.key} if mistake.key else {}
        where = f"{where}: {mistake.key}" if mistake.key else where
        raise Problem(mistake.reason, where=where, **mistake.values | named) from None
    except (ValueError, RecursionError, MemoryError):
        raise Problem("too-complex", where=path) from None


def read_tables(path: Path, *, links: bool = False) -> dict[str, Any]:
    """The plain tables of a file. Raises Problem with file, line, column and key when it is no TOML we can read.

    `links` is as in `read_text`.
    """
    return tables_of(read_text(path, links=links), path)


def where_of(path: Path, text: str, keys: list[str]) -> str:
    """The file, and the line and column of the value at these keys in its text, as far as they are there."""
    from gespreksklaar.content.files.toml_mistakes import place_of  # noqa: PLC0415 - as in tables_of

    line, column = place_of(text.split("\n"), keys)
    return f"{shown(path)}:{line}:{column}" if line else shown(path)

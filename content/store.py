"""One prep, one TOML file: read with a clear word for what is wrong, written so that it is whole or as before."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gespreksklaar.content.problems import Problem

if TYPE_CHECKING:
    from pydantic import ValidationError

    from gespreksklaar.content.prep import Prep
    from gespreksklaar.content.steps import Part

LARGEST = 256 * 1024
"""Bytes a prep's file may have. Larger is refused unread: no prep is, and the reader is slow on malice."""
_MOST_DOTS = 16


class Loaded(NamedTuple):
    """A prep from a file; `read_only` with a `note` when a newer version of the program wrote it."""

    prep: Prep
    read_only: bool = False
    note: Problem | None = None


def read_tables(path: Path) -> dict[str, Any]:
    """The plain tables of a file. Raises Problem with file and line when it is no TOML we can read."""
    text = _read_text(path)
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].count(".") > _MOST_DOTS:
            raise Problem("not-toml", where=f"{path}:{number}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line_number = found[1] if found else str(len(text.splitlines()))
        raise Problem("not-toml", where=f"{path}:{line_number}") from None
    except (ValueError, RecursionError, MemoryError):
        raise Problem("not-toml", where=str(path)) from None


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Problem("too-large", where=str(path), limit=LARGEST // 1024)
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem("not-there", where=str(path)) from None
    except IsADirectoryError:
        raise Problem("is-folder", where=str(path)) from None
    except UnicodeDecodeError:
        raise Problem("not-utf8", where=str(path)) from None
    except OSError as error:
        raise Problem("unreadable", where=str(path), why=error.strerror) from None


def check_format(path: Path, tables: dict[str, Any]) -> int:
    """The number of the format these tables are in. Raises Problem when they are no prep."""
    version = tables.get("format")
    if type(version) is not int or version < 1:
        raise Problem("no-format", where=str(path))
    return version


def load(path: Path) -> Loaded:
    """The prep in a file. Raises Problem with file, line and key when there is none we can read."""
    from pydantic import ValidationError  # noqa: PLC0415 - 100 ms that listing preps does without

    from gespreksklaar.content.prep import FORMAT, Prep  # noqa: PLC0415

    tables = read_tables(path)
    version = check_format(path, tables)
    try:
        prep = Prep.model_validate(tables)
    except ValidationError as error:
        raise _invalid(path, error) from None
    if version > FORMAT:
        return Loaded(prep, read_only=True, note=Problem("newer", where=path.name))
    return Loaded(prep)


def unknown_keys(part: Part, path: str = "") -> list[str]:
    """The keys of a prep that this version does not know, as dotted paths; they are kept all the same."""
    from pydantic import BaseModel  # noqa: PLC0415 - as in load

    found = [f"{path}{key}" for key in part.model_extra or {}]
    for name in type(part).model_fields:
        value = getattr(part, name)
        inside = value.items() if isinstance(value, dict) else [("", value)]
        for key, child in inside:
            if isinstance(child, BaseModel):
                found += unknown_keys(child, f"{path}{name}.{key + '.' if key else ''}")  # type: ignore[arg-type]
    return found


def _invalid(path: Path, error: ValidationError) -> Problem:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    keys = [str(part) for part in first["loc"]]
    keys = [key for key in keys if key not in ("date", "str")]
    line = _line_of(path.read_text("utf-8-sig").splitlines(), keys)
    where = f"{path}:{line}" if line else str(path)
    return Problem("wrong-value", where=where, key=".".join(keys) or "-")


def _line_of(lines: list[str], keys: list[str]) -> int:
    """The line where these keys stand, as near as can be told; 0 when nowhere."""
    best, table = 0, ""
    for number, line in enumerate(lines, 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = header[1].replace('"', "")
            if table == ".".join(keys) or (keys[:-1] and table == ".".join(keys[:-1]) and not best):
                best = number
        elif keys and re.match(rf'\s*"?{re.escape(keys[-1])}"?\s*=', line) and table == ".".join(keys[:-1]):
            return number
    return best


def save(path: Path, prep: Prep) -> None:
    """Write a prep to its file, readable by its owner alone. Raises Problem; the old file is whole then."""
    import tomli_w  # noqa: PLC0415 - only needed once something is written

    data = tomli_w.dumps(prep.tables(), multiline_strings=True)
    tomllib.loads(data)
    write_text(path, data)


def write_text(path: Path, text: str) -> None:
    """Write a file in whole, or leave what was there as it was. Raises Problem.

    The text goes to a new file beside it, is checked for size and pushed to the disk, and takes the
    old one's place in one step.
    """
    data = text.encode("utf-8")
    if path.is_dir():
        raise Problem("is-folder", where=str(path))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
        try:
            _write_all(handle, data)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise Problem("not-written", where=str(path), why=error.strerror or "") from None


def _write_all(handle: int, data: bytes) -> None:
    try:
        view = memoryview(data)
        while view:
            # A full disk can write less than asked without an error.
            written = os.write(handle, view)
            if written == 0:
                raise OSError(28, os.strerror(28))
            view = view[written:]
        os.fsync(handle)
        if os.fstat(handle).st_size != len(data):
            raise OSError(5, os.strerror(5))
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

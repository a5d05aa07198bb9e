"""The name of a prep and that of its file, whatever system gave it: the one place that makes one of the other."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Final

ENDING: Final = ".toml"
JOURNAL: Final = ".journal"
"""The ending of what holds the changes of an open prep, beside its file."""


def is_prep_file(file: str) -> bool:
    """Whether a file of this name is a prep; some systems write the ending in capitals."""
    return file[-len(ENDING) :].lower() == ENDING and file[0] != "."


def name_of(file: str) -> str:
    """The name of the prep in this file: without an ending in small letters, so that two never have one."""
    return file.removesuffix(ENDING)


def path_of(folder: Path, name: str) -> Path:
    """The file of the prep with this name."""
    path = folder / f"{name}{ENDING}"
    is_whole = name.lower().endswith(ENDING) and not name.endswith(ENDING)
    return folder / name if is_whole and not os.path.lexists(path) else path


def bare(name: str) -> str:
    """The name without an ending and with its letters composed: how one that was typed is compared."""
    name = name[: -len(ENDING)] if name.lower().endswith(ENDING) else name
    return unicodedata.normalize("NFC", name)

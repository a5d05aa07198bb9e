"""Remove files for good: only what is ours by name, one by one, and never through a link."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gespreksklaar.content.files.reading import is_own_folder, names_in


def remove(path: Path) -> None:
    """Remove a file, or a link and not what it leads to. Raises OSError, also for a folder; not when there is none."""
    path.unlink(missing_ok=True)


def remove_folder(folder: Path, is_ours: Callable[[str], object]) -> None:
    """Remove the files in a folder whose names are ours, and the folder once it is empty.

    What else is in it stays, and so does all behind a link. Raises OSError when one of ours can't be removed.
    """
    if not is_own_folder(folder):
        return
    for name in list(names_in(folder)):
        if is_ours(name) and not is_own_folder(folder / name):
            remove(folder / name)
    with suppress(OSError):
        os.rmdir(folder)

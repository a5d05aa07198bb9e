"""Remove files for good: only what is ours by name, one by one, and never through a link."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gespreksklaar.content.files.reading import open_folder


def remove(path: Path) -> None:
    """Remove a file, or a link and not what it leads to. Raises OSError, also for a folder; not when there is none."""
    path.unlink(missing_ok=True)


def remove_folder(folder: Path, is_ours: Callable[[str], object]) -> None:
    """Remove the files in a folder whose names are ours, and the folder once it is empty.

    What else is in it stays, and so does all behind a link, also where one takes the folder's place meanwhile. Raises
    OSError when one of ours can't be removed.
    """
    with open_folder(folder) as handle:
        for name in filter(is_ours, os.listdir(handle)):
            kind = os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode
            if stat.S_ISREG(kind) or stat.S_ISLNK(kind):
                os.unlink(name, dir_fd=handle)
    with suppress(OSError):
        os.rmdir(folder)

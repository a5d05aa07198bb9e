"""The bin: deleted preps, which the user can restore within thirty days, or empty at once."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from gespreksklaar.content.files.failures import cannot
from gespreksklaar.content.files.reading import is_own_file, names_in
from gespreksklaar.content.files.removing import remove, remove_folder
from gespreksklaar.content.files.writing import make_folder, move
from gespreksklaar.content.store.versions import FOLDER as STATES
from gespreksklaar.content.store.versions import is_version
from gespreksklaar.content.words.problems import Problem

FOLDER: Final = ".bin"
KEPT: Final = timedelta(days=30)
_STAMP: Final = "%Y%m%d-%H%M%S-%f"
_LONGEST: Final = 200
_NAME: Final = re.compile(r"(\d{8}-\d{6}-\d{6})-(.+)\.toml", re.DOTALL)


class Trashed(NamedTuple):
    """A prep in the bin: when it went in (local time), its name, and its file."""

    when: datetime
    name: str
    path: Path

    @property
    def versions(self) -> Path:
        """The folder of its earlier versions, which moves along with it."""
        return self.path.with_suffix(STATES)


class Trash:
    """The bin of a folder of preps. Its methods raise Problem when they fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def list(self) -> list[Trashed]:
        """All preps in the bin, the last deleted first."""
        found = []
        with suppress(OSError):
            for name in names_in(self.folder):
                if match := _NAME.fullmatch(name):
                    with suppress(ValueError):
                        found.append(Trashed(datetime.strptime(match[1], _STAMP), match[2], self.folder / name))
        return sorted(found, reverse=True)

    def put(self, path: Path, versions: Path) -> Trashed:
        """Move this prep and its earlier versions to the bin."""
        # With a clock set back, this prep would have expired as soon as the clock is right again.
        now = max(datetime.now(), _changed(path))
        # The longest name a file system allows leaves no room for the time.
        name = os.fsencode(path.stem)[:_LONGEST].decode(errors="ignore")
        trashed = Trashed(now, name, self.folder / f"{now.strftime(_STAMP)}-{name}.toml")
        try:
            make_folder(self.folder)
        except OSError as error:
            raise cannot("not-written", self.folder, error) from None
        move(path, trashed.path)
        with suppress(Problem):
            move(versions, trashed.versions)
        return trashed

    def empty(self, *, before: datetime | None = None) -> int:
        """Delete for good what went into the bin before this moment, or all. Returns the number of preps deleted.

        A prep that seems to come from the future stays: a clock can be set back.
        """
        gone = 0
        for trashed in self.list():
            if before is None or trashed.when < before:
                try:
                    # A folder with the name of a prep can be in the bin too: it stays, it may hold anything. So does
                    # a pipe or a device, which we never put there.
                    if is_own_file(trashed.path) or trashed.path.is_symlink():
                        remove(trashed.path)
                        gone += 1
                except OSError as error:
                    raise cannot("not-written", trashed.path, error) from None
                with suppress(OSError):
                    remove_folder(trashed.versions, is_version)
        return gone


def _changed(path: Path) -> datetime:
    with suppress(OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(path.stat().st_mtime)
    return datetime.min

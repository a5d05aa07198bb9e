"""Earlier versions of a prep: the last ten, each the file as it was, so that any can be restored."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from gespreksklaar.content.files.reading import lies_below, names_in, read_text
from gespreksklaar.content.files.removing import remove
from gespreksklaar.content.files.writing import write_text
from gespreksklaar.content.words.problems import Problem

FOLDER: Final = ".states"
KEPT: Final = 10
EVERY: Final = 600.0
"""Seconds between two versions that are kept while the user works on a prep."""
_NAME: Final = re.compile(r"(\d{6})-(\d{8}T\d{6})\.toml")


class Version(NamedTuple):
    """One earlier version: its number, which only grows, when it was kept (local time), and its file."""

    number: int
    when: datetime
    path: Path

    def read(self) -> str:
        """Its text. Raises Problem."""
        return read_text(self.path)


class Versions:
    """The earlier versions of one prep. They are ordered by number, as a clock can be set back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept_at = -EVERY

    @property
    def is_due(self) -> bool:
        """Whether it is time to keep another version."""
        return time.monotonic() - self._kept_at >= EVERY

    @property
    def _is_ours(self) -> bool:
        """Whether no link leads from the folder of preps to somewhere else."""
        return lies_below(self.folder.parent.parent, self.folder.parent.name, self.folder.name)

    def list(self) -> list[Version]:
        """All versions, the newest first."""
        found = []
        with suppress(OSError):
            for name in names_in(self.folder) if self._is_ours else ():
                if match := _NAME.fullmatch(name):
                    with suppress(ValueError):
                        when = datetime.strptime(match[2], "%Y%m%dT%H%M%S")
                        found.append(Version(int(match[1]), when, self.folder / name))
        return sorted(found, reverse=True)

    def keep(self, text: str) -> None:
        """Keep this text as a version, unless the newest is the same. It is best effort: a full disk is no error."""
        if not text:
            # There was no file yet.
            return
        self._kept_at = time.monotonic()
        known = self.list()
        with suppress(Problem):
            if known and known[0].read() == text:
                return
        if not self._is_ours:
            return
        with suppress(Problem):
            number = known[0].number + 1 if known else 1
            write_text(self.folder / f"{number:06}-{datetime.now():%Y%m%dT%H%M%S}.toml", text)
        for old in known[KEPT - 1 :]:
            with suppress(OSError):
                remove(old.path)


def is_version(name: str) -> bool:
    """Whether this is the name of an earlier state's file."""
    return _NAME.fullmatch(name) is not None


def versions_of(folder: Path, name: str) -> Versions:
    """The earlier versions of the prep with this name in this folder."""
    return Versions(folder / FOLDER / name)

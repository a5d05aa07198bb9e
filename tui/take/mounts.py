"""The mounts of the system, from its own table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TABLE: Final = Path("/proc/self/mountinfo")
_HANDLES: Final = Path("/proc/self/fdinfo")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Mount:
    """One line of the table. `device` is MAJOR:MINOR, such as 8:17; the major number is 0 when there is no device."""

    number: str
    device: str
    place: Path
    kind: str
    source: str


def mounts() -> list[Mount]:
    """All mounts, in the order in which they were made."""
    # Not `splitlines`: a folder's name may hold any line separator but a newline.
    return [_read(line) for line in TABLE.read_text("utf-8", "surrogateescape").split("\n") if line]


def mount_at(place: Path, handle: int) -> Mount | None:
    """The mount at this place if `handle`, an open folder, is its top folder; None if it is any other folder.

    A mount gone from the table keeps its number as long as the folder is open, so no other mount can have it.
    """
    number = number_of(handle)
    return next((mount for mount in mounts() if (mount.number, mount.place) == (number, place)), None)


def number_of(handle: int) -> str:
    """The id of the mount that an open file or folder is on."""
    return next(
        line.split()[1] for line in (_HANDLES / str(handle)).read_text().splitlines() if line.startswith("mnt_id:")
    )


def _read(line: str) -> Mount:
    number, _, device, _, place, *_ = line.split(" ")
    kind, source, *_ = line.partition(" - ")[2].split(" ")
    return Mount(number, device, Path(_unescaped(place)), kind, _unescaped(source))


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 8)), name)

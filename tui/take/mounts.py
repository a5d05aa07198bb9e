"""What is mounted where, as the system's own table says."""

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
    """One line of the table. `device` is its two numbers, such as 8:17; 0 comes first where no device is behind it."""

    number: str
    device: str
    place: Path
    kind: str
    source: str


def mounts() -> list[Mount]:
    """All that is mounted, in the order in which it was."""
    # Not `splitlines`: in the name of a folder is everything but a newline.
    return [_read(line) for line in TABLE.read_text("utf-8", "surrogateescape").split("\n") if line]


def mount_at(place: Path, handle: int) -> Mount | None:
    """What is mounted at this place, when this open folder is the top of it; None when it is any other folder.

    A mount that is gone from the table keeps its number for as long as the folder is open, so none other has it.
    """
    number = number_of(handle)
    return next((mount for mount in mounts() if (mount.number, mount.place) == (number, place)), None)


def number_of(handle: int) -> str:
    """The number of the mount that an open file or folder is on."""
    return next(
        line.split()[1] for line in (_HANDLES / str(handle)).read_text().splitlines() if line.startswith("mnt_id:")
    )


def _read(line: str) -> Mount:
    number, _, device, _, place, *_ = line.split(" ")
    kind, source, *_ = line.partition(" - ")[2].split(" ")
    return Mount(number, device, Path(_unescaped(place)), kind, _unescaped(source))


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 8)), name)

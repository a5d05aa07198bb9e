"""Which memory sticks are in the computer: those that can be written on, and what there is of others."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.words.measure import cut
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.take.mounts import mounts

if TYPE_CHECKING:
    from gespreksklaar.content.words.texts import Texts

BLOCKS: Final = Path("/sys/dev/block")
"""Every disk and part of one by its numbers, as a link to where in the machine it is."""
UDEV: Final = Path("/run/udev/data")
"""What udev found out about each."""
PATIENCE: Final = 8.0
"""Seconds that a stick may take from being seen until it is mounted; slow ones take some five."""
MOMENT: Final = 2.0
"""Seconds from a stick in the computer until the system sees a disk."""
_PAUSE: Final = 0.2
_MOUNTED_HERE: Final = {"vfat", "exfat"}
"""The file systems that the rule in deploy/console/ mounts."""
_ON_USB: Final = re.compile(r"usb\d+")
_ENCODED: Final = re.compile(rb"\\x([0-9a-f]{2})")
_LABEL: Final = 30
"""Cells of a label in the menu."""


@dataclass(frozen=True)
class Stick:
    """One that is mounted. The label is what its owner called it, perhaps nothing; the size in bytes, 0 if unknown."""

    place: Path
    label: str
    size: int


def find(below: Path) -> list[Stick]:
    """The sticks that are mounted below this folder, once those put in just now had their time.

    Raises Problem when there is none.
    """
    begun = time.monotonic()
    while (found := look(below, time.monotonic() - begun)) is None:
        time.sleep(_PAUSE)
    return found


def look(below: Path, waited: float = 0.0) -> list[Stick] | None:
    """As `find`, but None when it is too early to say."""
    found, others = _mounted(below), _not_mounted()
    # With one there already too: that may be of who was here before.
    if waited < PATIENCE and any(_is_new(device) for device in others):
        return None
    if found:
        return found
    if not others:
        if waited < MOMENT:
            return None
        raise Problem("no-stick")
    facts = [_facts(device) for device in others]
    may_come = not any(facts) or any(each.get("ID_FS_TYPE") in _MOUNTED_HERE for each in facts)
    raise Problem("stick-not-ready" if may_come else "stick-unreadable")


def names(sticks: Sequence[Stick], texts: Texts) -> list[str]:
    """What tells them apart for who put them in."""
    told = ((stick.label or texts("take.stick.unnamed", n=n), _size(stick.size)) for n, stick in enumerate(sticks, 1))
    return [", ".join(filter(None, each)) for each in told]


def is_there(device: str) -> bool:
    """Whether the device of a mount is still in the computer."""
    return device.startswith("0:") or (BLOCKS / device).exists()


def _mounted(below: Path) -> list[Stick]:
    devices = {each.place: each.device for each in mounts() if below in each.place.parents and is_there(each.device)}
    return [Stick(place, _label(device), _disk_size(device)) for place, device in sorted(devices.items())]


def _not_mounted() -> list[str]:
    """The devices of all USB disks of which nothing is in use: not the computer's own, where that is one."""
    everything = mounts()
    # Of some file systems the table does not tell the device's numbers, only its name.
    used = {mount.device for mount in everything} | {Path(mount.source).name for mount in everything}
    disks: dict[Path, list[str]] = {}
    busy: set[Path] = set()
    for link in BLOCKS.iterdir() if BLOCKS.is_dir() else ():
        place = link.resolve()
        # An empty card reader has no size; a disc is no stick.
        if any(map(_ON_USB.fullmatch, place.parts)) and not place.name.startswith("sr") and _number(place / "size"):
            disks.setdefault(_disk(place), []).append(link.name)
            holders = place / "holders"
            if {link.name, place.name} & used or (holders.is_dir() and any(holders.iterdir())):
                busy.add(_disk(place))
    return sorted(device for disk, devices in disks.items() if disk not in busy for device in devices)


def _disk(place: Path) -> Path:
    return place.parent if (place / "partition").exists() else place


def _disk_size(device: str) -> int:
    """Of the whole disk: that is what is printed on it."""
    return 512 * _number(_disk((BLOCKS / device).resolve()) / "size")


def _number(file: Path) -> int:
    try:
        return int(file.read_text())
    except OSError:
        # Pulled out while we look, or not a disk.
        return 0


def _is_new(device: str) -> bool:
    """Whether udev is not done with it, or has been for so short that it may still be mounted."""
    seen = _facts(device).get("SEEN")
    return seen is None or time.monotonic() - int(seen) / 1_000_000 < PATIENCE


def _facts(device: str) -> dict[str, str]:
    """What udev knows of it, by name; SEEN is when it first did, in microseconds on the monotonic clock."""
    try:
        lines = (UDEV / f"b{device}").read_text("utf-8", "replace").split("\n")
    except OSError:
        return {}
    lines = [f"E:SEEN={line[2:]}" if line.startswith("I:") else line for line in lines]
    return dict(line[2:].partition("=")[::2] for line in lines if line.startswith("E:"))


def _label(device: str) -> str:
    encoded = _facts(device).get("ID_FS_LABEL_ENC", "").encode()
    return cut(_ENCODED.sub(lambda code: bytes.fromhex(code[1].decode()), encoded).decode("utf-8", "replace"), _LABEL)


def _size(size: int) -> str:
    """As makers count it."""
    if not size:
        return ""
    return f"{round(size / 1e9)} GB" if size >= 0.95e9 else f"{max(round(size / 1e6), 1)} MB"

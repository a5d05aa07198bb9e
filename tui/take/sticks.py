"""Find the memory sticks in the computer that can be written on, or the reason why there is none."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.measure import cut
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.take.mounts import mounts

if TYPE_CHECKING:
    from gespreksklaar.content.words.texts import Texts

BLOCKS: Final = Path("/sys/dev/block")
"""Links by device number from every disk and partition to its place in the device tree."""
UDEV: Final = Path("/run/udev/data")
"""udev's database: properties by device number."""
PATIENCE: Final = 8.0
"""Seconds that mounting may take once udev sees a stick; slow ones take about five."""
MOMENT: Final = 4.0
"""Seconds from putting in a stick until the system sees a disk."""
_PAUSE: Final = 0.2
_MOUNTED_HERE: Final = {"vfat", "exfat"}
"""The file systems that the udev rule in deploy/console/ mounts."""
_ON_USB: Final = re.compile(r"usb\d+")
_ENCODED: Final = re.compile(rb"\\x([0-9a-f]{2})")
_LABEL: Final = 30
"""The widest label in the menu, in cells."""


@dataclass(frozen=True)
class Stick:
    """A mounted stick. The label may be empty; the size is in bytes, 0 if unknown."""

    place: Path
    label: str
    size: int


def find(below: Path) -> list[Stick]:
    """The sticks that are mounted below this folder. Waits for a stick that was put in just now.

    Raises Problem if there is none.
    """
    begun = time.monotonic()
    while (found := look(below, time.monotonic() - begun)) is None:
        time.sleep(_PAUSE)
    return found


def look(below: Path, waited: float = 0.0) -> list[Stick] | None:
    """As `find`, without waiting; None if a stick may still be mounted. `waited` is in seconds."""
    found, others = _mounted(below), _not_mounted()
    # Wait even if one is mounted already: that may be an earlier visitor's.
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
    """Labels and sizes by which people recognise their stick."""
    told = ((stick.label or texts("take.stick.unnamed", n=n), _size(stick.size)) for n, stick in enumerate(sticks, 1))
    return [", ".join(filter(None, each)) for each in told]


def is_there(device: str) -> bool:
    """Whether the device of a mount is still plugged in. Device numbers that begin with 0 have no hardware."""
    return device.startswith("0:") or (BLOCKS / device).exists()


def _mounted(below: Path) -> list[Stick]:
    devices = {each.place: each.device for each in mounts() if below in each.place.parents and is_there(each.device)}
    return [Stick(place, _label(device), _disk_size(device)) for place, device in sorted(devices.items())]


def _not_mounted() -> list[str]:
    """The devices of all USB disks that are not in use, which excludes a system disk on USB."""
    everything = mounts()
    # For some file systems the mount table has only the name of the device, not its number.
    used = {mount.device for mount in everything} | {Path(mount.source).name for mount in everything}
    disks: dict[Path, list[str]] = {}
    busy: set[Path] = set()
    for link in BLOCKS.iterdir() if BLOCKS.is_dir() else ():
        place = link.resolve()
        # An empty card reader has no size. `sr` is an optical drive.
        if any(map(_ON_USB.fullmatch, place.parts)) and not place.name.startswith("sr") and _number(place / "size"):
            disks.setdefault(_disk(place), []).append(link.name)
            holders = place / "holders"
            if {link.name, place.name} & used or (holders.is_dir() and any(holders.iterdir())):
                busy.add(_disk(place))
    return sorted(device for disk, devices in disks.items() if disk not in busy for device in devices)


def _disk(place: Path) -> Path:
    return place.parent if (place / "partition").exists() else place


def _disk_size(device: str) -> int:
    """The size of the whole disk in bytes, as printed on a stick."""
    return 512 * _number(_disk((BLOCKS / device).resolve()) / "size")


def _number(file: Path) -> int:
    try:
        return int(file.read_text())
    except OSError:
        # Pulled out meanwhile, or not a disk.
        return 0


def _is_new(device: str) -> bool:
    """Whether udev is still busy with the device, or finished so recently that it may still be mounted."""
    seen = _facts(device).get("SEEN")
    return seen is None or time.monotonic() - int(seen) / 1_000_000 < PATIENCE


def _facts(device: str) -> dict[str, str]:
    """udev's properties of a device; SEEN is when udev first saw it, in microseconds of the monotonic clock."""
    try:
        lines = (UDEV / f"b{device}").read_text("utf-8", "replace").split("\n")
    except OSError:
        return {}
    lines = [f"E:SEEN={line[2:]}" if line.startswith("I:") else line for line in lines]
    return dict(line[2:].partition("=")[::2] for line in lines if line.startswith("E:"))


def _label(device: str) -> str:
    encoded = _facts(device).get("ID_FS_LABEL_ENC", "").encode()
    label = _ENCODED.sub(lambda code: bytes.fromhex(code[1].decode()), encoded).decode("utf-8", "replace")
    return cut(visible_name(label), _LABEL)


def _size(size: int) -> str:
    """The size in decimal units, as manufacturers print it; empty if unknown."""
    if not size:
        return ""
    return f"{round(size / 1e9)} GB" if size >= 0.95e9 else f"{max(round(size / 1e6), 1)} MB"

"""Fake memory sticks: plain folders in a table of mounts, and a machine made of files with disks in it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from gespreksklaar.tui.take import mounts, sticks

NO_DEVICE = "0:99"
USB, INSIDE = "devices/pci0/usb1/1-1/host6/block", "devices/pci0/ata1/host0/block"


def line_of(place: Path, device: str = NO_DEVICE, source: str = "/dev/sdx1") -> str:
    """A line of the table that makes this folder a mount, with the number of the mount that it really is on."""
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        number = mounts.number_of(handle)
    finally:
        os.close(handle)
    shown = str(place).replace(" ", r"\040")
    return f"{number} 1 {device} / {shown} rw,nosuid shared:1 - vfat {source} rw\n"


class Machine:
    """The system's files about disks and mounts, made below a folder and used instead of the real ones."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.media, self._sys = folder / "media", folder / "sys"
        self._table, self._blocks, self._udev = folder / "mounts", folder / "sys/dev/block", folder / "udev"
        for made in (self.media, self._blocks, self._udev):
            made.mkdir(parents=True)
        self._table.write_text("20 1 0:5 / /proc rw - proc proc rw\n")
        patch.setattr(mounts, "TABLE", self._table)
        patch.setattr(sticks, "BLOCKS", self._blocks)
        patch.setattr(sticks, "UDEV", self._udev)

    def mount(self, name: str, device: str = NO_DEVICE, source: str = "/dev/sdx1") -> Path:
        place = Path(os.path.normpath(self.media / name))
        place.mkdir(parents=True, exist_ok=True)
        self._table.write_text(self._table.read_text() + line_of(place, device, source))
        return place

    def unmount_all(self) -> None:
        """Unmount everything; the folders stay."""
        self._table.write_text("20 1 0:5 / /proc rw - proc proc rw\n")

    def plug(self, device: str, path: str, *, gigabytes: float = 16, at: str = USB) -> Path:
        """Plug in a disk such as sdb, or a partition such as sdb/sdb1."""
        place = self._sys / at / path
        place.mkdir(parents=True)
        (place / "size").write_text(f"{int(gigabytes * 1e9) // 512}\n")
        if "/" in path:
            (place / "partition").write_text("1\n")
        (self._blocks / device).symlink_to(place)
        return place

    def pull(self, device: str) -> None:
        (self._blocks / device).unlink()

    def known(self, device: str, *, seconds: float = 60, **facts: str) -> None:
        """Make a device known to udev for this many seconds."""
        lines = [
            f"I:{int((time.monotonic() - seconds) * 1e6)}",
            *(f"E:{name}={value}" for name, value in facts.items()),
        ]
        (self._udev / f"b{device}").write_text("\n".join(["S:disk/by-id/usb", *lines, "G:systemd", ""]))

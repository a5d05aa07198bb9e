"""Memory sticks of all kinds at a kiosk on a whole machine: in, out, at the wrong moment, and what is said of each."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.machines.machine import Machine, TooSlowError
from tests.deploy.machines.roots import say
from tests.deploy.machines.visitor import MARKER, back_at_review, choose_way, fill_in, wipe

_MEGA = 1 << 20
_SAVED = "U kunt de stick er nu uit halen"
_WAY = "USB-stick"


class Sticks:
    """A kiosk at its review screen, and sticks to put in."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def make(self, name: str, kind: str, *, partition: bool = False) -> Path:
        """An image of a stick with this file system and label."""
        image = self.machine.work / f"{name}.img"
        with image.open("wb") as file:
            file.truncate(64 * _MEGA)
        if partition:
            subprocess.run(["sfdisk", "-q", image], input="start=2048,type=c\n", text=True, check=True)
        offset = ["--offset", "2048"] if partition else ["-I"]
        command = {
            "vfat": ["mkfs.vfat", *offset, "-n", name.upper(), image],
            "exfat": ["mkfs.exfat", "-L", name.upper(), image],
            "ntfs": ["mkfs.ntfs", "-q", "-F", "-Q", image],
            "ext4": ["mkfs.ext4", "-q", "-F", image],
        }[kind]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return image

    @contextmanager
    def plugged(self, image: Path, options: str = "") -> Iterator[str]:
        """Put it in, and at the end pull it out, where that was not done yet."""
        name = self.machine.plug(image, options)
        try:
            yield name
        finally:
            self.machine.unplug(name)
            self.machine.wait_for(lambda: name not in self.machine.monitor("info usb"), 20, "the stick stays in")
            self.machine.wait_for(
                lambda: self.machine.run("grep -c /media /proc/mounts") == "0", 30, "it stays mounted"
            )

    def mounted(self, many: int = 1) -> None:
        """Wait until so many are mounted."""
        count = "grep -c ' /media/' /proc/mounts"
        self.machine.wait_for(lambda: self.machine.run(count) == str(many), 30, f"not {many} mounted")

    def save(self) -> None:
        """Choose the way."""
        choose_way(self.machine, _WAY)

    def told(self, words: str, seconds: float = 60) -> None:
        """Wait for these words. Raises TooSlowError, with what is told instead."""
        told = ""

        def is_told() -> bool:
            nonlocal told
            told = " ".join(filter(None, map(_inner, self.machine.screen())))
            return words in told

        try:
            self.machine.wait_for(is_told, seconds)
        except TooSlowError:
            raise TooSlowError(f"not told: {words}; instead: {told}") from None

    def close(self) -> None:
        """Back to the review; nothing of ours is on the machine's own disk."""
        back_at_review(self.machine)
        here = "find / -xdev -name '*.txt' -newer /run/began -not -path '/proc/*' 2>/dev/null | head -3"
        assert self.machine.run(here, 60) == "", "a file on the machine's own disk"

    def holds(self, image: Path, at: str = "") -> bool:
        """Whether the whole sheet is on it, from its first line to its last."""
        if at:
            drive = f"{image}{at}"
            listed = subprocess.run(["mdir", "-b", "-i", drive, "::"], capture_output=True, text=True, check=True)
            (name,) = [line for line in listed.stdout.splitlines() if line.endswith(".txt")]
            sheet = subprocess.run(["mtype", "-i", drive, name], capture_output=True, check=True).stdout
        else:
            # No tool reads this file system without the kernel; a small file is in one piece, and zeros follow it.
            sheet = b"Gespreksklaar " + image.read_bytes().partition(b"Gespreksklaar ")[2].partition(b"\0")[0]
        whole = sheet.startswith(b"Gespreksklaar ") and sheet.endswith(b"\n") and b"\0" not in sheet
        return whole and b"Gesprek over " + MARKER.encode() in sheet


def _inner(row: str) -> str:
    """A row without the border of a dialog."""
    return row.strip(" │┃").strip()


def one(machine: Machine) -> None:
    """One FAT stick with a partition: saved, and whole when it is pulled at the word."""
    sticks = Sticks(machine)
    machine.run("touch /run/began")
    fill_in(machine)
    image = sticks.make("winkel", "vfat", partition=True)
    with sticks.plugged(image) as name:
        sticks.mounted()
        sticks.save()
        sticks.told(_SAVED)
        machine.unplug(name)
        assert sticks.holds(image, "@@1M")
    sticks.close()
    say("  FAT with a partition: saved, and whole when pulled out at the word")
    wipe(machine)


def walk(machine: Machine) -> None:
    """All kinds, and all wrong moments."""
    one(machine)
    fill_in(machine)
    sticks = Sticks(machine)
    _kinds(sticks)
    _two_at_once(sticks)
    _wrong_moments(sticks)
    _told_for_what_they_are(sticks)
    wipe(machine)


def _kinds(sticks: Sticks) -> None:
    for kind, at in (("vfat", "@@0"), ("exfat", "")):
        image = sticks.make(f"s{kind}", kind)
        with sticks.plugged(image) as name:
            sticks.save()
            sticks.told(_SAVED)
            sticks.machine.unplug(name)
            assert sticks.holds(image, at)
        sticks.close()
        say(f"  {kind} without a partition, put in a moment ago: saved, and whole when pulled out at the word")


def _two_at_once(sticks: Sticks) -> None:
    first, second = sticks.make("anna", "vfat"), sticks.make("bram", "vfat", partition=True)
    with sticks.plugged(first) as anna, sticks.plugged(second):
        sticks.mounted(2)
        sticks.save()
        rows = "\n".join(sticks.machine.see("Op welke USB-stick?", 30))
        assert "ANNA" in rows, rows
        assert "BRAM" in rows, rows
        sticks.machine.unplug(anna)
        sticks.mounted(1)
        sticks.machine.press("1" if rows.index("ANNA") < rows.index("BRAM") else "2")
        sticks.told("De stick is er niet meer")
        sticks.close()
        say("  two at once, by their names; the one that was pulled before the choice: told, no file anywhere")
        sticks.save()
        sticks.told(_SAVED)
        assert sticks.holds(second, "@@1M")
        sticks.close()
        say("  the other one: saved")


def _wrong_moments(sticks: Sticks) -> None:
    sticks.save()
    sticks.told("Er zit geen USB-stick")
    sticks.close()
    say("  pulled before: told")

    image = sticks.make("later", "vfat")
    sticks.machine.press("0")
    sticks.machine.see(_WAY, 30)
    with sticks.plugged(image):
        sticks.save()
        sticks.told(_SAVED)
        assert sticks.holds(image, "@@0")
    sticks.close()
    say("  put in after the menu was opened: saved")

    with sticks.plugged(sticks.make("slow", "vfat"), "throttling.bps-write=2000") as name:
        sticks.mounted()
        sticks.save()
        sticks.told("Haal hem er nog niet uit", 30)
        sticks.machine.unplug(name)
        sticks.told("De stick is er niet meer", 90)
        sticks.close()
    say("  pulled while it is written: told")


def _told_for_what_they_are(sticks: Sticks) -> None:
    with sticks.plugged(sticks.make("locked", "vfat"), "readonly=on"):
        sticks.mounted()
        sticks.save()
        sticks.told("Deze stick zit op slot")
        sticks.close()
    say("  locked: told")
    for kind in ("ntfs", "ext4"):
        with sticks.plugged(sticks.make(kind, kind)):
            sticks.save()
            sticks.told("Deze computer kan uw stick niet lezen")
            sticks.close()
        say(f"  {kind}: told")

"""Kiosks and a host on whole machines, set up from docs/ and walked: `make machine`, `make machine-short`.

Needs root and the packages that .ci/run names. What was seen is printed with its figures; pictures go to the folder
that `--pictures` names. `--only PART` walks one part: sizes, keys, visit, staff, sticks, layouts, power, sleep, search,
host, warm; `--size SIZE` looks at one size of screen, `--release RELEASE` at one Debian.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.deploy.machines import console, host, sticks, warm
from tests.deploy.machines.machine import Machine
from tests.deploy.machines.power import the_power_goes
from tests.deploy.machines.roots import Roots, booted, say
from tests.deploy.machines.search import printed_and_searched
from tests.deploy.machines.staff import staff_come_and_go
from tests.needs import is_here

NEEDED = ("qemu-system-x86_64", "qemu-img", "debootstrap", "mke2fs", "sfdisk", "mkfs.vfat", "mtype")
SIZES = {
    "1024x768": (1024, 768), "1280x800": (1280, 800), "1360x768": (1360, 768), "1920x1080": (1920, 1080), "text": None,
}  # fmt: skip
"""Dots, across in eights, which QEMU's card needs; None is text mode."""
PARTS: dict[str, Callable[[Machine], object]] = {
    "keys": console.keys_lead_nowhere,
    "kernel": console.the_kernel_is_not_seen,
    "visit": console.next_visit_is_right,
    "staff": staff_come_and_go,
    "sticks": sticks.walk,
    "layouts": console.layouts,
    "power": the_power_goes,
    "sleep": console.suspended,
}


def main() -> None:
    """The whole walk, or the short one."""
    options = argparse.ArgumentParser()
    options.add_argument("--short", action="store_true")
    options.add_argument("--pictures", type=Path)
    options.add_argument("--work", type=Path)
    options.add_argument("--release", action="append")
    options.add_argument("--only", action="append")
    options.add_argument("--size", action="append", choices=SIZES)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="machines-", dir=given.work) as name:
        start = time.monotonic()
        if given.short:
            short(Roots(Path(name)), Path(name))
        else:
            whole(Roots(Path(name)), Path(name), given)
        say(f"all of it: {time.monotonic() - start:.0f} s")


def short(roots: Roots, work: Path) -> None:
    """One release, one size: boot, signs, keys, a stick, PIN and back."""
    with booted(roots.kiosk("bookworm", bare=True), work) as machine:
        console.boot_while_keys_are_pressed(machine)
        console.signs_are_right(machine)
        console.keys_lead_nowhere(machine)
        console.next_visit_is_right(machine)
        console.signs_are_right(machine)
        sticks.one(machine)
        staff_come_and_go(machine, walk_away=False)


def whole(roots: Roots, work: Path, given: argparse.Namespace) -> None:
    """Each release, without a locale and as the installer leaves it, at each size; then each part once."""
    pictures = given.pictures or work
    pictures.mkdir(parents=True, exist_ok=True)
    wanted = given.only or ["sizes", *PARTS, "search", "host", "warm"]
    for release in given.release or ("bookworm", "trixie"):
        for size in given.size or SIZES if "sizes" in wanted else ():
            for bare in (True, False):
                at_a_size(roots.kiosk(release, bare=bare), work, size, pictures)
        root = roots.kiosk(release, bare=release == "bookworm")
        if parts := [each for each in PARTS if each in wanted]:
            with booted(root, work) as machine:
                console.start_is_measured(machine)
                for part in parts:
                    say(f"{root.name}: {part}")
                    PARTS[part](machine)
        if "search" in wanted:
            say(f"{root.name}: search")
            with booted(roots.with_printer(root), work) as machine:
                printed_and_searched(machine)
        if "host" in wanted:
            say(f"{release}: a host over SSH")
            host.walk(roots.bare(release), work, release)
        if "warm" in wanted:
            say(f"{release}: warm hosts over SSH")
            warm.walk(roots.bare(release), work, release)


def at_a_size(root: Path, work: Path, size: str, pictures: Path) -> None:
    """From power on to a sheet on the screen."""
    name = f"{root.name}-{size}"
    say(name)
    with booted(root, work, size=SIZES[size]) as machine:
        console.boot_while_keys_are_pressed(machine)
        console.signs_are_right(machine)
        console.pictures_of_a_visit(machine, name, pictures)


def missing() -> list[str]:
    """What this system lacks for it."""
    return [each for each in NEEDED if not is_here(each)] + (["to be root"] if os.geteuid() else [])


if __name__ == "__main__":
    if lacks := missing():
        say(f"no machine was tried, for want of: {', '.join(lacks)}")
        # At home that is no fault.
        sys.exit(os.environ.get("CI") == "true")
    main()

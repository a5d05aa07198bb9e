"""Which memory sticks are there, what is said of those that can't be used, and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.take import mounts, sticks
from gespreksklaar.tui.take.sticks import find, look, names
from tests.sticks import INSIDE, Machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def told(machine: Machine, waited: float = 99) -> str:
    """What is said when there is nothing to write on; "" when it is too early to say."""
    try:
        found = look(machine.media, waited)
    except Problem as problem:
        return problem.reason
    assert not found
    return ""


def with_part(machine: Machine, *, seconds: float = 60, **facts: str) -> None:
    machine.plug("8:16", "sdb")
    machine.plug("8:17", "sdb/sdb1")
    machine.known("8:16", seconds=seconds, ID_PART_TABLE_TYPE="dos")
    machine.known("8:17", seconds=seconds, **facts)


def test_every_line_of_this_systems_table_is_read() -> None:
    found = mounts.mounts()
    assert len(found) == len(Path("/proc/self/mountinfo").read_bytes().splitlines())
    assert all(mount.number.isdigit() and mount.place.is_absolute() and mount.kind for mount in found)


def test_a_table_with_names_that_are_hard_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "table"
    table.write_bytes(
        b"1 0 8:1 / / rw shared:1 master:2 - ext4 /dev/root rw\n"
        b"2 1 8:17 / /media/A\\040-\\040B\\134\xe2\x80\xa8\xff rw - vfat /dev/sdb1 rw\n"
    )
    monkeypatch.setattr(mounts, "TABLE", table)
    assert [mount.kind for mount in mounts.mounts()] == ["ext4", "vfat"]
    assert mounts.mounts()[1].place == Path("/media/A - B\\\u2028\udcff")


def test_only_what_is_mounted_below_the_folder_and_still_plugged_in(machine: Machine) -> None:
    machine.plug("8:17", "sdb/sdb1")
    place = machine.mount("visitor/EEN", "8:17")
    machine.mount("TWEE", "8:33")
    machine.mount("../elsewhere")
    machine.mount(".")
    assert [stick.place for stick in look(machine.media) or []] == [place]


ON_ITS_OWN: dict[str, tuple[Callable[[Machine], object], str]] = {
    "nothing": (lambda machine: None, "no-stick"),
    "a card reader without a card": (lambda machine: machine.plug("8:16", "sdb", gigabytes=0), "no-stick"),
    "a disc": (lambda machine: machine.plug("11:0", "sr0"), "no-stick"),
    "a disk inside": (lambda machine: machine.plug("8:0", "sda", at=INSIDE), "no-stick"),
    "ntfs": (lambda machine: with_part(machine, ID_FS_TYPE="ntfs"), "stick-unreadable"),
    "never formatted": (with_part, "stick-unreadable"),
    "fat that is not mounted": (lambda machine: with_part(machine, ID_FS_TYPE="vfat"), "stick-not-ready"),
    "not known to udev": (lambda machine: machine.plug("8:16", "sdb"), "stick-not-ready"),
}


@pytest.mark.parametrize(("put_in", "reason"), ON_ITS_OWN.values(), ids=list(ON_ITS_OWN))
def test_what_is_said_when_none_is_mounted(machine: Machine, put_in: Callable[[Machine], object], reason: str) -> None:
    put_in(machine)
    assert told(machine) == reason


@pytest.mark.parametrize("used", ["by number", "by name", "by what lies over it"])
def test_the_computers_own_disk_on_usb_is_no_stick(machine: Machine, used: str) -> None:
    with_part(machine, ID_FS_TYPE="ext4")
    holders = machine.plug("8:18", "sdb/sdb2") / "holders"
    holders.mkdir()
    if used == "by what lies over it":
        (holders / "dm-0").touch()
    else:
        machine.mount("../root", "8:18" if used == "by number" else "0:30", "/dev/sdb2")
    assert told(machine) == "no-stick"


def test_a_stick_that_cant_be_read_is_told_at_once_and_one_put_in_now_is_waited_for(machine: Machine) -> None:
    assert told(machine, 0) == ""
    with_part(machine, ID_FS_TYPE="ntfs")
    assert told(machine, 0) == "stick-unreadable"
    machine.known("8:17", seconds=1, ID_FS_TYPE="vfat")
    assert told(machine, 0) == ""
    place = machine.mount("EEN", "8:17")
    assert [stick.place for stick in look(machine.media) or []] == [place]


def test_the_one_put_in_now_is_waited_for_where_an_old_one_is_too(machine: Machine) -> None:
    machine.mount("OUD")
    with_part(machine, seconds=1, ID_FS_TYPE="vfat")
    assert look(machine.media) is None
    machine.mount("NIEUW", "8:17")
    assert [stick.place.name for stick in look(machine.media) or []] == ["NIEUW", "OUD"]


def test_beside_one_that_cant_be_read_the_other_is_offered(machine: Machine) -> None:
    with_part(machine, ID_FS_TYPE="ntfs")
    place = machine.mount("EEN")
    assert [stick.place for stick in look(machine.media) or []] == [place]


def test_it_is_found_as_soon_as_it_is_mounted(machine: Machine) -> None:
    with_part(machine, seconds=0, ID_FS_TYPE="vfat")
    mounting = Timer(0.3, machine.mount, ("EEN", "8:17"))
    mounting.start()
    assert [stick.place.name for stick in find(machine.media)] == ["EEN"]
    mounting.join()


def test_waiting_ends(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "PATIENCE", 0.5)
    machine.plug("8:16", "sdb")
    with pytest.raises(Problem, match="stick-not-ready"):
        find(machine.media)


def test_a_stick_is_called_by_its_label_and_the_size_printed_on_it(machine: Machine) -> None:
    facts = {
        "KINGSTON": r"KINGSTON",
        "a space and a letter": r"M\x20caf\xc3\xa9",
        "hostile": r"\x1b[31mROOD\xe2\x80\xae\xff",
        "long": "a" * 100,
        "none": "",
    }
    for n, label in enumerate(facts.values()):
        device = f"8:{n}7"
        machine.plug(f"8:{n}6", f"sd{n}", gigabytes=(15.6, 64.1, 2, 0.512, 0)[n])
        machine.plug(device, f"sd{n}/sd{n}1", gigabytes=0.1)
        machine.known(device, ID_FS_TYPE="vfat", **({"ID_FS_LABEL_ENC": label} if label else {}))
        machine.mount(f"stick-{n}", device)
    machine.plug("8:80", "sd8")
    machine.mount("stick-8", "8:80")
    assert names(look(machine.media) or [], Texts("nl")) == [
        "KINGSTON, 16 GB",
        "M café, 64 GB",
        "%1B[31mROOD%E2%80%AE\ufffd, 2 GB",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaa..., 512 MB",
        "USB-stick 5",
        "USB-stick 6, 16 GB",
    ]

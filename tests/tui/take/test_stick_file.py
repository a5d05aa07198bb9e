"""A file on a memory stick: on the stick or nowhere, whole or not there. On real mounts."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.take import stick_file
from gespreksklaar.tui.take.stick_file import write_on_stick
from tests.faults import KINDS, failing
from tests.needs import is_here, needs
from tests.sticks import Machine

TEXT = "Vraag: waar is Sam goed in?\n"
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
REASONS = {"EIO": "stick-broken", "ENOSPC": "stick-full", "EFBIG": "stick-full"}


def run(*words: str | Path) -> None:
    subprocess.run(words, check=True, capture_output=True)


def why(place: Path, text: str = TEXT) -> str:
    with pytest.raises(Problem) as told:
        write_on_stick(place, "sam", ".txt", text)
    assert told.value.where == ""
    return told.value.reason


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file system of its own, in memory. Unmounted, its folder is one of the machine's disk that takes files."""
    monkeypatch.setattr(stick_file, "_GOING", 0.0)
    place = tmp_path / "media" / "MIJN STICK"
    place.mkdir(parents=True)
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place)
    yield place
    subprocess.run(["umount", "-l", place], capture_output=True, check=False)


@ROOT_ONLY
def test_a_new_file_never_over_another(stick: Path) -> None:
    (stick / "sam.txt").write_text("van iemand anders")
    os.symlink("/nowhere", stick / "sam-2.txt")
    assert [write_on_stick(stick, "sam", ".txt", TEXT) for _ in range(2)] == ["sam-3.txt", "sam-4.txt"]
    assert (stick / "sam.txt").read_text() == "van iemand anders"
    assert (stick / "sam-4.txt").read_text() == TEXT
    assert len(list(stick.iterdir())) == 4


@ROOT_ONLY
@pytest.mark.parametrize("leave", [lambda place: None, Path.rmdir, lambda place: (place.rmdir(), place.touch())])
def test_a_stick_that_is_gone_leaves_no_file_and_no_folder(stick: Path, leave: Callable[[Path], object]) -> None:
    run("umount", stick)
    leave(stick)
    before = sorted(stick.parent.rglob("*"))
    assert why(stick) == "stick-gone"
    assert sorted(stick.parent.rglob("*")) == before


@ROOT_ONLY
def test_another_mount_below_a_link_at_its_place_is_not_it(stick: Path) -> None:
    other = stick.parent / "link"
    other.symlink_to(stick)
    assert why(other) == "stick-gone"
    assert why(stick.parent) == "stick-gone"
    (stick / "folder").mkdir()
    assert why(stick / "folder") == "stick-gone"


@ROOT_ONLY
@pytest.mark.parametrize("moment", ["mount_at", "_make", "_push"])
def test_pulled_at_any_moment_nothing_comes_on_the_disk(
    stick: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    real = getattr(stick_file, moment)

    def pulled(*values: object) -> object:
        subprocess.run(["umount", "-l", stick], check=False)
        return real(*values)

    monkeypatch.setattr(stick_file, moment, pulled)
    if moment == "mount_at":
        assert why(stick) == "stick-gone"
    else:
        # The file system is held until we are done: what is said is true.
        assert write_on_stick(stick, "sam", ".txt", TEXT) == "sam.txt"
    assert list(stick.iterdir()) == []


@ROOT_ONLY
def test_a_folder_that_becomes_a_stick_just_then_is_not_it(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("umount", stick)
    real = stick_file.mount_at

    def put_in(*values: Any) -> object:
        run("mount", "-t", "tmpfs", "tmpfs", stick)
        return real(*values)

    monkeypatch.setattr(stick_file, "mount_at", put_in)
    assert why(stick) == "stick-gone"
    run("umount", stick)
    assert list(stick.iterdir()) == []


@ROOT_ONLY
def test_the_file_and_then_its_folder_are_pushed(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pushed, real = [], os.fsync

    def fsync(handle: int) -> None:
        pushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_on_stick(stick, "sam", ".txt", TEXT)
    assert pushed == [False, True]


@ROOT_ONLY
def test_full_and_locked_are_told_for_what_they_are(stick: Path) -> None:
    assert why(stick, TEXT * 5_000) == "stick-full"
    assert list(stick.iterdir()) == []
    run("mount", "-o", "remount,ro", stick)
    assert why(stick) == "stick-locked"


@ROOT_ONLY
@pytest.mark.parametrize("kind", KINDS)
def test_no_half_of_a_file_at_any_call_that_fails(stick: Path, kind: str) -> None:
    with failing(kind, None) as counted:
        write_on_stick(stick, "sam", ".txt", TEXT)
    (stick / "sam.txt").unlink()
    for n in range(1, counted.calls + 1):
        with failing(kind, n, once=True):
            assert why(stick) == REASONS.get(kind, "stick-locked"), n
        assert list(stick.iterdir()) == [], n


@pytest.fixture
def disk(stick: Path, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A file system on a disk that is a file in memory: where it is mounted, and that file."""
    run("mount", "-o", "remount,size=700k", stick)
    image, place = stick / "image", tmp_path / "media" / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(8_000_000)
    run("mkfs.ext4", "-q", "-O", "^has_journal", image)
    mounted = subprocess.run(["mount", "-o", "loop", image, place], capture_output=True, check=False)
    if mounted.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail(mounted.stderr.decode())
        pytest.skip("no loop devices here")
    yield place, image
    run("umount", "-l", place)


@ROOT_ONLY
@needs("mkfs.ext4")
def test_what_the_disk_does_not_take_after_all_is_not_said_to_be_there(
    disk: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, image = disk
    with (image.parent / "rest").open("wb") as rest:
        os.posix_fallocate(rest.fileno(), 0, os.statvfs(image).f_bavail * 4096)
    # By nothing but the first call that asks whether it is more than in memory.
    monkeypatch.setattr(stick_file, "_compare", lambda *_: None)
    monkeypatch.setattr(stick_file, "_push", lambda _: None)
    assert why(place, TEXT * 2_000) == "stick-full"
    assert not list(place.glob("*.txt"))


@ROOT_ONLY
@needs("mkfs.ext4")
def test_it_is_read_from_the_disk_itself_again(disk: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    place, image = disk
    text, real = TEXT * 200, stick_file._push

    def push(folder: int) -> None:
        real(folder)
        with image.open("r+b") as file:
            file.seek(image.read_bytes().index(text.encode()))
            file.write(b"\0" * len(text))

    with monkeypatch.context() as broken:
        broken.setattr(stick_file, "_push", push)
        assert why(place, text) == "stick-broken"
    assert write_on_stick(place, "sam", ".txt", text) == "sam.txt"


@ROOT_ONLY
def test_what_belongs_to_no_file_and_fails_is_told(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(syncfs=lambda _: -1))
    assert why(stick) == "stick-broken"
    assert list(stick.iterdir()) == []


@ROOT_ONLY
def test_a_stick_that_gives_back_something_else_is_told(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = stick_file._push

    def push(folder: int) -> None:
        real(folder)
        (stick / "sam.txt").write_bytes(b"\0" * len(TEXT))

    monkeypatch.setattr(stick_file, "_push", push)
    assert why(stick) == "stick-broken"
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS, errno.ENODEV])
def test_an_error_of_a_stick_that_was_pulled_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    machine = Machine(tmp_path, monkeypatch)
    machine.plug("8:17", "sdb/sdb1")
    place = machine.mount("EEN", "8:17")

    def push(_: int) -> None:
        machine.pull("8:17")
        raise OSError(number, "made up")

    monkeypatch.setattr(stick_file, "_push", push)
    assert why(place) == "stick-gone"


@ROOT_ONLY
@pytest.mark.parametrize("kind", ["vfat", "exfat"])
def test_on_the_file_systems_of_real_sticks(stick: Path, tmp_path: Path, kind: str) -> None:
    if f"\t{kind}\n" not in Path("/proc/filesystems").read_text() or not is_here(f"mkfs.{kind}"):
        pytest.skip(f"no {kind} here")
    image, inner = tmp_path / "image", tmp_path / "media" / kind
    inner.mkdir()
    with image.open("wb") as file:
        file.truncate(16_000_000)
    run(f"mkfs.{kind}", image)
    run("mount", "-o", "loop", image, inner)
    try:
        (inner / "SAM.TXT").write_text("van iemand anders")
        assert write_on_stick(inner, "sam", ".txt", TEXT) == "sam-2.txt"
        assert (inner / "SAM.TXT").read_text() == "van iemand anders"
        assert TEXT.encode() in image.read_bytes()
    finally:
        run("umount", inner)

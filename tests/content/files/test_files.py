"""Files of a person: read within bounds, written whole or not at all, told of without what a terminal obeys."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gespreksklaar.content.files.failures import OddFileError
from gespreksklaar.content.files.reading import LARGEST, open_regular, read_text
from gespreksklaar.content.files.writing import append, make_own, write_new, write_text
from gespreksklaar.content.words.problems import Problem


def reason_of_reading(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read_text(path)
    return caught.value.reason


def test_what_is_no_file_of_ours_is_refused_without_a_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "latin").write_bytes(b"\xe9")
    (tmp_path / "large").write_bytes(b" " * (LARGEST + 1))
    found = {name: reason_of_reading(tmp_path / name) for name in ("pipe", "latin", "large", "", "gone", "gone/deep")}
    assert found == {
        "pipe": "no-file", "latin": "not-utf8", "large": "too-large", "": "is-folder",
        "gone": "not-there", "gone/deep": "not-there",
    }  # fmt: skip
    assert reason_of_reading(Path("/dev/zero")) == "no-file"
    assert reason_of_reading(Path("nul\0")) == "not-there"
    assert reason_of_reading(tmp_path / ("x" * 300)) == "unreadable-gone"


def test_a_name_is_told_without_what_a_terminal_obeys() -> None:
    with pytest.raises(Problem) as caught:
        read_text(Path("/gone/\x1b[31mrood\udcff\n.toml"))
    assert caught.value.where == "/gone/%1B[31mrood%FF%0A.toml"


def test_folders_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "one" / "two" / "text.txt"
    write_text(file, "é\n")
    assert file.read_bytes() == "é\n".encode()
    assert [path.stat().st_mode & 0o777 for path in (file, file.parent, file.parent.parent)] == [0o600, 0o700, 0o700]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.toml", tmp_path / "config.toml"
    kept.write_text("old")
    link.symlink_to(kept)
    write_text(link, "new", links=True)
    assert link.is_symlink()
    assert kept.read_text() == "new"


@pytest.mark.parametrize("flags", [os.O_RDWR | os.O_CREAT, os.O_WRONLY | os.O_APPEND])
def test_a_file_with_a_second_name_is_read_and_never_written_in_place(flags: int, tmp_path: Path) -> None:
    theirs, ours = tmp_path / "brief.txt", tmp_path / "ours"
    theirs.write_text("van de gebruiker")
    ours.hardlink_to(theirs)
    assert read_text(ours) == "van de gebruiker"
    with pytest.raises(OddFileError) as caught:
        open_regular(ours, flags)
    assert caught.value.reason == "is-hard-link"
    with pytest.raises(OddFileError):
        append(ours, b"x", 100)
    make_own(ours, 100)
    os.close(open_regular(ours, flags))
    assert (ours.read_text(), ours.stat().st_ino == theirs.stat().st_ino) == ("van de gebruiker", False)


@pytest.mark.parametrize("place", ["/dev/null", "/dev/full", ".", "nul\0"])
def test_a_device_or_folder_is_never_replaced(place: str) -> None:
    with pytest.raises(Problem):
        write_text(Path(place), "text")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "not-written-full"),
        (errno.EDQUOT, "not-written-full"),
        (errno.EROFS, "not-written-denied"),
        (errno.EACCES, "not-written-denied"),
        (errno.EIO, "not-written-broken"),
        (errno.ESTALE, "not-written-gone"),
        (errno.ETXTBSY, "not-written"),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_what_the_system_refuses_is_told_and_leaves_what_was_there(
    call: str, number: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "text.txt"
    file.write_text("before")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(Problem) as caught:
        write_text(file, "after")
    assert caught.value.reason == reason
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_without_hard_links_takes_new_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert [write_new(tmp_path, "sam", ".toml", text).name for text in ("een", "twee")] == ["sam.toml", "sam-2.toml"]
    assert sorted(path.read_text() for path in tmp_path.iterdir()) == ["een", "twee"]


def test_without_hard_links_a_name_that_another_takes_meanwhile_stays_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_meanwhile(_: object, path: Path) -> None:
        if path.name == "sam.toml":
            path.write_text("of another")
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", taken_meanwhile)
    assert write_new(tmp_path, "sam", ".toml", "ours").name == "sam-2.toml"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "sam.toml": "of another",
        "sam-2.toml": "ours",
    }


def test_without_hard_links_a_move_that_fails_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(Problem, match="not-written"):
        write_new(tmp_path, "sam", ".toml", "een")
    assert list(tmp_path.iterdir()) == []

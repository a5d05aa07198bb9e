"""Files of a person: read within bounds, written whole or not at all, told of without what a terminal obeys."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gespreksklaar.content.files import reading
from gespreksklaar.content.files.failures import OddFileError
from gespreksklaar.content.files.locking import lock
from gespreksklaar.content.files.reading import LARGEST, open_regular, read_text
from gespreksklaar.content.files.removing import remove_folder
from gespreksklaar.content.files.toml_mistakes import place_of
from gespreksklaar.content.files.writing import append, fitting, make_own, write_all, write_new, write_text
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


def test_what_becomes_a_link_at_the_last_moment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs").write_text("x")
    (tmp_path / "link").symlink_to("theirs")
    monkeypatch.setattr(reading, "check_kind", lambda *_, **__: None)
    with pytest.raises(OddFileError, match="is-link"):
        open_regular(tmp_path / "link")


def test_a_name_that_is_taken_at_the_last_moment_is_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def taken_meanwhile(source: Path, path: Path) -> None:
        if path.name == "sam.toml":
            path.write_text("of another")
        link(source, path)

    monkeypatch.setattr(os, "link", taken_meanwhile)
    assert write_new(tmp_path, "sam", ".toml", "ours").name == "sam-2.toml"
    assert (tmp_path / "sam-2.toml").read_text() == "ours"


def test_a_disk_that_says_it_wrote_and_did_not_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "text.txt"
    file.write_text("before")
    monkeypatch.setattr(os, "write", lambda _, data: len(data))
    with pytest.raises(Problem, match="not-written-broken"):
        write_text(file, "after")
    assert file.read_text() == "before"


def test_a_disk_that_takes_nothing_and_says_nothing_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([1, 0])
    monkeypatch.setattr(os, "write", lambda *_: next(answers))
    with pytest.raises(OSError, match="No space"):
        write_all(-1, b"abc")


def test_a_log_that_is_full_is_put_aside_once(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    for line in (b"one\n", b"two\n", b"three\n"):
        append(log, line, 4)
    assert (log.read_bytes(), (tmp_path / "x.old.log").read_bytes()) == (b"three\n", b"one\ntwo\n")


def test_a_name_is_cut_where_no_file_system_holds_it() -> None:
    for name in ("é" * 200, "x" * 300, "sam"):
        assert len(os.fsencode(fitting(name, ".toml"))) <= 255
    assert fitting("x" * 250, ".toml") == "x" * 250 + ".toml"


def test_a_table_is_where_its_own_header_is() -> None:
    lines = ["[ask.questions.q1]", "top = true", "", "  [ask]"]
    assert place_of(lines, ["ask", "mind"]) == (4, 3)
    assert place_of(lines[:2], ["ask", "mind"]) == (1, 1), "it begins there too"


def test_two_who_only_ask_do_not_see_each_other(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one, other = (os.open(tmp_path / "file", os.O_RDONLY) for _ in "ab")
    try:
        assert lock(one, tmp_path, shared=True)
        assert lock(other, tmp_path, shared=True)
    finally:
        os.close(one)
        os.close(other)


def test_a_link_with_a_name_of_ours_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "theirs").write_text("x")
    (folder / "ours").symlink_to(tmp_path / "theirs")
    remove_folder(folder, lambda name: name == "ours")
    assert not folder.exists()
    assert (tmp_path / "theirs").exists()

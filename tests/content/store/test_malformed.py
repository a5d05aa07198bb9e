"""Whatever a prep's file turns out to be: one plain line tells it, the other preps are there, the file is as it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gespreksklaar.content.files.failures import shown
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.cli.command_line import main
from tests.content.malformed import FINE, NAMES, REFUSED, SIZES, WHOLE, Kind

BOTH = (Texts("nl"), Texts("en"))
SEEN_ON_OPENING = ("wrong-", "too-new", "too-long", "too-many")
"""What the list leaves to opening: it reads hundreds of files, and none whole."""


def every(kinds: dict[str, Kind]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", [pytest.param(kind, id=ascii(name)) for name, kind in kinds.items()])


def made(kind: Kind, folder: Path) -> Path:
    """The file, or a skipped test where this file system or user can't have such a one."""
    try:
        file = kind.make(folder)
    except OSError as error:
        pytest.skip(f"not here: {error.strerror}")
    if kind.reason == "unreadable-denied" and os.access(file, os.R_OK):
        pytest.skip("nothing is closed to this user")
    return file


def trace(file: Path) -> tuple[int, int, int, bytes]:
    """What tells that a file was not touched."""
    status = os.lstat(file)
    small = file.is_file() and status.st_size < 1_000_000 and os.access(file, os.R_OK)
    return status.st_mtime_ns, status.st_size, status.st_mode, file.read_bytes() if small else b""


def refusal(file: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        prep_toml.load(file)
    return caught.value


def line_of(problem: Problem) -> int:
    line = re.search(r":(\d+)(:\d+)?(: [^:]*)?$", problem.where)
    return int(line[1]) if line else 0


def assert_one_clear_line(said: str) -> None:
    assert clean_line(said) == said
    # The sentence; and a path, which may be as long as the system bears.
    assert len(said) < 1_000
    assert "()" not in said


def test_there_are_enough_kinds() -> None:
    assert len(REFUSED) >= 100


@every(REFUSED)
def test_it_is_told_in_one_line_with_file_line_and_key(kind: Kind, tmp_path: Path) -> None:
    file = made(kind, tmp_path)
    before = trace(file)
    told = refusal(file)
    assert (told.reason, line_of(told), told.values.get("key", "")) == (kind.reason, kind.line, kind.key)
    for texts in BOTH:
        said = told.message(texts)
        assert said.startswith(shown(file))
        assert kind.key in said
        assert_one_clear_line(said)
    assert trace(file) == before


@every(REFUSED)
def test_it_stops_no_other_prep_and_the_list_names_it(kind: Kind, tmp_path: Path) -> None:
    file = made(kind, tmp_path)
    for name in ("aaa", "zzz"):
        (tmp_path / f"{name}.toml").write_bytes(WHOLE)
    before = trace(file)
    library = Library(tmp_path)
    listed = {summary.name: summary.problem for summary in library.list()}
    assert set(listed) == {"aaa", "zzz", file.stem}
    assert listed["aaa"] is listed["zzz"] is None
    told = listed[file.stem]
    if told or not kind.reason.startswith(SEEN_ON_OPENING):
        assert told is not None
        for texts in BOTH:
            assert_one_clear_line(told.message(texts))
    assert library.open("aaa").prep.going.child == "Sam"
    assert trace(file) == before


@every(REFUSED)
def test_check_says_so_and_fails(kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = made(kind, tmp_path)
    before = trace(file)
    for language in ("nl", "en"):
        assert main(["--lang", language, "--config", str(tmp_path / "none"), "check", str(file)]) == 1
        told = capsys.readouterr()
        assert (told.out.count("\n"), told.err) == (1, "")
        assert told.out.startswith(shown(file))
        assert_one_clear_line(told.out.removesuffix("\n"))
    assert trace(file) == before


@every(FINE)
def test_what_is_odd_but_readable_opens_and_comes_back(kind: Kind, tmp_path: Path) -> None:
    file = made(kind, tmp_path)
    before = trace(file)
    library = Library(tmp_path)
    assert [(summary.name, summary.problem) for summary in library.list()] == [(file.stem, None)]
    loaded = library.open(file.stem)
    assert loaded.read_only == (loaded.prep.format > 1) == (loaded.note is not None)
    assert trace(file) == before
    if len(before[-1]) < 200_000:
        copy = tmp_path / "copy.toml"
        prep_toml.save(copy, loaded.prep)
        assert prep_toml.dump(prep_toml.load(copy).prep, copy) == copy.read_text("utf-8")


def test_all_of_them_in_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "preps"
    folder.mkdir()
    kinds = [kind._replace(name=f"{n}.toml") for n, kind in enumerate((REFUSED | FINE).values())]
    # A file without bytes takes no time to make, but a terabyte of them is no file of every system.
    names = {kind.make(folder).stem for kind in kinds if kind is not SIZES["a terabyte"]}
    assert {summary.name for summary in Library(folder).list()} == names


ODD_NAMES = {ascii(kind.name.removesuffix(".toml")): kind._replace(holds=WHOLE) for kind in NAMES.values()}


@every(ODD_NAMES)
def test_a_file_with_an_odd_name_opens_and_is_deleted_like_any(kind: Kind, tmp_path: Path) -> None:
    file = made(kind, tmp_path)
    library = Library(tmp_path)
    assert library.open(file.stem).prep.going.child == "Sam"
    library.delete(file.stem)
    assert not file.exists()
    assert len(library.trash.list()) == 1
    back = library.undo_delete()
    assert library.path(back).read_bytes() == WHOLE


@pytest.mark.parametrize("name", ["nul bytes, as after a power cut", "going is no table", "a pipe", "ten megabytes"])
def test_the_program_itself_ends_with_one_line(name: str, tmp_path: Path) -> None:
    file = made(REFUSED[name], tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "gespreksklaar.tui", "--lang", "nl", "check", file],
        capture_output=True, text=True, check=False, timeout=60, env=os.environ | {"HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (1, "", 1)
    assert done.stdout.startswith(str(file))


def test_a_file_from_the_far_future_stops_no_list(tmp_path: Path) -> None:
    file = made(Kind(WHOLE), tmp_path)
    os.utime(file, (2**40, 2**40))
    if file.stat().st_mtime < 2**40:
        pytest.skip("this file system knows no such time")
    assert [summary.name for summary in Library(tmp_path).list()] == ["kind"]


def test_the_list_keeps_a_line_a_line(tmp_path: Path) -> None:
    file = tmp_path / "prep.toml"
    file.write_text(f"format = 1\nid = '{'x' * 90_000}'\n[going]\nchild = '{'x' * 90_000}'\nkind = 'een\u2028twee'\n")
    [summary] = Library(tmp_path).list()
    assert len(f"{summary.id}{summary.child}{summary.kind}") < 500
    assert summary.kind == "een twee"

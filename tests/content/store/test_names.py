"""Whatever name a file got elsewhere, its prep is seen, opened, written, copied, removed and exported alike."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from gespreksklaar.content.store import maintenance
from gespreksklaar.content.store.library import Library, slug
from gespreksklaar.tui.cli.command_line import main
from tests.content.malformed import WHOLE

ZOE = "zoë-gesprek"
NFC, NFD = (unicodedata.normalize(form, ZOE) for form in ("NFC", "NFD"))
FILES = {
    "capitals": "SAM2.TOML",
    "a capital": "Sam.Toml",
    "255 bytes": "é" * 125 + ".toml",
    "255 bytes and capitals": "x" * 250 + ".TOML",
    "composed": f"{NFC}.toml",
    "decomposed": f"{NFD}.toml",
    "a name of Windows": "con.toml",
    "signs that Windows has not": 'vraag? "a:b|c*" <1>.toml',
    "a point and a space at its end": "sam. .toml",
    "two endings": "sam.toml.toml",
}


@pytest.fixture(params=FILES)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "preps" / FILES[request.param]
    path.parent.mkdir()
    path.write_bytes(WHOLE)
    return path


def files(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if not name.startswith("."))


def test_it_is_listed_opened_written_and_its_versions_found(file: Path) -> None:
    library = Library(file.parent)
    [summary] = library.list()
    assert [prep.name for prep in library.read_on()] == [summary.name]
    assert library.path(summary.name) == file
    for place in ("lokaal 4", "de gang"):
        writer = library.write(summary.name)
        writer.save(writer.prep.edited("going.place", place))
        writer.close()
        assert writer.name == summary.name
    assert files(file.parent) == [file.name]
    assert library.open(summary.name).prep.going.place == "de gang"
    assert [version.read() for version in writer.versions.list()][-1] == WHOLE.decode()


def test_what_a_cut_off_session_left_comes_back(file: Path) -> None:
    library = Library(file.parent)
    name = library.list()[0].name
    writer = library.write(name)
    writer.record(writer.prep.edited("going.place", "de gang"), "going.place")
    writer.close(keep=True)
    [journal] = file.parent.glob(".*.journal")
    os.utime(journal, (1, 1))
    maintenance.tidy(file.parent)
    assert list(maintenance.recover(file.parent)) == [name]
    assert files(file.parent) == [file.name]
    assert library.open(name).prep.going.place == "de gang"


def test_it_goes_apart_from_what_another_wrote(file: Path) -> None:
    library = Library(file.parent)
    writer = library.write(library.list()[0].name)
    file.write_bytes(WHOLE.replace(b'"Sam"', b'"Noor"'))
    note = writer.save(writer.prep.edited("going.child", "Bo")).note
    writer.close()
    assert note
    assert note.reason == "both-kept"
    assert {prep.child for prep in library.list()} == {"Noor", "Bo"}
    assert len({prep.name for prep in library.list()}) == 2


def test_it_is_copied_renamed_removed_and_brought_back(file: Path) -> None:
    library = Library(file.parent)
    name = library.list()[0].name
    library.delete(library.copy(name))
    library.delete(name)
    assert library.list() == []
    back = library.undo_delete()
    assert library.path(back).read_bytes() == WHOLE
    assert library.rename(back, "Sam in december") == "sam-in-december"
    assert files(file.parent) == ["sam-in-december.toml"]


def test_it_is_damaged_and_repaired(file: Path) -> None:
    library = Library(file.parent)
    name = library.list()[0].name
    writer = library.write(name)
    writer.save(writer.prep.edited("going.place", "de gang"))
    writer.close()
    file.write_text("half")
    aside = maintenance.repair(file.parent, name)
    assert aside
    assert aside.read_text() == "half"
    assert file.read_bytes() == WHOLE


def test_its_sheet_and_check_are_those_of_any(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = Library(file.parent).list()[0].name
    told = []
    for word in (name, str(file)):
        assert main(["--data", str(file.parent), "--config", str(file.parent / "none"), "sheet", word]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert main(["--config", str(file.parent / "none"), "check", str(file)]) == 0


def test_a_name_that_is_typed_otherwise_finds_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name in ("SAM2.TOML", "noor.toml", f"{NFD}.toml"):
        (tmp_path / name).write_bytes(WHOLE)
    typed = {"SAM2": "SAM2.TOML", "SAM2.TOML": "SAM2.TOML", "SAM2.toml": "SAM2.TOML", "noor.TOML": "noor", NFC: NFD}
    assert {name: library.find(name) for name in typed} == typed
    (tmp_path / f"{NFC}.toml").write_bytes(WHOLE)
    assert (library.find(NFC), library.find(NFD)) == (NFC, NFD)


def test_two_files_that_differ_in_the_case_of_their_ending_are_two_preps(tmp_path: Path) -> None:
    (tmp_path / "sam.toml").write_bytes(WHOLE)
    (tmp_path / "sam.TOML").write_bytes(WHOLE.replace(b'"Sam"', b'"Noor"'))
    library = Library(tmp_path)
    one, other = (library.write(name) for name in ("sam", "sam.TOML"))
    assert (one.prep.going.child, other.prep.going.child) == ("Sam", "Noor")
    for writer in (one, other):
        writer.save(writer.prep.edited("going.place", "de gang"))
        writer.close()
    assert files(tmp_path) == ["sam.TOML", "sam.toml"]


@pytest.mark.parametrize("word", ["con", "PRN", "aux", "nul", "com1", "Lpt9"])
def test_no_name_that_this_program_gives_is_one_of_windows(word: str) -> None:
    assert slug(word) == f"{word.lower()}-gesprek"
    assert slug(f"{word} is ziek") == f"{word.lower()}-is-ziek"

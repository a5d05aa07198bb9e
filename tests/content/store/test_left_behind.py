"""What a session leaves that was cut off, and what becomes of it: nothing is lost, and nothing of another is taken."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import maintenance, prep_toml
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.trash import Trash
from gespreksklaar.content.words.problems import Problem


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A prep of which a session was cut off after its place was typed."""
    library = Library(tmp_path)
    file = library.begin(Prep().edited("going.child", "Sam"))
    file.record(file.prep.edited("going.place", "de gang"), "going.place")
    file.journal.close(keep=True)
    library.path(file.name).rename(tmp_path / "sam.toml")
    (tmp_path / f".{file.name}.journal").rename(tmp_path / ".sam.journal")
    return library


def journal(library: Library) -> Path:
    return library.folder / ".sam.journal"


def full(*_: object, **__: object) -> None:
    raise Problem("not-written-full", where="x")


def test_what_can_not_be_saved_at_the_start_waits_in_its_journal(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as disk:
        disk.setattr(prep_toml, "save_text", full)
        assert [*maintenance.recover(library.folder)] == ["sam"]
        assert journal(library).exists()
    maintenance.recover(library.folder)
    assert prep_toml.load(library.path("sam")).prep.going.place == "de gang"


@pytest.mark.parametrize("held", [b"", bytes(300)])
def test_a_journal_that_got_no_line_is_cleared_away(held: bytes, library: Library) -> None:
    journal(library).write_bytes(held)
    assert maintenance.recover(library.folder) == {} or not held.strip(b"\0")
    assert not journal(library).exists()


def test_what_was_typed_goes_along_to_the_bin_and_to_another_name(library: Library) -> None:
    library.delete("sam")
    library.undo_delete()
    assert prep_toml.load(library.path("sam")).prep.going.place == "de gang"
    assert library.rename("sam", "Sam!") == "sam", "the same name is no other"


def test_who_only_reads_sees_it_in_the_file_it_belongs_to_and_in_no_other(library: Library) -> None:
    assert library.open("sam").prep.going.place == "de gang"
    prep_toml.save(library.path("sam"), prep_toml.load(library.path("sam")).prep.edited("going.place", "de hal"))
    assert library.open("sam").prep.going.place == "de hal"


def test_the_newest_good_version_repairs(library: Library) -> None:
    journal(library).unlink()
    versions = library.folder / ".states" / "sam"
    versions.mkdir(parents=True)
    for number, place in enumerate(("lokaal 1", "lokaal 2"), 1):
        prep_toml.save(versions / f"{number:06}-20261201T120000.toml", Prep().edited("going.place", place))
    library.path("sam").write_text("[")
    maintenance.repair(library.folder, "sam")
    assert library.open("sam").prep.going.place == "lokaal 2"


def test_a_list_sees_each_change_of_a_file(library: Library) -> None:
    journal(library).unlink()
    assert [prep.child for prep in library.list()] == ["Sam"]
    prep_toml.save(library.path("sam"), prep_toml.load(library.path("sam")).prep.edited("going.child", "Bo"))
    assert [prep.child for prep in library.list()] == ["Bo"]


def test_a_link_in_the_bin_goes_and_what_it_leads_to_stays(library: Library) -> None:
    theirs = library.folder.parent / f"{library.folder.name}-theirs"
    theirs.write_text("x")
    (library.folder / ".bin").mkdir()
    link = library.folder / ".bin" / "20261201-120000-000000-sam.toml"
    link.symlink_to(theirs)
    assert Trash(library.folder).empty() == 1
    assert not os.path.lexists(link)
    assert theirs.read_text() == "x"


def test_closing_waits_for_what_is_being_written(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    file, save = library.write("sam"), prep_toml.save_text
    monkeypatch.setattr(prep_toml, "save_text", lambda *given: (time.sleep(0.2), save(*given)))
    changed = file.prep.edited("going.place", "de hal")
    file.record(changed, "going.place")
    assert file.start_saving(changed, lambda: None)
    file.close()
    assert prep_toml.load(file.path).prep.going.place == "de hal"


def test_what_is_told_to_be_written_is_in_the_file(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    file, save = library.write("sam"), prep_toml.save_text
    monkeypatch.setattr(prep_toml, "save_text", lambda *given: (time.sleep(0.2), save(*given)))
    changed = file.prep.edited("going.place", "de hal")
    file.record(changed, "going.place")
    assert file.start_saving(changed, lambda: None)
    file.finish_saving(changed)
    assert prep_toml.load(file.path).prep.going.place == "de hal"
    file.close()

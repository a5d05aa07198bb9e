"""The file of an open prep: one writer, nothing lost when cut off, nothing of others overwritten."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gespreksklaar.content import prep_file, store, upkeep
from gespreksklaar.content.bin import Bin
from gespreksklaar.content.journal import journal_path
from gespreksklaar.content.prep import Prep
from gespreksklaar.content.prep_file import PrepFile, brought_together
from gespreksklaar.content.problems import Problem
from gespreksklaar.content.shelf import Shelf
from gespreksklaar.content.states import KEPT, States

SAM = Prep().edited("going.child", "Sam").edited("going.kind", "progress")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "preps")


def cut_off(file: PrepFile) -> None:
    """What is left of a session after kill -9: its lock is gone, its journal stays."""
    file.close(keep=True)


def change(shelf: Shelf, name: str, path: str, value: object) -> None:
    """What an editor or a sync tool does."""
    store.save(shelf.path(name), store.load(shelf.path(name)).prep.edited(path, value))


def test_cut_off_before_saving_the_next_session_has_it_all(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    changed = SAM.edited("going.place", "lokaal 4")
    assert file.record(changed, "going.place")
    cut_off(file)
    assert shelf.open(file.name).prep.going.place == "lokaal 4", "also for those who only read"
    again = shelf.write(file.name)
    assert again.note
    assert (again.note.reason, again.prep.going.place, again.unsaved) == ("recovered", "lokaal 4", True)
    assert again.save(again.prep).note is None
    assert store.load(file.path).prep == changed
    assert store.load(again.states.list()[0].path).prep == SAM, "the state before is offered"
    again.close()
    assert shelf.write(file.name).note is None


def test_words_that_are_no_day_are_as_safe_as_any(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    changed = SAM.edited("unread", {"going.day": "ergens in\x07 mei"})
    assert file.record(changed, "unread")
    cut_off(file)
    assert shelf.open(file.name).prep.unread == {"going.day": "ergens in mei"}
    again = shelf.write(file.name)
    again.save(again.prep)
    assert "ergens in mei" in file.path.read_text()
    again.close()


def test_the_start_of_the_program_puts_it_all_into_the_files(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    file.record(SAM.edited("going.place", "lokaal 4"), "going.place")
    cut_off(file)
    in_use = shelf.begin(SAM)
    assert upkeep.recover(shelf.folder) == [file.name]
    assert store.load(file.path).prep.going.place == "lokaal 4"
    assert not journal_path(shelf.folder, file.name).exists()
    assert journal_path(shelf.folder, in_use.name).exists()
    assert upkeep.recover(shelf.folder) == []


def test_typing_goes_on_after_a_recovery_that_could_not_be_saved(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    file.record(SAM.edited("going.place", "lokaal 4"), "going.place")
    cut_off(file)
    again = shelf.write(file.name)
    assert again.record(again.prep.edited("ask.mind", "nog iets"), "ask.mind")
    cut_off(again)
    last = shelf.write(file.name).prep
    assert (last.going.place, last.ask.mind) == ("lokaal 4", "nog iets")


def test_a_second_session_sees_since_when_the_first_has_it(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    for attempt in (shelf.write, lambda name: shelf.rename(name, "anders"), shelf.delete):
        with pytest.raises(Problem) as caught:
            attempt(file.name)
        assert caught.value.reason == "in-use"
        assert ":" in str(caught.value.values["since"])
    assert shelf.open(file.name).prep == SAM
    file.close()
    shelf.write(file.name).close()


def test_what_others_changed_in_other_fields_is_taken_in(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    change(shelf, file.name, "going.place", "lokaal 4")
    saved = file.save(SAM.edited("ask.mind", "rekenen"))
    assert saved.note
    assert saved.note.reason == "changed-elsewhere"
    assert (saved.prep.going.place, saved.prep.ask.mind) == ("lokaal 4", "rekenen")
    assert store.load(file.path).prep == saved.prep


def test_the_same_field_changed_by_both_makes_two_preps(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    there = file.name
    change(shelf, there, "ask.mind", "van de ander")
    theirs = file.path.read_bytes()
    saved = file.save(SAM.edited("ask.mind", "van mij"))
    assert saved.note
    assert saved.note.reason == "both-kept"
    assert shelf.path(there).read_bytes() == theirs
    assert (saved.note.values["there"], saved.note.values["here"]) == (there, file.name)
    assert store.load(shelf.path(file.name)).prep.ask.mind == "van mij"
    assert file.record(saved.prep.edited("ask.mind", "van mij."), "ask.mind")
    shelf.write(there).close()


@pytest.mark.parametrize("damage", [b"", b"format = 1\n[going\n", b"\xff\xfe", b"format = 2\n"])
def test_a_file_that_was_damaged_outside_stays_as_it_is(damage: bytes, shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    there = file.path
    there.write_bytes(damage)
    saved = file.save(SAM.edited("ask.mind", "van mij"))
    assert saved.note
    assert saved.note.reason == "both-kept"
    assert there.read_bytes() == damage
    assert store.load(file.path).prep.ask.mind == "van mij"


def test_a_file_that_is_gone_comes_back(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    file.path.unlink()
    saved = file.look(SAM)
    assert saved.note
    assert saved.note.reason == "was-gone"
    assert store.load(file.path).prep == SAM


def test_a_folder_that_is_gone_comes_back_with_a_lock(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    moved = shelf.folder.rename(shelf.folder.with_name("elders"))
    file.save(SAM.edited("ask.mind", "van mij"))
    assert store.load(file.path).prep.ask.mind == "van mij"
    assert store.load(moved / file.path.name).prep == SAM
    with pytest.raises(Problem, match="in-use"):
        shelf.write(file.name)


def test_nothing_outside_changed_means_nothing_is_written(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    before = file.path.stat().st_mtime_ns
    assert file.look(SAM) == (SAM, None)
    assert file.path.stat().st_mtime_ns == before


def test_comments_by_hand_stay_until_something_changes(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    with file.path.open("a") as by_hand:
        by_hand.write("# onze aantekening\n")
    assert file.look(SAM) == (SAM, None)
    assert "onze aantekening" in file.path.read_text()
    file.save(SAM.edited("ask.mind", "x"))
    assert "onze aantekening" in file.states.list()[0].read()


def test_the_last_ten_states_are_kept_in_their_order_whatever_the_clock(tmp_path: Path) -> None:
    states = States(tmp_path / "sam")
    for number in range(KEPT + 3):
        states.keep(f"format = {number}")
    states.keep(f"format = {number}")
    assert [state.read() for state in states.list()] == [f"format = {n}" for n in range(KEPT + 2, 2, -1)]


def test_a_state_every_ten_minutes_of_work(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(prep_file.time, "monotonic", lambda: now[0])
    file = shelf.begin(SAM)
    prep = SAM
    for letter in "abcdef":
        prep = prep.edited("ask.mind", prep.ask.mind + letter)
        file.save(prep)
        now[0] += 240
    found = [store.load(state.path).prep.ask.mind for state in file.states.list()]
    assert found == ["abc", ""]


def test_a_damaged_file_gets_its_last_good_state_and_is_kept(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    file.save(SAM.edited("ask.mind", "x"))
    file.close()
    file.path.write_bytes(b"half")
    with pytest.raises(Problem, match="not-toml"):
        shelf.write(file.name)
    aside = upkeep.repair(shelf.folder, file.name)
    assert aside.read_bytes() == b"half"
    assert shelf.write(file.name).prep == SAM
    with pytest.raises(Problem, match="no-earlier"):
        upkeep.repair(shelf.folder, "onbekend")


def test_the_bin_keeps_thirty_days_and_empties_on_request(shelf: Shelf) -> None:
    for child in ("Sam", "Noor", "Kim"):
        shelf.create(Prep().edited("going.child", child))
        shelf.delete(f"{child.lower()}-gesprek")
    old, _, new = reversed(shelf.bin.list())
    assert (old.name, new.name) == ("sam-gesprek", "kim-gesprek")
    earlier, later = datetime.now() - timedelta(days=31), datetime.now() + timedelta(days=400)
    old.path.rename(old.path.with_name(f"{earlier:%Y%m%d-%H%M%S-%f}-sam-gesprek.toml"))
    new.path.rename(new.path.with_name(f"{later:%Y%m%d-%H%M%S-%f}-kim-gesprek.toml"))
    upkeep.tidy(shelf.folder)
    assert {entry.name for entry in shelf.bin.list()} == {"noor-gesprek", "kim-gesprek"}, "a clock can go back"
    assert shelf.bring_back(shelf.bin.list()[1]) == "noor-gesprek"
    assert Bin(shelf.folder).empty() == 1
    assert shelf.bin.list() == []


def test_what_is_left_of_a_prep_that_was_taken_out_by_hand_goes_after_thirty_days(shelf: Shelf) -> None:
    names = {days: shelf.create(SAM) for days in (29, 31)}
    for days, name in names.items():
        file = shelf.write(name)
        file.save(SAM.edited("ask.mind", "x"))
        file.close(keep=True)
        file.path.unlink()
        for left in (shelf.folder / f".{name}.journal", shelf.folder / ".states" / name):
            os.utime(left, (time.time() - days * 24 * 3600,) * 2)
    upkeep.tidy(shelf.folder)
    left = {path.name for path in (*shelf.folder.glob(".*.journal"), *(shelf.folder / ".states").iterdir())}
    assert left == {f".{names[29]}.journal", names[29]}


def test_states_go_along_to_the_bin_and_back_and_with_a_new_name(shelf: Shelf) -> None:
    file = shelf.begin(SAM)
    file.save(SAM.edited("ask.mind", "x"))
    file.close()
    name = shelf.rename(file.name, "anders")
    shelf.delete(name)
    assert not States(shelf.folder / ".states" / name).list()
    assert shelf.undo_delete() == name
    assert len(shelf.write(name).states.list()) == 1


def test_brought_together_with_words_that_are_no_day() -> None:
    ours = SAM.edited("unread", {"going.day": "in mei"})
    together = brought_together(SAM, ours, SAM.edited("going.place", "hal"))
    assert together
    assert (together.unread, together.going.place) == ({"going.day": "in mei"}, "hal")


def test_brought_together_field_by_field() -> None:
    ours, theirs = SAM.edited("ask.mind", "a"), SAM.edited("going.place", "b")
    both = brought_together(SAM, ours, theirs)
    assert both
    assert (both.ask.mind, both.going.place) == ("a", "b")
    assert brought_together(SAM, ours, SAM.edited("ask.mind", "c")) is None
    assert brought_together(SAM, ours, ours) == ours
    assert brought_together(SAM, SAM, theirs) == theirs

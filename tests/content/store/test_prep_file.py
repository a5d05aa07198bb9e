"""The file of an open prep: one writer, nothing lost when cut off, nothing of others overwritten."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import time
import zlib
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from gespreksklaar.content.files import reading, writing
from gespreksklaar.content.prep.model import Prep, all_paths, is_same
from gespreksklaar.content.store import maintenance, prep_toml, trash
from gespreksklaar.content.store import versions as states
from gespreksklaar.content.store.journal import Journal
from gespreksklaar.content.store.journal_lock import is_held, journal_path, left_in
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.merge import merged
from gespreksklaar.content.store.prep_file import PrepFile
from gespreksklaar.content.store.trash import Trash
from gespreksklaar.content.store.versions import KEPT, Versions
from gespreksklaar.content.words.problems import Problem
from tests.content.sessions import opened
from tests.faults import failing

SAM = Prep().edited("going.child", "Sam").edited("going.kind", "progress")


def cut_off(file: PrepFile) -> None:
    """What is left of a session after kill -9: its lock is gone, its journal stays."""
    file.close(keep=True)


def change(library: Library, name: str, path: str, value: object) -> None:
    """What an editor or a sync tool does."""
    prep_toml.save(library.path(name), prep_toml.load(library.path(name)).prep.edited(path, value))


def test_cut_off_before_saving_the_next_session_has_it_all(library: Library) -> None:
    file = library.begin(SAM)
    changed = SAM.edited("going.place", "lokaal 4")
    assert file.record(changed, "going.place")
    cut_off(file)
    assert library.open(file.name).prep.going.place == "lokaal 4", "also for those who only read"
    again = library.write(file.name)
    assert again.note
    assert (again.note.reason, again.prep.going.place, again.unsaved) == ("recovered", "lokaal 4", True)
    assert again.save(again.prep).note is None
    assert prep_toml.load(file.path).prep == changed
    assert prep_toml.load(again.versions.list()[0].path).prep == SAM, "the state before is offered"
    again.close()
    assert library.write(file.name).note is None


@pytest.mark.parametrize("kind", ["ENOSPC", "EFBIG"])
def test_cut_off_on_a_full_disk_the_next_session_does_not_say_it_has_all(kind: str, library: Library) -> None:
    file = library.begin(SAM)
    for changed in (SAM.edited("going.place", "lokaal 4"), SAM.edited("going.place", "lokaal 40")):
        with failing(kind, 1):
            assert not file.record(changed, "going.place")
    cut_off(file)
    assert left_in(journal_path(library.folder, file.name)).lacks
    told = maintenance.recover(library.folder)
    assert [problem.reason for problem in told.values()] == ["recovered-part"]
    # Once there is room again, all is as ever.
    file = library.write(file.name)
    with failing(kind, 1):
        assert not file.record(SAM.edited("going.place", "lokaal 5"), "going.place")
    assert file.record(SAM.edited("going.place", "lokaal 6"))
    cut_off(file)
    again = library.write(file.name)
    assert again.note
    assert (again.note.reason, again.prep.going.place) == ("recovered", "lokaal 6")
    again.close()


class SlowDisk:
    """A disk on which writing a prep waits until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there, self.through = Event(), Event()
        real = prep_toml.save_text

        def save_text(*given: Any) -> None:
            self.there.set()
            assert self.through.wait(20)
            real(*given)

        monkeypatch.setattr(prep_toml, "save_text", save_text)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> SlowDisk:
    return SlowDisk(monkeypatch)


ONE, TWO = SAM.edited("going.place", "lokaal 1"), SAM.edited("going.place", "lokaal 12")


def typed_while_saving(library: Library, slow: SlowDisk) -> PrepFile:
    """One is on its way into the file, and two is typed."""
    file = library.begin(SAM)
    assert file.record(ONE, "going.place")
    assert file.start_saving(ONE, Event().set)
    assert slow.there.wait(20)
    assert file.record(TWO, "going.place")
    return file


def test_typing_does_not_wait_for_a_slow_disk(library: Library, slow: SlowDisk) -> None:
    file = typed_while_saving(library, slow)
    assert library.open(file.name).prep.going.place == "lokaal 12", "the journal has it, for others too"
    assert not file.start_saving(TWO, Event().set), "one at a time"
    slow.through.set()
    file.finish_saving(TWO)
    assert file.unsaved
    assert prep_toml.load(file.path).prep == ONE
    assert library.open(file.name).prep.going.place == "lokaal 12"
    file.save(TWO)
    assert prep_toml.load(file.path).prep == TWO
    assert not file.unsaved
    file.close()
    assert not journal_path(library.folder, file.name).exists()


@pytest.mark.parametrize("written", [False, True])
def test_cut_off_while_it_is_being_written_all_is_there(written: bool, library: Library, slow: SlowDisk) -> None:
    file = typed_while_saving(library, slow)
    as_it_is = journal_path(library.folder, file.name).read_bytes()
    slow.through.set()
    file.save(TWO)
    file.close()
    prep_toml.save(file.path, ONE if written else SAM)
    journal_path(library.folder, file.name).write_bytes(as_it_is)
    assert library.open(file.name).prep.going.place == "lokaal 12"
    assert list(maintenance.recover(library.folder)) == [file.name]
    assert [entry.name for entry in library.list()] == [file.name], "and nothing stands apart"
    assert prep_toml.load(file.path).prep.going.place == "lokaal 12"


def test_closed_or_saved_at_once_what_is_being_written_comes_first(library: Library, slow: SlowDisk) -> None:
    file = typed_while_saving(library, slow)
    Timer(0.05, slow.through.set).start()
    file.save(TWO)
    assert prep_toml.load(file.path).prep == TWO
    file.close()
    assert library.write(file.name).note is None


def test_what_comes_from_outside_while_it_is_being_written_is_seen(library: Library) -> None:
    file = library.begin(SAM)
    file.record(ONE, "going.place")
    change(library, file.name, "going.kind", "report")
    over = Event()
    assert file.start_saving(ONE, over.set)
    assert over.wait(20)
    with pytest.raises(Problem):
        file.finish_saving(ONE)
    saved = file.save(ONE)
    assert (saved.prep.going.kind, saved.prep.going.place) == ("report", "lokaal 1")
    file.close()


def test_what_comes_at_the_last_moment_is_not_written_over(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    file = library.begin(SAM)
    real, come = writing._write_beside, []

    def write_beside(folder: Path, data: bytes, *, pushed: bool = True) -> Path:
        made = real(folder, data, pushed=pushed)
        if not come:
            come.append("once")
            file.path.write_text(prep_toml.dump(SAM.edited("going.kind", "report"), file.path))
        return made

    monkeypatch.setattr(writing, "_write_beside", write_beside)
    saved = file.save(ONE)
    assert come
    assert (saved.prep.going.kind, saved.prep.going.place) == ("report", "lokaal 1")
    assert prep_toml.load(file.path).prep == saved.prep
    file.close()


@pytest.mark.parametrize("kind", ["ENOSPC", "EROFS", "EACCES", "EIO"])
def test_what_can_not_be_written_meanwhile_is_told_and_kept(kind: str, library: Library) -> None:
    file = library.begin(SAM)
    file.record(ONE, "going.place")
    over = Event()
    with failing(kind, 2):
        assert file.start_saving(ONE, over.set)
        assert over.wait(20)
        with pytest.raises(Problem):
            file.finish_saving(ONE)
    assert prep_toml.load(file.path).prep == SAM
    assert library.open(file.name).prep.going.place == "lokaal 1"
    file.save(ONE)
    assert prep_toml.load(file.path).prep == ONE
    file.close()


def test_words_that_are_no_day_are_as_safe_as_any(library: Library) -> None:
    file = library.begin(SAM)
    changed = SAM.edited("unread", {"going.day": "ergens in\x07 mei"})
    assert file.record(changed, "unread")
    cut_off(file)
    assert library.open(file.name).prep.unread == {"going.day": "ergens in mei"}
    again = library.write(file.name)
    again.save(again.prep)
    assert "ergens in mei" in file.path.read_text()
    again.close()


def test_the_start_of_the_program_puts_it_all_into_the_files(library: Library) -> None:
    file = library.begin(SAM)
    file.record(SAM.edited("going.place", "lokaal 4"), "going.place")
    cut_off(file)
    in_use = library.begin(SAM)
    assert list(maintenance.recover(library.folder)) == [file.name]
    assert prep_toml.load(file.path).prep.going.place == "lokaal 4"
    assert not journal_path(library.folder, file.name).exists()
    assert journal_path(library.folder, in_use.name).exists()
    assert list(maintenance.recover(library.folder)) == []


def test_typing_goes_on_after_a_recovery_that_could_not_be_saved(library: Library) -> None:
    file = library.begin(SAM)
    file.record(SAM.edited("going.place", "lokaal 4"), "going.place")
    cut_off(file)
    again = library.write(file.name)
    assert again.record(again.prep.edited("ask.mind", "nog iets"), "ask.mind")
    cut_off(again)
    last = library.write(file.name).prep
    assert (last.going.place, last.ask.mind) == ("lokaal 4", "nog iets")


def test_letters_in_a_long_text_that_somebody_wrote_by_hand_are_not_lost(library: Library) -> None:
    file = library.begin(SAM)
    file.close()
    by_hand = "\n\t" + "Ik maak me zorgen.\r\n" * 40 + "\n"
    file.path.write_text(f"{file.path.read_text()}[ask]\nmind = {json.dumps(by_hand)}\n")
    again = library.write(file.name)
    prep = again.prep.edited("ask.mind", f"{again.prep.ask.mind}!")
    assert again.record(prep, "ask.mind")
    cut_off(again)
    assert library.open(file.name).prep == prep
    last = library.write(file.name)
    more = last.prep.edited("ask.mind", f"{prep.ask.mind}?")
    assert last.record(more, "ask.mind")
    cut_off(last)
    assert library.open(file.name).prep == more


def test_a_second_session_sees_since_when_the_first_has_it(library: Library) -> None:
    file = library.begin(SAM)
    for attempt in (library.write, lambda name: library.rename(name, "anders"), library.delete):
        with pytest.raises(Problem) as caught:
            attempt(file.name)
        assert caught.value.reason == "in-use"
        assert ":" in str(caught.value.values["since"])
    assert library.open(file.name).prep == SAM
    file.close()
    library.write(file.name).close()


def test_what_others_changed_in_other_fields_is_taken_in(library: Library) -> None:
    file = library.begin(SAM)
    change(library, file.name, "going.place", "lokaal 4")
    saved = file.save(SAM.edited("ask.mind", "rekenen"))
    assert saved.note
    assert saved.note.reason == "changed-elsewhere"
    assert (saved.prep.going.place, saved.prep.ask.mind) == ("lokaal 4", "rekenen")
    assert prep_toml.load(file.path).prep == saved.prep


def test_the_same_field_changed_by_both_makes_two_preps(library: Library) -> None:
    file = library.begin(SAM)
    there = file.name
    change(library, there, "ask.mind", "van de ander")
    theirs = file.path.read_bytes()
    saved = file.save(SAM.edited("ask.mind", "van mij"))
    assert saved.note
    assert saved.note.reason == "both-kept"
    assert library.path(there).read_bytes() == theirs
    assert (saved.note.values["there"], saved.note.values["here"]) == (there, file.name)
    assert prep_toml.load(library.path(file.name)).prep.ask.mind == "van mij"
    assert file.record(saved.prep.edited("ask.mind", "van mij."), "ask.mind")
    library.write(there).close()


@pytest.mark.parametrize("damage", [b"", b"format = 1\n[going\n", b"\xff\xfe", b"format = 2\n"])
def test_a_file_that_was_damaged_outside_stays_as_it_is(damage: bytes, library: Library) -> None:
    file = library.begin(SAM)
    there = file.path
    there.write_bytes(damage)
    saved = file.save(SAM.edited("ask.mind", "van mij"))
    assert saved.note
    assert saved.note.reason == "both-kept"
    assert there.read_bytes() == damage
    assert prep_toml.load(file.path).prep.ask.mind == "van mij"


def test_a_file_that_is_gone_comes_back(library: Library) -> None:
    file = library.begin(SAM)
    file.path.unlink()
    saved = file.look()
    assert saved.note
    assert saved.note.reason == "was-gone"
    assert prep_toml.load(file.path).prep == SAM


def test_a_folder_that_is_gone_comes_back_with_a_lock(library: Library) -> None:
    file = library.begin(SAM)
    moved = library.folder.rename(library.folder.with_name("elders"))
    file.save(SAM.edited("ask.mind", "van mij"))
    assert prep_toml.load(file.path).prep.ask.mind == "van mij"
    assert prep_toml.load(moved / file.path.name).prep == SAM
    with pytest.raises(Problem, match="in-use"):
        library.write(file.name)


def test_a_folder_that_comes_back_while_we_look_for_it_is_written_in(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, away = library.begin(SAM), library.folder.with_name("elders")
    library.folder.rename(away).with_name(library.folder.name).touch()

    real = reading.read_text

    def back_after(path: Path) -> str:
        try:
            return real(path)
        finally:
            if away.exists():
                library.folder.unlink()
                away.rename(library.folder)

    monkeypatch.setattr(reading, "read_text", back_after)
    assert file.save(SAM.edited("ask.mind", "van mij")).note is None
    assert [entry.name for entry in library.list()] == [file.name]
    assert prep_toml.load(file.path).prep.ask.mind == "van mij"


def test_nothing_outside_changed_means_nothing_is_written(library: Library) -> None:
    file = library.begin(SAM)
    before = file.path.stat().st_mtime_ns
    assert file.look() == (SAM, None)
    assert file.path.stat().st_mtime_ns == before


def test_comments_by_hand_stay_until_something_changes(library: Library) -> None:
    file = library.begin(SAM)
    with file.path.open("a") as by_hand:
        by_hand.write("# onze aantekening\n")
    assert file.look() == (SAM, None)
    assert "onze aantekening" in file.path.read_text()
    file.save(SAM.edited("ask.mind", "x"))
    assert "onze aantekening" in file.versions.list()[0].read()


def test_the_last_ten_states_are_kept_in_their_order_whatever_the_clock(tmp_path: Path) -> None:
    states = Versions(tmp_path / "sam")
    for number in range(KEPT + 3):
        states.keep(f"format = {number}")
    states.keep(f"format = {number}")
    assert [state.read() for state in states.list()] == [f"format = {n}" for n in range(KEPT + 2, 2, -1)]


def test_a_state_every_ten_minutes_of_work(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(states.time, "monotonic", lambda: now[0])
    file = library.begin(SAM)
    prep = SAM
    for letter in "abcdef":
        prep = prep.edited("ask.mind", prep.ask.mind + letter)
        file.save(prep)
        now[0] += 240
    found = [prep_toml.load(state.path).prep.ask.mind for state in file.versions.list()]
    assert found == ["abc", ""]


def test_a_damaged_file_gets_its_last_good_state_and_is_kept(library: Library) -> None:
    file = library.begin(SAM)
    file.save(SAM.edited("ask.mind", "x"))
    file.close()
    file.path.write_bytes(b"half")
    with pytest.raises(Problem, match="toml-cut"):
        library.write(file.name)
    aside = maintenance.repair(library.folder, file.name)
    assert aside.read_bytes() == b"half"
    assert library.write(file.name).prep == SAM
    with pytest.raises(Problem, match="no-earlier"):
        maintenance.repair(library.folder, "onbekend")


def test_a_journal_that_cannot_be_read_hinders_no_repair_and_hides_nothing_that_goes_wrong_in_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = library.begin(SAM)
    file.save(SAM.edited("ask.mind", "x"))
    file.close(keep=True)
    file.path.write_bytes(b"half")
    kept = journal_path(library.folder, file.name)
    noted = kept.read_bytes()

    def unreadable(data: bytes) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("gespreksklaar.content.store.journal_lock.read_left", unreadable)
    aside = maintenance.repair(library.folder, file.name)
    assert aside
    assert (aside.read_bytes(), kept.read_bytes()) == (b"half", noted)
    shutil.rmtree(library.folder / ".states")
    file.path.write_bytes(b"half")
    with pytest.raises(Problem, match="no-earlier"):
        maintenance.repair(library.folder, file.name)
    assert not is_held(kept)


def test_a_damaged_file_that_another_session_has_is_not_repaired(library: Library) -> None:
    file = library.begin(SAM)
    file.save(SAM.edited("ask.mind", "x"))
    file.path.write_bytes(b"half")
    with pytest.raises(Problem, match="in-use"):
        maintenance.repair(library.folder, file.name)
    assert file.path.read_bytes() == b"half"


def test_the_bin_keeps_thirty_days_and_empties_on_request(library: Library) -> None:
    for child in ("Sam", "Noor", "Kim"):
        library.create(Prep().edited("going.child", child))
        library.delete(f"{child.lower()}-gesprek")
    old, _, new = reversed(library.trash.list())
    assert (old.name, new.name) == ("sam-gesprek", "kim-gesprek")
    earlier, later = datetime.now() - timedelta(days=31), datetime.now() + timedelta(days=400)
    old.path.rename(old.path.with_name(f"{earlier:%Y%m%d-%H%M%S-%f}-sam-gesprek.toml"))
    new.path.rename(new.path.with_name(f"{later:%Y%m%d-%H%M%S-%f}-kim-gesprek.toml"))
    maintenance.tidy(library.folder)
    assert {entry.name for entry in library.trash.list()} == {"noor-gesprek", "kim-gesprek"}, "a clock can go back"
    assert library.bring_back(library.trash.list()[1]) == "noor-gesprek"
    assert Trash(library.folder).empty() == 1
    assert library.trash.list() == []


def test_what_is_taken_away_while_the_clock_is_back_waits_its_thirty_days(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Early(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Early:
            return cls(2020, 1, 1, tzinfo=tz)

    name = library.create(SAM)
    with monkeypatch.context() as back:
        back.setattr(trash, "datetime", Early)
        library.delete(name)
    maintenance.tidy(library.folder)
    assert [entry.name for entry in library.trash.list()] == [name]


def test_what_is_left_of_a_prep_that_was_taken_out_by_hand_goes_after_thirty_days(library: Library) -> None:
    names = {days: library.create(SAM) for days in (29, 31)}
    for days, name in names.items():
        file = library.write(name)
        file.save(SAM.edited("ask.mind", "x"))
        file.close(keep=True)
        file.path.unlink()
        for left in (library.folder / f".{name}.journal", library.folder / ".states" / name):
            os.utime(left, (time.time() - days * 24 * 3600,) * 2)
    maintenance.tidy(library.folder)
    left = {path.name for path in (*library.folder.glob(".*.journal"), *(library.folder / ".states").iterdir())}
    assert left == {f".{names[29]}.journal", names[29]}


@pytest.mark.parametrize("age", [timedelta(0), timedelta(hours=23)])
def test_what_another_session_is_writing_at_this_moment_stays(library: Library, age: timedelta) -> None:
    halves = cut_off_writes(library.folder)
    for half in halves:
        os.utime(half, (time.time() - age.total_seconds(),) * 2)
    maintenance.tidy(library.folder)
    assert [half for half in halves if not half.exists()] == []


def test_of_a_cut_off_write_what_is_left_goes_after_a_day_and_nothing_of_anybody_else(library: Library) -> None:
    halves = cut_off_writes(library.folder)
    names = (".mine.new", ".abcd1234.new", ".gespreksklaar-mine.new", ".gespreksklaar-abcd1234.new~", "sam.journal.new")
    others = [library.folder / name for name in names]
    for other in others:
        other.write_text("not ours")
    for path in (*halves, *others):
        os.utime(path, (time.time() - 25 * 3600,) * 2)
    maintenance.tidy(library.folder)
    assert [half for half in halves if half.exists()] == []
    assert [other for other in others if not other.exists()] == []


def cut_off_writes(folder: Path) -> list[Path]:
    """What a kill leaves of a file that was being written whole, and of a journal that was written anew."""
    folder.mkdir(exist_ok=True)

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    journal = Journal(folder / "sam.toml")
    with pytest.MonkeyPatch.context() as killed:
        killed.setattr(os, "replace", kill)
        with suppress(KeyboardInterrupt):
            journal.add("x")
        killed.setattr(os, "unlink", kill)
        with suppress(KeyboardInterrupt):
            writing.write_text(folder / "sam.toml", "x")
    journal.close()
    halves = list(folder.glob(".*.new"))
    assert len(halves) == 2
    return halves


def test_what_belongs_to_a_prep_that_is_there_stays_however_long_it_was_not_touched(library: Library) -> None:
    file = library.write(library.create(SAM))
    file.save(SAM.edited("ask.mind", "x"))
    file.close(keep=True)
    own = (journal_path(library.folder, file.name), library.folder / ".states" / file.name)
    for path in own:
        os.utime(path, (time.time() - 400 * 24 * 3600,) * 2)
    maintenance.tidy(library.folder)
    assert [path for path in own if not path.exists()] == []
    assert len(library.write(file.name).versions.list()) == 1


def test_states_go_along_to_the_bin_and_back_and_with_a_new_name(library: Library) -> None:
    file = library.begin(SAM)
    file.save(SAM.edited("ask.mind", "x"))
    file.close()
    name = library.rename(file.name, "anders")
    library.delete(name)
    assert not Versions(library.folder / ".states" / name).list()
    assert library.undo_delete() == name
    assert len(library.write(name).versions.list()) == 1


def test_brought_together_with_words_that_are_no_day() -> None:
    ours = SAM.edited("unread", {"going.day": "in mei"})
    together = merged(SAM, ours, SAM.edited("going.place", "hal"))
    assert together
    assert (together.unread, together.going.place) == ({"going.day": "in mei"}, "hal")


def test_brought_together_field_by_field() -> None:
    ours, theirs = SAM.edited("ask.mind", "a"), SAM.edited("going.place", "b")
    both = merged(SAM, ours, theirs)
    assert both
    assert (both.ask.mind, both.going.place) == ("a", "b")
    assert merged(SAM, ours, SAM.edited("ask.mind", "c")) is None
    assert merged(SAM, ours, ours) == ours
    assert merged(SAM, SAM, theirs) == theirs


def test_another_order_of_a_list_is_a_change_too(library: Library) -> None:
    def lines(prep: Prep) -> list[str]:
        return list(prep.ask.questions)

    begun = SAM.edited("ask.questions", {"a": {"text": "A?"}, "b": {"text": "B?"}})
    file = library.begin(begun)
    turned = SAM.edited("ask.questions", {"b": {"text": "B?"}, "a": {"text": "A?"}})
    file.record(turned, "ask.questions")
    file.save(turned)
    assert lines(prep_toml.load(file.path).prep) == ["b", "a"]
    file.record(begun, "ask.questions")
    cut_off(file)
    assert list(maintenance.recover(library.folder)) == [file.name]
    assert lines(prep_toml.load(file.path).prep) == ["a", "b"]


def test_every_value_of_a_prep_has_a_path() -> None:
    def leaves(value: object, above: str = "") -> set[str]:
        inside = value.items() if isinstance(value, dict) and value else ()
        return {leaf for name, each in inside for leaf in leaves(each, f"{above}{name}.")} or {above.rstrip(".")}

    assert leaves(Prep().model_dump()) == {*all_paths(), "format", "id", "created"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("agree.goal.mark", "only-me"), ("talk.child_there", True), ("talk.began", datetime(2026, 12, 3, 15, 40)),
        ("words", {"opp": {}}), ("unread", {"going.day": "na carnaval"}), ("ask.mind", "rekenen"),
        ("ask.questions", {"b": {}, "a": {}}),
    ],
)  # fmt: skip
def test_whatever_field_it_is_what_came_from_outside_leaves_ours(path: str, value: object) -> None:
    base = SAM.edited("ask.questions", {"a": {}, "b": {}})
    ours = base.edited(path, value)
    together = merged(base, ours, base.edited("going.place", "lokaal 4"))
    assert together
    assert together.going.place == "lokaal 4"
    assert is_same(together.get(path), ours.get(path))


def test_what_was_saved_here_and_undone_outside_is_among_the_earlier_states(library: Library) -> None:
    file = library.begin(SAM)
    old = file.path.read_text()
    said = SAM.edited("child.report", "wat het kind vertelde")
    file.save(said)
    # An editor that had the old file open saves it, with a change of its own.
    file.path.write_text(old + "extra = 1\n")
    assert file.save(said.edited("going.place", "lokaal 4")).prep.child.report == ""
    kept = [prep_toml.load(state.path).prep.child.report for state in file.versions.list()]
    assert "wat het kind vertelde" in kept


def test_what_came_from_outside_while_nothing_could_be_written_is_taken_in_later(library: Library) -> None:
    file = library.begin(SAM)
    ours = SAM.edited("ask.mind", "rekenen")
    change(library, file.name, "going.place", "lokaal 4")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(prep_toml, "save_text", no_room)
        for _ in range(20):
            with pytest.raises(Problem):
                file.save(ours)
    saved = file.save(ours)
    assert (saved.prep.going.place, saved.prep.ask.mind) == ("lokaal 4", "rekenen")
    assert prep_toml.load(file.path).prep == saved.prep
    assert len(file.versions.list()) == 2


def test_another_prep_that_came_in_its_place_is_not_mixed_with_it(library: Library) -> None:
    file = library.begin(SAM)
    noor, there = Prep().edited("going.child", "Noor"), file.path
    prep_toml.save(there, noor)
    saved = file.save(SAM.edited("ask.mind", "rekenen"))
    assert saved.note
    assert saved.note.reason == "both-kept"
    assert prep_toml.load(there).prep == noor
    assert prep_toml.load(file.path).prep.ask.mind == "rekenen"


def test_a_file_by_hand_without_an_id_can_be_changed_by_hand_meanwhile(library: Library) -> None:
    library.create(SAM)
    path = library.path("hand")
    path.write_text("format = 1\n")
    file = library.write("hand")
    path.write_text('format = 1\n[going]\nplace = "lokaal 4"\n')
    saved = file.save(file.prep.edited("ask.mind", "rekenen"))
    assert (saved.prep.going.place, saved.prep.ask.mind) == ("lokaal 4", "rekenen")


def make_it_gone(library: Library) -> None:
    """Take the folder away, so that no other comes in its place."""
    shutil.rmtree(library.folder)
    library.folder.write_text("")


def test_where_the_folder_is_gone_nobody_is_told_that_the_text_comes_back(library: Library) -> None:
    session = opened(library, SAM)
    session.edit("ask.mind", "rekenen")
    assert session.on_disk
    make_it_gone(library)
    assert not session.save()
    assert not session.on_disk
    session.edit("ask.mind", "rekenen en lezen")
    assert not session.on_disk, "in memory alone"


def test_what_was_saved_and_is_gone_is_not_saved(library: Library) -> None:
    session = opened(library, SAM)
    assert session.save()
    make_it_gone(library)
    assert not session.save()
    assert session.unsaved
    assert not session.on_disk
    library.folder.unlink()
    assert session.save()
    assert prep_toml.load(library.path(session.name)).prep == SAM


@pytest.mark.parametrize("there", [None, Prep().edited("going.child", "Noor")])
def test_what_was_noted_while_the_file_was_gone_comes_back_beside_what_is_there(
    there: Prep | None, library: Library
) -> None:
    file = library.begin(SAM)
    name, path = file.name, file.path
    path.unlink()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(prep_toml, "save_text", no_room)
        with pytest.raises(Problem):
            file.save(SAM)
        assert file.record(SAM.edited("ask.mind", "rekenen"), "ask.mind")
    cut_off(file)
    if there:
        prep_toml.save(path, there)
    assert maintenance.recover(library.folder)
    found = {entry.child: prep_toml.load(library.path(entry.name)).prep.ask.mind for entry in library.list()}
    assert found == {"Sam": "rekenen"} | ({"Noor": ""} if there else {})
    assert there is None or prep_toml.load(path).prep == there, name


def no_room(path: Path, *_: object) -> None:
    raise Problem("not-written-full", where=str(path))


def test_a_journal_whose_name_another_session_took_is_left_to_it(library: Library) -> None:
    file = library.begin(SAM)
    journal = journal_path(library.folder, file.name)
    journal.unlink()
    other = library.write(file.name)
    inode = journal.stat().st_ino
    assert not file.record(SAM.edited("ask.mind", "hier"), "ask.mind")
    assert not file.record(SAM.edited("ask.mind", "hier"))
    assert journal.stat().st_ino == inode
    other.close()


def crafted(*lines: object) -> bytes:
    """A journal with right checksums, as anybody can write one."""
    bodies = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return b"".join(b"%08x %s\n" % (zlib.crc32(body), body) for body in bodies)


CRAFTED: dict[str, object] = {
    "a deep line": b"[" * 100_000,
    "a deep value": {"set": "x", "to": f"x = {'[' * 5_000}"},
    "a long number": {"set": "x", "to": f"x = {'9' * 5_000}"},
    "a number that can't be written": {"set": "x", "to": f"x = 0x{'f' * 50_000}"},
    "many dots": {"set": "x", "to": f"{'a.' * 50_000}b = 1"},
    "no TOML": {"whole": "geen TOML"},
    "no prep": {"whole": "x = 1"},
    "too large": {"whole": "x = 1\n" * 100_000},
    "another format": {"set": "format", "to": 'format = "een"'},
    "no format": {"set": "format", "to": ""},
    "half a character": {"set": "x", "to": 'x = "\ud800"'},
    "a key of half a character": {"set": "child.likes", "to": '[likes."\ud800"]'},
    "a path of half a character": {"set": "child.\ud800", "to": "x = 1"},
    "a whole with half a character": {"whole": 'format = 1\nx = "\ud800"'},
    "a newer format": {"set": "format", "to": "format = 2"},
    "a wrong value": {"set": "going.kind", "to": "kind = 12"},
}


@pytest.mark.parametrize("name_of", CRAFTED)
def test_a_journal_is_trusted_no_more_than_a_file(name_of: str, library: Library) -> None:
    file = library.begin(SAM)
    name, text = file.name, file.path.read_text()
    file.close()
    journal = journal_path(library.folder, name)
    journal.write_bytes(data := crafted({"base": text}, CRAFTED[name_of]))
    maintenance.recover(library.folder)
    assert library.open(name).prep == SAM
    if name_of == "a newer format":
        with pytest.raises(Problem, match="newer"):
            library.write(name, even_alone=True)
        assert journal.read_bytes() == data
        return
    again = library.write(name, even_alone=True)
    assert again.prep == SAM
    again.close()
    kept = [path.read_bytes() for path in library.folder.glob(".*.damaged-*")]
    assert kept == ([data] if again.note and again.note.reason == "journal-aside" else [])


def test_a_pipe_or_a_link_in_the_place_of_a_journal_stops_nobody(library: Library) -> None:
    name = library.create(SAM)
    journal = journal_path(library.folder, name)
    elsewhere = library.folder / "elders"
    elsewhere.write_bytes(b"")
    for make in (lambda: os.mkfifo(journal), lambda: journal.symlink_to(elsewhere)):
        make()
        maintenance.recover(library.folder)
        assert library.open(name).prep == SAM
        file = library.write(name)
        file.save(SAM.edited("ask.mind", "rekenen"))
        file.close()
        file = library.write(name)
        file.save(SAM)
        file.close()
        journal.unlink()
    assert elsewhere.read_bytes() == b""


def test_a_share_that_refuses_a_held_lock_means_in_use(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    name = library.create(SAM)
    real = fcntl.flock

    def refused(handle: int, how: int) -> None:
        if os.readlink(f"/proc/self/fd/{handle}").endswith(".journal"):
            raise PermissionError(errno.EACCES, "made up")
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", refused)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        with pytest.raises(Problem) as caught:
            library.write(name)
        assert caught.value.reason == "in-use"
        with pytest.raises(Problem):
            library.begin(SAM)
    assert [entry.name for entry in library.list()] == [name]
    assert len(os.listdir("/proc/self/fd")) <= before


def test_a_disk_that_tells_only_at_the_closing_breaks_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = os.close

    def full(handle: int) -> None:
        close(handle)
        raise OSError(errno.EDQUOT, "made up")

    file = library.begin(SAM)
    with monkeypatch.context() as patched:
        patched.setattr(os, "close", full)
        assert file.record(SAM.edited("ask.mind", "een"))
        assert file.record(SAM.edited("ask.mind", "een twee"), "ask.mind")
        assert library.open(file.name).prep.ask.mind == "een twee"
        cut_off(file)
    assert library.open(file.name).prep.ask.mind == "een twee"


def test_a_prep_with_a_long_name_comes_back_under_that(library: Library) -> None:
    library.create(SAM)
    path = library.path("x" * 240)
    os.rename(library.path(library.list()[0].name), path)
    file = library.write(path.stem)
    file.record(SAM.edited("ask.mind", "rekenen"), "ask.mind")
    cut_off(file)
    assert list(maintenance.recover(library.folder)) == [path.stem]
    assert [entry.name for entry in library.list()] == [path.stem]
    assert prep_toml.load(path).prep.ask.mind == "rekenen"

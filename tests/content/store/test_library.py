"""The folder of preps: what can be done with them, and that nothing of it loses one."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from gespreksklaar.content.prep.agreement_index import QUESTION
from gespreksklaar.content.prep.declaration import Agree, Agreement, Before, Child, Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Shelf, next_talk
from gespreksklaar.content.store.versions import states_of
from gespreksklaar.content.words.problems import Problem
from tests.content.preps import STORIES


def prep(child: str = "Sam", day: date | None = None) -> Prep:
    return Prep().edited("going.child", child).edited("going.kind", "progress").edited("going.day", day)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "preps")


def test_an_empty_or_missing_folder_has_no_preps_and_is_not_made(shelf: Shelf) -> None:
    assert shelf.list() == []
    assert not shelf.folder.exists()


def test_the_name_tells_child_kind_and_day_and_is_never_taken_twice(shelf: Shelf) -> None:
    assert shelf.create(prep("Zoë-Łucja", date(2026, 12, 3))) == "zoe-ucja-progress-2026-12-03"
    assert shelf.create(prep("Zoë-Łucja", date(2026, 12, 3))) == "zoe-ucja-progress-2026-12-03-2"
    assert shelf.create(Prep()) == "gesprek"
    assert shelf.create(prep("../../etc/passwd")) == "etc-passwd-progress"
    assert shelf.create(prep("سام")) == "progress"


def test_the_newest_talk_comes_first_and_a_broken_file_stops_nothing(shelf: Shelf) -> None:
    for day in (3, 17, 10):
        shelf.create(prep("Sam", date(2026, 12, day)))
    (shelf.folder / "stuk.toml").write_bytes(b"\xff\xfe")
    (shelf.folder / "anders.toml").write_text('title = "geen gesprek"\n')
    found = {glance.name: glance.problem for glance in shelf.list()}
    assert list(found)[:3] == [f"sam-progress-2026-12-{day}" for day in ("17", "10", "03")]
    assert found["stuk"] is not None
    assert found["stuk"].reason == "not-utf8"
    assert found["anders"] is not None
    assert found["anders"].reason == "no-format"


def test_delete_and_bring_back_leave_the_same_bytes(shelf: Shelf) -> None:
    names = [shelf.create(prep("Sam")), shelf.create(prep("Noor"))]
    before = [shelf.path(name).read_bytes() for name in names]
    for name in names:
        shelf.delete(name)
    assert shelf.list() == []
    assert shelf.undo_delete() == names[1]
    assert shelf.undo_delete() == names[0]
    assert [shelf.path(name).read_bytes() for name in names] == before
    with pytest.raises(Problem):
        shelf.undo_delete()


def test_a_folder_in_the_bin_and_one_that_was_emptied_meanwhile_stop_nothing(shelf: Shelf) -> None:
    (shelf.folder / "map.toml").mkdir(parents=True)
    shelf.delete("map")
    shelf.delete(shelf.create(STORIES["full"]))
    binned = shelf.bin.list()
    assert shelf.bin.empty() == 1
    assert [left.name for left in shelf.bin.list()] == ["map"], "nobody knows what is in it"
    with pytest.raises(Problem, match="nothing-deleted"):
        shelf.bring_back(binned[0])


def test_rename_never_replaces_another_prep(shelf: Shelf) -> None:
    first, second = shelf.create(prep("Sam")), shelf.create(prep("Noor"))
    assert shelf.rename(first, second) == f"{second}-2"
    assert shelf.rename(second, "Gesprek met juf / mei") == "gesprek-met-juf-mei"
    assert {glance.child for glance in shelf.list()} == {"Sam", "Noor"}


def test_a_file_from_elsewhere_is_taken_over_and_left_as_it_is(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "Van Oma.toml"
    file.write_text('format = 1\n[going]\nchild = "Sam"\n')
    before = file.read_bytes()
    assert shelf.import_file(file) == "van-oma"
    assert shelf.open("van-oma").prep.going.child == "Sam"
    assert file.read_bytes() == before
    with pytest.raises(Problem):
        shelf.import_file(tmp_path / "weg.toml")


def test_the_next_talk_starts_with_who_and_what_not_with_when_and_agreed() -> None:
    full = (
        prep("Sam", date(2026, 12, 3))
        .edited("ask.questions", {"strong-points": Item(top=True)})
        .edited("agree.agreements", {"own-1": Agreement(text="bellen")})
        .edited("agree.goal.what", "read-aloud")
        .edited("agree.contact", "next-talk")
    )
    start = next_talk(full)
    assert start.id != full.id
    assert (start.going.child, start.going.kind, start.going.day) == ("Sam", "progress", None)
    assert start.ask == full.ask
    assert not start.agree.agreements
    assert start.agree.goal.what == start.agree.contact == ""


def test_a_name_that_is_nearly_right_is_offered(shelf: Shelf) -> None:
    shelf.create(prep("Sam"))
    with pytest.raises(Problem) as caught:
        shelf.open("sam-progres")
    assert caught.value.values == {"name": "sam-progres", "near": "sam-progress"}
    assert shelf.open("sam-progress.toml").prep.going.child == "Sam"


def test_a_name_never_leads_out_of_the_folder(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "geheim.toml").write_text("format = 1\n")
    shelf.create(prep())
    with pytest.raises(Problem):
        shelf.open("../geheim")


def test_a_prep_without_a_day_stands_where_it_was_changed(shelf: Shelf) -> None:
    old, new, draft = (shelf.create(prep("Sam", day)) for day in (date(2001, 1, 1), date(2099, 1, 1), None))
    assert [glance.name for glance in shelf.list()] == [new, draft, old]


def test_a_name_that_was_begun_is_offered(shelf: Shelf) -> None:
    shelf.create(prep("Sam", date(2026, 12, 3)))
    with pytest.raises(Problem) as caught:
        shelf.find("Sam")
    assert caught.value.values["near"] == "sam-progress-2026-12-03"
    with pytest.raises(Problem) as caught:
        shelf.find("\x1b[31mzz")
    assert caught.value.reason == "no-such-prep"
    assert caught.value.values == {"name": "[31mzz"}


def test_two_sessions_never_take_the_same_name(shelf: Shelf) -> None:
    other = Shelf(shelf.folder)
    names = [shelf.create(prep("Sam")), other.create(prep("Sam")), shelf.copy("sam-progress")]
    other.delete(names[0])
    names[0] = shelf.create(prep("Sam"))
    assert other.undo_delete() not in names
    assert len(shelf.list()) == 4


def test_what_can_not_be_written_leaves_no_name_taken(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    name = shelf.create(prep("Sam"))
    shelf.delete(name)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuse)
        for do in (lambda: shelf.create(prep("Noor")), shelf.undo_delete):
            with pytest.raises(Problem):
                do()
        assert shelf.list() == []
    assert shelf.undo_delete() == name


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem):
        Shelf(tmp_path / "file" / "preps").create(prep())


def test_a_copy_is_a_start_for_the_next_talk(shelf: Shelf) -> None:
    for story in STORIES.values():
        name = shelf.create(story)
        before = shelf.path(name).read_bytes()
        start = shelf.open(shelf.copy(name)).prep
        assert shelf.path(name).read_bytes() == before
        kept = ("child", "kind", "minutes", "place", "people", "companions")
        assert [getattr(start.going, key) for key in kept] == [getattr(story.going, key) for key in kept]
        asked = {key: item for key, item in story.ask.questions.items() if not key.startswith(QUESTION)}
        assert (start.ask.questions, start.tell, start.agree.phrases) == (asked, story.tell, story.agree.phrases)
        assert (start.going.day, start.going.start, start.going.attend, start.going.expect) == (None, None, "", "")
        assert (start.child, start.ask.mind, start.before) == (Child(), "", Before())
        assert start.agree == Agree(phrases=story.agree.phrases)


def test_five_hundred_preps_are_listed_without_a_wait(shelf: Shelf) -> None:
    name = shelf.create(STORIES["full"])
    data = shelf.path(name).read_bytes()
    for number in range(499):
        shelf.path(f"prep-{number}").write_bytes(data)
    begun = process_time()
    assert len(shelf.list()) == 500
    # Half a second on a machine for people; test machines are slower and busier.
    assert process_time() - begun < 2
    begun = process_time()
    assert len(shelf.list()) == 500
    assert process_time() - begun < 0.2


def test_a_name_that_was_another_preps_offers_nothing_of_that_one(shelf: Shelf) -> None:
    for come in (lambda: shelf.create(prep("Noor")), lambda: shelf.rename(shelf.create(prep("Lot")), "noor-progress")):
        first = shelf.create(prep("Noor"))
        with closing(shelf.write(first)) as file:
            file.save(file.prep.edited("ask.mind", "van een ander"))
        assert states_of(shelf.folder, first).list()
        # By hand, and what is kept beside it stays behind.
        shelf.path(first).rename(shelf.folder.parent / "elders.toml")
        name = come()
        assert name == first
        assert states_of(shelf.folder, name).list() == []
        shelf.delete(name)

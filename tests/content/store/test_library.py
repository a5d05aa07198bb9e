"""The folder of preps: what can be done with them, and that nothing of it loses one."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from gespreksklaar.content.guidance.bank import kinds
from gespreksklaar.content.prep.agreement_index import QUESTION
from gespreksklaar.content.prep.declaration import Agree, Agreement, Before, Child, Item
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library, next_talk, slug
from gespreksklaar.content.store.versions import versions_of
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from tests.content.preps import STORIES


def prep(child: str = "Sam", day: date | None = None) -> Prep:
    return Prep().edited("going.child", child).edited("going.kind", "progress").edited("going.day", day)


def test_an_empty_or_missing_folder_has_no_preps_and_is_not_made(library: Library) -> None:
    assert library.list() == []
    assert not library.folder.exists()


def test_the_name_tells_child_kind_and_day_and_is_never_taken_twice(library: Library) -> None:
    assert library.create(prep("Zoë-Łucja", date(2026, 12, 3))) == "zoe-ucja-voortgangsgesprek-2026-12-03"
    assert library.create(prep("Zoë-Łucja", date(2026, 12, 3))) == "zoe-ucja-voortgangsgesprek-2026-12-03-2"
    assert library.create(Prep()) == "gesprek"
    assert library.create(prep("../../etc/passwd")) == "etc-passwd-voortgangsgesprek"
    assert library.create(prep("سام")) == "voortgangsgesprek"


def test_a_name_is_in_the_language_of_the_user_and_own_words_stay(tmp_path: Path) -> None:
    language = ["nl"]
    library = Library(tmp_path, lambda: Texts(language[0]))
    assert library.suggested_name(prep()) == "sam-voortgangsgesprek"
    language[0] = "en"
    assert library.suggested_name(prep()) == "sam-progress-meeting"
    assert library.suggested_name(prep().edited("going.kind", "Over pesten")) == "sam-over-pesten"
    words = {key: Texts("nl")(f"kinds.{key}.name") for key in kinds()}
    for key, name in words.items():
        assert Library(tmp_path).suggested_name(prep("").edited("going.kind", key)) == slug(name)


def test_the_newest_talk_comes_first_and_a_broken_file_stops_nothing(library: Library) -> None:
    for day in (3, 17, 10):
        library.create(prep("Sam", date(2026, 12, day)))
    (library.folder / "stuk.toml").write_bytes(b"\xff\xfe")
    (library.folder / "anders.toml").write_text('title = "geen gesprek"\n')
    found = {summary.name: summary.problem for summary in library.list()}
    assert list(found)[:3] == [f"sam-voortgangsgesprek-2026-12-{day}" for day in ("17", "10", "03")]
    assert found["stuk"] is not None
    assert found["stuk"].reason == "not-utf8"
    assert found["anders"] is not None
    assert found["anders"].reason == "no-format"


def test_delete_and_bring_back_leave_the_same_bytes(library: Library) -> None:
    names = [library.create(prep("Sam")), library.create(prep("Noor"))]
    before = [library.path(name).read_bytes() for name in names]
    for name in names:
        library.delete(name)
    assert library.list() == []
    assert library.undo_delete() == names[1]
    assert library.undo_delete() == names[0]
    assert [library.path(name).read_bytes() for name in names] == before
    with pytest.raises(Problem):
        library.undo_delete()


def test_a_folder_in_the_bin_and_one_that_was_emptied_meanwhile_stop_nothing(library: Library) -> None:
    (library.folder / "map.toml").mkdir(parents=True)
    library.delete("map")
    library.delete(library.create(STORIES["full"]))
    trashed = library.trash.list()
    assert library.trash.empty() == 1
    assert [left.name for left in library.trash.list()] == ["map"], "nobody knows what is in it"
    with pytest.raises(Problem, match="nothing-deleted"):
        library.bring_back(trashed[0])


def test_rename_never_replaces_another_prep(library: Library) -> None:
    first, second = library.create(prep("Sam")), library.create(prep("Noor"))
    assert library.rename(first, second) == f"{second}-2"
    assert library.rename(second, "Gesprek met juf / mei") == "gesprek-met-juf-mei"
    assert {summary.child for summary in library.list()} == {"Sam", "Noor"}


def test_a_file_from_elsewhere_is_taken_over_and_left_as_it_is(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "Van Oma.toml"
    file.write_text('format = 1\n[going]\nchild = "Sam"\n')
    before = file.read_bytes()
    assert library.import_file(file) == "van-oma"
    assert library.open("van-oma").prep.going.child == "Sam"
    assert file.read_bytes() == before
    with pytest.raises(Problem):
        library.import_file(tmp_path / "weg.toml")


def test_the_next_talk_starts_with_who_and_what_not_with_when_and_agreed() -> None:
    full = (
        prep("Sam", date(2026, 12, 3))
        .edited("ask.questions", {"strong-points": Item(top=True)})
        .edited("agree.agreements", {"own-1": Agreement(text="bellen")})
        .edited("agree.goal.what", "read-aloud")
        .edited("agree.contact", "next-talk")
        .edited("going.expect", "hear")
    )
    start = next_talk(full)
    assert full.going.expect
    assert not start.going.expect
    assert start.id != full.id
    assert (start.going.child, start.going.kind, start.going.day) == ("Sam", "progress", None)
    assert start.ask == full.ask
    assert not start.agree.agreements
    assert start.agree.goal.what == start.agree.contact == ""


def test_a_name_that_is_nearly_right_is_offered(library: Library) -> None:
    library.create(prep("Sam"))
    with pytest.raises(Problem) as caught:
        library.open("sam-voortgangsgespre")
    assert caught.value.values == {"name": "sam-voortgangsgespre", "near": "sam-voortgangsgesprek"}
    assert library.open("sam-voortgangsgesprek.toml").prep.going.child == "Sam"


def test_a_name_never_leads_out_of_the_folder(library: Library, tmp_path: Path) -> None:
    (tmp_path / "geheim.toml").write_text("format = 1\n")
    library.create(prep())
    with pytest.raises(Problem):
        library.open("../geheim")


def test_a_prep_without_a_day_stands_where_it_was_changed(library: Library) -> None:
    old, new, draft = (library.create(prep("Sam", day)) for day in (date(2001, 1, 1), date(2099, 1, 1), None))
    assert [summary.name for summary in library.list()] == [new, draft, old]


def test_a_name_that_was_begun_is_offered(library: Library) -> None:
    library.create(prep("Sam", date(2026, 12, 3)))
    with pytest.raises(Problem) as caught:
        library.find("Sam")
    assert caught.value.values["near"] == "sam-voortgangsgesprek-2026-12-03"
    with pytest.raises(Problem) as caught:
        library.find("\x1b[31mzz")
    assert caught.value.reason == "no-such-prep"
    assert caught.value.values == {"name": "[31mzz"}


def test_two_sessions_never_take_the_same_name(library: Library) -> None:
    other = Library(library.folder)
    names = [library.create(prep("Sam")), other.create(prep("Sam")), library.copy("sam-voortgangsgesprek")]
    other.delete(names[0])
    names[0] = library.create(prep("Sam"))
    assert other.undo_delete() not in names
    assert len(library.list()) == 4


def test_what_can_not_be_written_leaves_no_name_taken(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    name = library.create(prep("Sam"))
    library.delete(name)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuse)
        for do in (lambda: library.create(prep("Noor")), library.undo_delete):
            with pytest.raises(Problem):
                do()
        assert library.list() == []
    assert library.undo_delete() == name


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem):
        Library(tmp_path / "file" / "preps").create(prep())


def test_a_copy_is_a_start_for_the_next_talk(library: Library) -> None:
    for story in STORIES.values():
        name = library.create(story)
        before = library.path(name).read_bytes()
        start = library.open(library.copy(name)).prep
        assert library.path(name).read_bytes() == before
        kept = ("child", "kind", "minutes", "place", "people", "companions")
        assert [getattr(start.going, key) for key in kept] == [getattr(story.going, key) for key in kept]
        asked = {key: item for key, item in story.ask.questions.items() if not key.startswith(QUESTION)}
        assert (start.ask.questions, start.tell, start.agree.phrases) == (asked, story.tell, story.agree.phrases)
        assert (start.going.day, start.going.start, start.going.attend, start.going.expect) == (None, None, "", "")
        assert (start.child, start.ask.mind, start.before) == (Child(), "", Before())
        assert start.agree == Agree(phrases=story.agree.phrases)


def test_five_hundred_preps_are_listed_without_a_wait(library: Library) -> None:
    name = library.create(STORIES["full"])
    data = library.path(name).read_bytes()
    for number in range(499):
        library.path(f"prep-{number}").write_bytes(data)
    begun = process_time()
    assert len(library.list()) == 500
    # Half a second on a machine for people; test machines are slower and busier.
    assert process_time() - begun < 2
    begun = process_time()
    assert len(library.list()) == 500
    assert process_time() - begun < 0.2


def test_a_name_that_was_another_preps_offers_nothing_of_that_one(library: Library) -> None:
    for come in (
        lambda: library.create(prep("Noor")),
        lambda: library.rename(library.create(prep("Lot")), "noor-voortgangsgesprek"),
    ):
        first = library.create(prep("Noor"))
        with closing(library.write(first)) as file:
            file.save(file.prep.edited("ask.mind", "van een ander"))
        assert versions_of(library.folder, first).list()
        # By hand, and what is kept beside it stays behind.
        library.path(first).rename(library.folder.parent / "elders.toml")
        name = come()
        assert name == first
        assert versions_of(library.folder, name).list() == []
        library.delete(name)

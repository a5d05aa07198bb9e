"""The journal: each change at once on disk, whatever becomes of some of its bytes."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import Mock, patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gespreksklaar.content.prep.declaration import Item
from gespreksklaar.content.prep.fields import LIST_LIMIT
from gespreksklaar.content.prep.model import Prep, is_same
from gespreksklaar.content.store import journal_lock
from gespreksklaar.content.store.journal import Journal
from gespreksklaar.content.store.journal_lines import (
    Change,
    Left,
    TextChange,
    as_line,
    change_between,
    lines_in,
    read_left,
)
from gespreksklaar.content.store.journal_lock import is_held, journal_path
from gespreksklaar.content.words.problems import Problem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return journal_path(tmp_path, "sam")


def opened(path: Path) -> Journal:
    """The journal at this path, that of the prep `sam`."""
    return Journal(path.with_name("sam.toml"))


def test_a_change_is_in_the_file_at_once_and_only_for_its_owner(path: Path) -> None:
    journal = opened(path)
    journal.begin("format = 1\n")
    journal.add(Change("going.child", 'child = "Zoë"\n'))
    left = read_left(path.read_bytes())
    assert (left.base, left.edits) == ("format = 1\n", [(("going", "child"), {"child": "Zoë"})])
    assert left.applied({"going": {"kind": "progress"}}) == {"going": {"kind": "progress", "child": "Zoë"}}
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_field_that_was_emptied_is_gone_and_the_last_word_counts(path: Path) -> None:
    journal = opened(path)
    journal.begin("")
    for toml in ('child = "S"\n', 'child = "Sam"\n', ""):
        journal.add(Change("going.child", toml))
    assert read_left(path.read_bytes()).applied({"going": {"child": "Noor"}}) == {"going": {}}


def test_a_whole_prep_stands_for_all_before_it(path: Path) -> None:
    journal = opened(path)
    journal.begin("format = 1\n")
    journal.add(Change("going.child", 'child = "Sam"\n'))
    journal.add('format = 1\nid = "x"\n')
    journal.add(Change("going.place", 'place = "lokaal 4"\n'))
    left = read_left(path.read_bytes())
    assert left.base == "format = 1\n"
    assert left.applied({"other": 1}) == {"format": 1, "id": "x", "going": {"place": "lokaal 4"}}


def test_a_journal_that_is_thrown_away_while_it_is_taken_is_taken_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, lock = opened(path), fcntl.flock

    def when_the_first_has_let_go(handle: int, how: int) -> None:
        if path.exists():
            first.close()
            monkeypatch.undo()
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", when_the_first_has_let_go)
    second = opened(path)
    second.begin("")
    second.add(Change("going.child", 'child = "Sam"\n'))
    assert read_left(path.read_bytes()).edits == [(("going", "child"), {"child": "Sam"})]
    with pytest.raises(Problem, match="in-use"):
        opened(path)


@pytest.mark.parametrize("days_ago", [0, 1])
def test_since_when_is_when_it_was_opened_however_often_it_was_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch, days_ago: int
) -> None:
    began = datetime.now().replace(hour=7, minute=5) - timedelta(days=days_ago)
    with monkeypatch.context() as then:
        then.setattr("gespreksklaar.content.store.journal.datetime", Mock(now=lambda: began))
        first = opened(path)
    first.begin("")
    assert first.record_whole(Prep())
    with pytest.raises(Problem, match="in-use") as caught:
        opened(path)
    assert caught.value.values["since"] == (f"{began.day}/{began.month} 07:05" if days_ago else "07:05")


def test_one_writer_and_the_next_when_it_is_gone(path: Path) -> None:
    first = opened(path)
    first.begin("")
    with pytest.raises(Problem, match="in-use") as caught:
        opened(path)
    assert caught.value.reason == "in-use"
    assert caught.value.values["since"] != "?"
    assert is_held(path)
    first.close()
    assert not path.exists()
    opened(path).close()


def test_a_file_of_somebody_else_under_its_name_stays_as_it_is(path: Path) -> None:
    theirs = path.with_name("brief.txt")
    theirs.write_text("van de gebruiker")
    path.hardlink_to(theirs)
    journal = opened(path)
    assert not journal.left().changed
    journal.begin("format = 1\n")
    journal.add(Change("going.child", 'child = "Sam"\n'))
    assert theirs.read_text() == "van de gebruiker"
    journal.close()
    assert not path.exists()


@pytest.mark.parametrize("lacks", [False, True])
def test_a_backup_that_shares_its_file_keeps_what_it_had_and_nothing_is_lost(path: Path, lacks: bool) -> None:
    first = opened(path)
    first.begin("format = 1\n")
    first.add(Change("going.child", 'child = "Sam"\n'))
    if lacks:
        first.mark_lacking()
    backup = path.with_name("backup")
    backup.hardlink_to(path)
    with pytest.raises(Problem, match="in-use") as caught:
        opened(path)
    assert caught.value.values["since"] != "?"
    first.close(keep=True)
    kept = backup.read_bytes()
    second = opened(path)
    assert (second.left().edits, second.left().lacks) == ([(("going", "child"), {"child": "Sam"})], lacks)
    second.begin("")
    assert backup.read_bytes() == kept


def test_who_is_killed_holds_nothing_and_leaves_its_changes(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from gespreksklaar.content.store.journal import Journal\n"
        "from gespreksklaar.content.store.journal_lines import Change\n"
        "j = Journal(Path(sys.argv[1])); j.begin('format = 1\\n')\n"
        "j.add(Change('going.child', 'child = \"Sam\"\\n'))\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path.with_name("sam.toml"))], check=False)
    assert not is_held(path)
    left = opened(path).left()
    assert left.found
    assert left.edits == [(("going", "child"), {"child": "Sam"})]


def test_a_full_disk_leaves_what_was_noted_and_asks_for_a_whole_prep(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(path)
    journal.begin("format = 1\n")
    before, write = path.read_bytes(), os.write
    calls = iter([3])

    def full(handle: int, data: bytes) -> int:
        if (room := next(calls, None)) is None:
            raise OSError(28, "No space left on device")
        return write(handle, bytes(data)[:room])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        assert not journal.add(Change("going.child", 'child = "Sam"\n'))
    assert path.read_bytes() == before
    assert journal.wants_whole


def test_a_name_as_long_as_a_file_system_allows(tmp_path: Path) -> None:
    one, other = journal_path(tmp_path, "é" * 125), journal_path(tmp_path, "é" * 124)
    assert one != other
    journal = Journal(tmp_path / ("é" * 125 + ".toml"))
    assert journal.in_place
    journal.close()


LINES = st.lists(st.sampled_from("abcd"), unique=True, max_size=4).flatmap(
    lambda keys: st.fixed_dictionaries({key: st.builds(Item, text=st.sampled_from(["", "x", "é."])) for key in keys})
)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_the_journal_of_a_list_gives_it_back_with_its_order(lists: list[dict[str, Item]]) -> None:
    tables = Prep().tables()
    prep, left = Prep.model_validate(tables), Left()
    for lines in lists:
        same = {key: item if item != (old := prep.ask.questions.get(key)) else old for key, item in lines.items()}
        before, prep = prep, prep.edited("ask.questions", same)
        (line,) = lines_in(as_line(change_between(before, prep, "ask.questions").as_line()))
        left.edits += read_left(as_line(line)).edits
    back = Prep.model_validate(left.applied(tables))
    assert is_same(back, prep)


def test_of_a_list_only_the_line_that_changed_goes_into_the_journal() -> None:
    full = {f"own-{n}": Item(text=str(n)) for n in range(LIST_LIMIT - 1)}
    prep = Prep().edited("ask.questions", full)
    for key in ("own-250", "own-new"):
        changed = prep.edited("ask.questions", {**prep.ask.questions, key: Item(text="Waarom?")})
        change = change_between(prep, changed, "ask.questions")
        assert change == ("ask.questions", f'[{key}]\ntext = "Waarom?"\n', key)


@pytest.mark.parametrize(
    "now",
    [
        {"b": Item(text="B?"), "a": Item(text="A?")},
        {"a": Item(text="A?")},
        {"a": Item(text="!"), "b": Item(text="!")},
        {"new": Item(), "a": Item(text="A?"), "b": Item(text="B?")},
        {},
    ],
    ids=["another order", "one less", "two changed", "one in front", "none left"],
)
def test_what_is_more_than_one_line_goes_into_the_journal_as_the_whole_list(now: dict[str, Item]) -> None:
    prep = Prep().edited("ask.questions", {"a": Item(text="A?"), "b": Item(text="B?")})
    change = change_between(prep, prep.edited("ask.questions", now), "ask.questions")
    assert change.key is None


TEXTS = st.lists(st.text("ab é\n🙂", max_size=12), min_size=2, max_size=8)


def _lines_of(texts: list[str]) -> list[bytes]:
    """The lines of a journal for a text that becomes each of these in turn, all in parts."""
    preps = [Prep().edited("ask.mind", text) for text in texts]
    with patch("gespreksklaar.content.store.journal_lines._LONG", -1):
        changes = [change_between(before, prep, "ask.mind") for before, prep in pairwise(preps)]
    assert all(isinstance(change, TextChange) for change in changes)
    return [as_line(change.as_line()) for change in changes]


def _mind_after(text: str, lines: list[bytes]) -> object:
    left = Left(edits=read_left(b"".join(lines)).edits)
    return left.applied({"ask": {"mind": text}})["ask"]["mind"]


@given(TEXTS, st.data())
def test_parts_of_a_text_give_it_back_also_in_a_file_that_holds_some_of_them_already(
    texts: list[str], data: st.DataObject
) -> None:
    held = [Prep().edited("ask.mind", text).ask.mind for text in texts]
    lines = _lines_of(texts)
    assert all(_mind_after(text, lines) == held[-1] for text in held)
    lost = data.draw(st.sets(st.sampled_from(range(len(lines)))))
    assert _mind_after(held[0], [line for n, line in enumerate(lines) if n not in lost]) in held


def test_of_a_long_text_only_the_part_that_changed_goes_into_the_journal() -> None:
    prep = Prep().edited("ask.mind", "Ik maak me zorgen. " * 1000 + "Over lezen")
    for text in (prep.ask.mind + "x", "X" + prep.ask.mind[1:], prep.ask.mind.replace("Over", ""), "x" * 501):
        change = change_between(prep, prep.edited("ask.mind", text), "ask.mind")
        assert isinstance(change, TextChange)
        assert change.applied(prep.ask.mind) == text
    for at in (0, 9_000, len(prep.ask.mind)):
        text = f"{prep.ask.mind[:at]}x{prep.ask.mind[at:]}"
        line = change_between(prep, prep.edited("ask.mind", text), "ask.mind").as_line()
        assert len(as_line(line)) < 100


def test_a_long_text_is_whole_in_the_journal_after_every_fifty_parts(tmp_path: Path) -> None:
    kept = Journal(tmp_path / "sam.toml")
    kept.begin("format = 1\n")
    prep = Prep().edited("ask.mind", "x" * 600)
    for _ in range(110):
        before, prep = prep, prep.edited("ask.mind", prep.ask.mind + "y")
        assert kept.record(before, prep, "ask.mind")
    edits = [edit for _, edit in read_left(journal_path(tmp_path, "sam").read_bytes()).edits]
    assert [n for n, edit in enumerate(edits) if not isinstance(edit, TextChange)] == [50, 101]


def test_the_journal_of_another_session_by_then_is_left_to_it(path: Path) -> None:
    journal = opened(path)
    path.rename(path.with_name("moved"))
    path.write_text("of another session")
    journal.close()
    assert path.read_text() == "of another session"


def test_a_journal_grows_only_so_far(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_lock, "LARGEST_JOURNAL", 2_000)
    journal, prep = opened(path), Prep()
    journal.begin("format = 1\n")
    for number in range(200):
        changed = prep.edited("going.child", f"Sam {number}")
        assert journal.record(prep, changed, "going.child")
        prep = changed
        assert path.stat().st_size < 4_000
    assert read_left(path.read_bytes()).applied({"format": 1})["going"]["child"] == "Sam 199"


def test_what_could_not_be_announced_is_not_said_to_be(path: Path) -> None:
    journal = opened(path)
    journal.begin("")
    assert journal.announce("format = 1\n")
    path.unlink()
    assert not journal.announce("format = 1\n")


def test_a_whole_prep_undoes_what_was_before_it(path: Path) -> None:
    journal = opened(path)
    journal.begin("")
    journal.add(Change("going.child", 'child = "Sam"\n'))
    lines = path.read_bytes() + as_line({"whole": 'format = 1\n[going]\nchild = "Bo"\n'})
    assert read_left(lines).applied({}) == {"format": 1, "going": {"child": "Bo"}}


def test_a_damaged_line_is_no_line() -> None:
    line = as_line({"next": "Sam"})
    assert [*lines_in(line)] == [{"next": "Sam"}]
    assert [*lines_in(line.replace(b"Sam", b"Sim"))] == []

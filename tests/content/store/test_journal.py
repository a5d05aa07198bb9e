"""The journal: each change at once on disk, whatever becomes of some of its bytes."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gespreksklaar.content.store.journal import InUse, Journal, is_held, journal_path
from gespreksklaar.content.store.journal_replay import read_left


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return journal_path(tmp_path, "sam")


def test_a_change_is_in_the_file_at_once_and_only_for_its_owner(path: Path) -> None:
    journal = Journal(path)
    journal.begin("format = 1\n")
    journal.record("going.child", 'child = "Zoë"\n')
    left = read_left(path.read_bytes())
    assert (left.base, left.edits) == ("format = 1\n", [("going.child", {"child": "Zoë"})])
    assert left.applied({"going": {"kind": "progress"}}) == {"going": {"kind": "progress", "child": "Zoë"}}
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_field_that_was_emptied_is_gone_and_the_last_word_counts(path: Path) -> None:
    journal = Journal(path)
    journal.begin("")
    for toml in ('child = "S"\n', 'child = "Sam"\n', ""):
        journal.record("going.child", toml)
    assert read_left(path.read_bytes()).applied({"going": {"child": "Noor"}}) == {"going": {}}


def test_a_whole_prep_stands_for_all_before_it(path: Path) -> None:
    journal = Journal(path)
    journal.begin("format = 1\n")
    journal.record("going.child", 'child = "Sam"\n')
    journal.record_whole("format = 1\n", 'format = 1\nid = "x"\n')
    journal.record("going.place", 'place = "lokaal 4"\n')
    left = read_left(path.read_bytes())
    assert left.base == "format = 1\n"
    assert left.applied({"other": 1}) == {"format": 1, "id": "x", "going": {"place": "lokaal 4"}}


def test_a_journal_that_is_thrown_away_while_it_is_taken_is_taken_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, lock = Journal(path), fcntl.flock

    def when_the_first_has_let_go(handle: int, how: int) -> None:
        if path.exists():
            first.close()
            monkeypatch.undo()
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", when_the_first_has_let_go)
    second = Journal(path)
    second.begin("")
    second.record("going.child", 'child = "Sam"\n')
    assert read_left(path.read_bytes()).edits == [("going.child", {"child": "Sam"})]
    with pytest.raises(InUse):
        Journal(path)


def test_one_writer_and_the_next_when_it_is_gone(path: Path) -> None:
    first = Journal(path)
    first.begin("")
    with pytest.raises(InUse) as caught:
        Journal(path)
    assert caught.value.holder.since
    assert caught.value.holder.host == ""
    assert is_held(path)
    first.close()
    assert not path.exists()
    Journal(path).close()


def test_who_is_killed_holds_nothing_and_leaves_its_changes(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from gespreksklaar.content.store.journal import Journal\n"
        "j = Journal(Path(sys.argv[1])); j.begin('format = 1\\n'); j.record('going.child', 'child = \"Sam\"\\n')\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert not is_held(path)
    left = Journal(path).left()
    assert left.found
    assert left.edits == [("going.child", {"child": "Sam"})]


def test_a_full_disk_leaves_what_was_noted_and_asks_for_a_whole_prep(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path)
    journal.begin("format = 1\n")
    before, write = path.read_bytes(), os.write
    calls = iter([3])

    def full(handle: int, data: bytes) -> int:
        if (room := next(calls, None)) is None:
            raise OSError(28, "No space left on device")
        return write(handle, bytes(data)[:room])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            journal.record("going.child", 'child = "Sam"\n')
    assert path.read_bytes() == before
    assert journal.wants_whole


def test_a_name_as_long_as_a_file_system_allows(tmp_path: Path) -> None:
    one, other = journal_path(tmp_path, "é" * 125), journal_path(tmp_path, "é" * 124)
    assert one != other
    Journal(one).close()

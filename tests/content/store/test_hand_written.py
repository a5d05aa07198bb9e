"""What a person writes in a file by hand is read alike by the list, the check, the sheet and the program."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path

import pytest

from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.cli.command_line import main

DAY, CLOCK = date(2026, 12, 8), time(15, 40)
DAYS = ('"8-12-2026"', '"08-12-2026"', '"8/12/2026"', '"8.12.2026"', '"2026-12-08"', '" 2026-12-8 "', "2026-12-08")
CLOCKS = ('"15:40"', '"15.40"', '"15:40:00"', '"15:40:00Z"', "15:40:00", "15:40:00.5")
NO_DAYS = ('"8 december"', '"30-2-2026"', '"12/31/2026"', '"8-12-26"', '""', "20261208", "1.5", "true",
           "2026-12-08T15:40:00")  # fmt: skip
NO_CLOCKS = ('"straks"', '"25:00"', '"15:60"', '""', "15.40", "1540", "true", "2026-12-08")


def in_folder(folder: Path, key: str, value: str) -> Library:
    day = "" if key == "day" else "day = 2026-12-08\n"
    (folder / "sam.toml").write_text(f"format = 1\n[going]\nkind = 'progress'\n{day}{key} = {value}\n")
    return Library(folder)


def verb(folder: Path, words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["--lang", "nl", "--data", str(folder), "--config", str(folder / "none"), *words.split()])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.parametrize(
    ("key", "value"), [*[("day", value) for value in DAYS], *[("start", value) for value in CLOCKS]]
)
def test_a_day_or_time_is_read_alike_everywhere(
    key: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = in_folder(tmp_path, key, value)
    [summary] = library.list()
    prep = library.open("sam").prep
    clock = CLOCK if key == "start" else None
    assert (summary.problem, summary.day, summary.start and summary.start.replace(microsecond=0)) == (None, DAY, clock)
    assert (prep.going.day, prep.going.start and prep.going.start.replace(microsecond=0)) == (DAY, clock)
    [row] = json.loads(verb(tmp_path, "list --json", capsys)[1])
    assert (row["day"], row["start"]) == ("2026-12-08", "15:40" if clock else None)
    assert verb(tmp_path, f"check {tmp_path}/sam.toml", capsys)[0] == 0
    assert "8 december 2026" in verb(tmp_path, "sheet sam --for own", capsys)[1]


@pytest.mark.parametrize(
    ("key", "value"), [*[("day", value) for value in NO_DAYS], *[("start", value) for value in NO_CLOCKS]]
)
def test_what_is_no_day_or_time_is_refused_alike_everywhere(
    key: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = in_folder(tmp_path, key, value)
    [summary] = library.list()
    with pytest.raises(Problem) as caught:
        library.open("sam")
    reason = "wrong-day" if key == "day" else "wrong-clock"
    place = f"sam.toml:{4 if key == 'day' else 5}:{len(key) + 4}"
    assert summary.problem is not None
    assert (summary.problem.reason, summary.problem.where) == (reason, place)
    assert (caught.value.reason, caught.value.where) == (reason, str(tmp_path / place))
    for words in ("list", f"check {tmp_path}/sam.toml", "sheet sam"):
        assert f"{place}: Bij going.{key} hoort een" in verb(tmp_path, words, capsys)[1]


def test_a_day_by_which_something_is_done_is_a_day_for_the_ledger_too(tmp_path: Path) -> None:
    (tmp_path / "sam.toml").write_text(
        "format = 1\nid = 'abc'\n[agree.agreements.a]\ntext = 'Lezen'\nmade = true\nby = '8-12-2026'\n"
        "state = 'kept'\nstate_day = '9-12-2026'\n"
    )
    library = Library(tmp_path)
    [held] = library.list()[0].agreements
    made = library.open("sam").prep.agree.agreements["a"]
    assert (held.by, held.told) == (made.by, made.state_day) == (DAY, date(2026, 12, 9))


def test_what_was_written_otherwise_is_saved_as_this_program_writes_it(tmp_path: Path) -> None:
    library = in_folder(tmp_path, "day", '"8-12-2026"')
    file = library.write("sam")
    file.save(file.prep.edited("going.child", "Sam"))
    file.close()
    assert "day = 2026-12-08\n" in (tmp_path / "sam.toml").read_text()

"""The debug log: what an administrator needs, no value of a person, and a file that harms nobody."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w

from gespreksklaar.content.store.prep_file import PrepFile
from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.full.app import GuideApp
from gespreksklaar.tui.home import log_file
from gespreksklaar.tui.home.log_file import HEADER, LARGEST
from tests.kiosk_host import gone
from tests.pressing import at_rest, press_each, type_text
from tests.soak._hostile_prep import hostile_prep
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import FULL_PREP, make_app, running

STEPS = ("going", "child", "ask", "tell", "agree", "before", "close", "after")
MARKS = [f"geheim{number}kind" for number in range(60)]
"""Each could be an id of ours by its looks."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log that this process writes to."""
    file = tmp_path / "log.txt"
    debug_log._numbers.clear()
    log_file.begin(str(file))
    yield file
    os.close(debug_log._handle)
    debug_log._logger, debug_log._handle = None, -1
    debug_log._numbers.clear()


def events(file: Path) -> list[str]:
    """The lines without their time and process."""
    return [line.split(" ", 3)[3] for line in file.read_text("ascii").splitlines()[1:]]


async def a_life(folder: Path, monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    """A prep with a mark in every field is opened, typed in all over these steps, refused, saved, closed, and ends in
    a crash.
    """
    folder.mkdir()
    (folder / f"{MARKS[0]}.toml").write_text(tomli_w.dumps(hostile_prep(MARKS)))
    app = make_app(folder)
    async with running(app):
        app.open_prep(MARKS[0])
        await at_rest(app)
        for step in steps:
            app.show(step)
            await at_rest(app)
            await _type_everywhere(app)
        app.session.edit("going.minutes", MARKS[2])
        app.session.edit("ask.mind", MARKS[3])
        with monkeypatch.context() as patch:
            patch.setattr(PrepFile, "save", _refuse)
            assert not app.session.save()
        app.show("start")
        await at_rest(app)
        app.open_prep(MARKS[0])
        await at_rest(app)
        app.call_later(_crash)
        await at_rest(app)


async def _type_everywhere(app: GuideApp) -> None:
    seen: list[object] = []
    while app.focused not in seen:
        seen.append(app.focused)
        await type_text(app, MARKS[1])
        while app.screen is not app.prep_screen:
            await press_each(app, "escape")
        await press_each(app, "tab")


def _crash() -> None:
    raise LookupError(MARKS[4])


def _refuse(*_: object) -> None:
    raise Problem("not-written-full", where=MARKS[5], why=MARKS[6])


async def test_the_log_of_a_whole_life_has_none_of_its_values(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LookupError):
        await a_life(tmp_path / "data", monkeypatch, *STEPS)
    assert_no_value(log, tmp_path)


def assert_no_value(log: Path, tmp_path: Path) -> None:
    said = [line.partition(" ms=")[0] for line in events(log)]
    for wanted in (
        "first-screen", "prep number=1 barred=no", "open", "save-begins", "save-ends", "save", "close",
        "edit refused=does-not-fit", "save refused=not-written-full",
    ):  # fmt: skip
        assert wanted in said
    assert any(line.startswith("crash error=LookupError at=home/test_debug_log.py:") for line in said)
    assert "geheim" not in log.read_text()
    assert str(tmp_path) not in log.read_text()


async def test_were_a_value_in_it_that_test_would_see_it(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debug_log, "number", lambda name: name)
    with pytest.raises(LookupError):
        await a_life(tmp_path / "data", monkeypatch, STEPS[0])
    with pytest.raises(AssertionError, match="prep number=1"):
        assert_no_value(log, tmp_path)
    assert f"number={MARKS[0]}" in log.read_text()


@pytest.mark.parametrize(
    "fact", ["Sam de Vries", "/home/els/sam.toml", "home/els/sam.toml", "é", "", "x\ny", "w" * 200, "~/sam", "\x1b[31m"]
)
def test_what_is_no_word_of_ours_is_not_written(fact: str, log: Path) -> None:
    debug_log.note("said", what=fact, also=(fact, "in-use"))
    assert events(log) == ["said what=? also=?,in-use"]


def run(log: Path, folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A quick command, with a log."""
    home = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "nl_NL.UTF-8"}
    given = [*PROGRAM, "--data", str(folder), *words]
    option = [] if debug_log.VARIABLE in environment else ["--log", str(log)]
    return subprocess.run([*given, *option], capture_output=True, text=True, check=False, env=home | environment)


def test_a_session_in_a_terminal_from_start_to_a_signal(tmp_path: Path) -> None:
    (tmp_path / "geheim.toml").write_bytes(FULL_PREP.read_bytes())
    (tmp_path / "c").write_text("first_run_done = true\n")
    arguments = ["--data", str(tmp_path), "--config", str(tmp_path / "c"), "--lang", "nl", "open", "geheim"]
    log = tmp_path / "log"
    for end in ("quit", "signal", "hang-up"):
        with Terminal([*arguments, "--log", str(log)]) as screen:
            screen.wait("Stap")
            if end == "quit":
                screen.press("ctrl+q")
            elif end == "signal":
                os.kill(screen.pid, signal.SIGTERM)
            else:
                screen.hang_up()
            gone(screen.pid)
    said = events(log)
    start = said[0]
    for fact in (
        "mode=open",
        "version=0.",
        "python=3.",
        "textual=8.",
        "language=nl",
        "term=xterm-256color",
        "columns=80 rows=24",
    ):
        assert fact in start
    assert [line for line in said if line.startswith("end ")] == ["end code=0", "end code=143", "end code=129"]
    assert "signal number=15" in said
    assert said.count("prep number=1 barred=no") == 3
    assert "leave-now code=129" in said
    assert not re.search("geheim|Sam|lokaal", log.read_text())


def test_by_the_environment_too_and_where_tells_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    told = run(log, tmp_path, "where", GESPREKSKLAAR_LOG=str(log))
    assert f"logboek: {log}" in told.stdout
    assert run(log, tmp_path, "sheet", "geheim").returncode == 1
    assert [line.split(" version")[0] for line in events(log)] == [
        "start mode=where", "end code=0", "start mode=sheet", "refused reason=no-such-prep",
    ]  # fmt: skip
    assert "logboek" not in run(log, tmp_path, "where", GESPREKSKLAAR_LOG="").stdout


def test_without_a_log_nothing_of_it_is_loaded(tmp_path: Path) -> None:
    code = f"""
import sys
from gespreksklaar.tui.cli.command_line import main
main(["--data", {str(tmp_path)!r}, "list"])
sys.exit("logging" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_file_is_its_owners_alone_and_goes_on_where_it_was(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for _ in range(2):
        assert run(log, tmp_path, "list").returncode == 0
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_bytes().count(HEADER) == 1
    assert events(log)[1::2] == ["end code=0"] * 2


@pytest.mark.parametrize("kind", ["link", "loose link", "folder", "pipe", "prep", "nowhere", "device", "a NUL"])
def test_a_file_that_can_be_no_log_is_told_in_one_line_and_stays(kind: str, tmp_path: Path) -> None:
    other, log = tmp_path / "sam.toml", tmp_path / "log"
    other.write_text("format = 1\n")
    make = {
        "link": lambda: log.symlink_to(other),
        "loose link": lambda: log.symlink_to(tmp_path / "new"),
        "folder": log.mkdir,
        "pipe": lambda: os.mkfifo(log),
        "prep": lambda: log.write_bytes(other.read_bytes()),
    }
    make.get(kind, lambda: None)()
    named = {"nowhere": tmp_path / "no/such/log", "device": Path("/dev/null"), "a NUL": Path("a\0b")}.get(kind, log)
    if kind == "a NUL":
        with pytest.raises(Problem):
            log_file.open_log(str(named))
        return
    told = run(named, tmp_path, "list")
    assert told.returncode == 1
    assert (told.stdout, told.stderr.count("\n")) == ("", 1)
    assert told.stderr.startswith(f"{named}: ")
    assert other.read_text() == "format = 1\n"
    assert not (tmp_path / "new").exists()


def test_it_stays_small_and_keeps_what_came_last(log: Path) -> None:
    for number in range(10_000):
        debug_log.note("said", number=number, also=("w" * 30,) * 6)
    assert LARGEST // 2 - 300 < log.stat().st_size < LARGEST + 300
    assert log.read_bytes().startswith(HEADER)
    numbers = [int(line.split("=")[1].split()[0]) for line in events(log)]
    assert numbers == list(range(numbers[0], 10_000))
    assert numbers[0] > 5_000


def test_a_disk_that_takes_no_more_costs_lines_and_nothing_else(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log_file, "write_all", full)
    debug_log.note("said")
    assert events(log) == []

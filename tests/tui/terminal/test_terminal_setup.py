"""Before Textual is there: a hostile environment, early keys, and the terminal as it was afterwards."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from gespreksklaar.tui.cli.subcommands import VERBS
from gespreksklaar.tui.terminal import terminal_setup
from gespreksklaar.tui.terminal.early_keys import SHORT_VERBS
from tests.terminal import PROGRAM, Terminal, slow_start

EARLY = {"ctrl+c": b"\x03", "ctrl+\\": b"\x1c", "ctrl+z": b"\x1a"}


def arguments(folder: Path) -> list[str]:
    (folder / "settings.ini").write_text("first_run_done = true\n")
    return ["--data", str(folder), "--config", str(folder / "settings.ini"), "--lang", "nl"]


KEPT = {
    "HOME": "/home/els van dijk", "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "COLORTERM": "truecolor",
    "CUPS_SERVER": "/run/cups/cups.sock",
    "LANG": "nl_NL.UTF-8", "LC_ALL": "C.UTF-8", "XDG_DATA_HOME": "/srv/data", "TZ": "Europe/Amsterdam", "USER": "els",
    "TMPDIR": "/tmp", "NO_COLOR": "1", "ESCDELAY": "500",
}  # fmt: skip
DROPPED = {
    "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": "log", "PYTHONPATH": "/tmp", "COLUMNS": "5000", "LINES": "5000",
    "BROWSER": "sh", "ESCDELAY": "-1", "RICH_THEME": "x", "FORCE_COLOR": "1", "NO_COLOR": "", "LC_ALL": "\x1b[31m",
    "TERM": "../../etc", "HOME": "elsewhere", "XDG_DATA_HOME": "here\n", "TMPDIR": "", "COLORTERM": "a b", "TZ": "\x07",
    "CUPS_SERVER": "a;b",
}  # fmt: skip


def test_only_what_is_known_and_sane_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, left in ((KEPT, KEPT), (DROPPED, {})):
        environment = dict(given)
        monkeypatch.setattr(os, "environ", environment)
        terminal_setup.scrub_environment()
        assert environment.pop("TEXTUAL_FPS").isdecimal()
        assert environment == left


def test_a_hostile_environment_does_nothing(tmp_path: Path) -> None:
    hostile = {
        "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": str(tmp_path / "log"), "TEXTUAL_PRESS": "n,ctrl+q",
        "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path), "TEXTUAL_COLOR_SYSTEM": "bogus",
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg", "TEXTUAL_ALLOW_SIGNALS": "1", "TEXTUAL_DEBUG": "1",
        "TEXTUAL": "devtools,debug", "TEXTUAL_SHOW_RETURN": "1", "COLUMNS": "5000",
        "LINES": "5000",
    }  # fmt: skip
    with Terminal(arguments(tmp_path), env=hostile) as screen:
        screen.wait("nieuw gesprek", "F2 menu")
        screen.send(b"\x1a\x1c")
        screen.settle(1.2)
        assert "nieuw gesprek" in screen.text
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    assert {each.name for each in tmp_path.iterdir()} <= {"settings.ini", ".state"}


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("key", list(EARLY))
def test_keys_in_the_first_half_second_do_no_harm(key: str, number: int, tmp_path: Path) -> None:
    """As a login shell starts us: these signals do nothing from the first moment on."""
    deaf = ("sh", "-c", 'trap "" INT QUIT TSTP; echo deaf; exec "$@"', "sh", *PROGRAM)
    with Terminal(arguments(tmp_path), program=deaf) as screen:
        screen.wait("deaf")
        for _ in range(6):
            time.sleep(0.03 + 0.02 * number)
            screen.send(EARLY[key])
        screen.wait("nieuw gesprek", "F2 menu")
        screen.settle()
        assert b"Traceback" not in screen.raw
        assert b"^C" not in screen.raw.rpartition(b"\x1b[?1049h")[2]
        screen.press("ctrl+q")
        assert screen.wait_end() == 0


@pytest.mark.parametrize("end", [signal.SIGTERM, None], ids=["ended from outside", "quit"])
def test_the_terminal_is_as_it_was(end: int | None, tmp_path: Path) -> None:
    with Terminal(arguments(tmp_path)) as screen:
        before = termios.tcgetattr(screen.fd)
        screen.wait("nieuw gesprek", "F2 menu")
        assert not termios.tcgetattr(screen.fd)[3] & (termios.ECHO | termios.ISIG | termios.ICANON)
        if end:
            os.kill(screen.pid, end)
        else:
            screen.press("ctrl+q")
        screen.wait_end()
        assert termios.tcgetattr(screen.fd) == before


def test_the_verbs_without_a_screen_are_the_same_everywhere() -> None:
    """Where nothing may be loaded yet they are written out."""
    set_up = runpy.run_path(str(Path(terminal_setup.__file__).parents[2] / "run.py"))
    assert set(VERBS) == SHORT_VERBS == set_up["SHORT_VERBS"]


@pytest.mark.parametrize(("words", "ends"), [(["list"], True), (["sheet", "x"], True), ([], False), (["open"], False)])
def test_only_the_screen_is_deaf(words: list[str], ends: bool) -> None:
    code = f"""
import os, signal, sys
from gespreksklaar.tui import __main__
from gespreksklaar.tui.cli import command_line
sys.argv = ["gespreksklaar", *{words!r}]
# Whoever runs the tests in the background has made it deaf already.
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
command_line.main = lambda: os.kill(os.getpid(), signal.SIGQUIT) or 0
__main__.main()
"""
    found = subprocess.run([sys.executable, "-c", code], check=False, cwd="/").returncode
    assert (found != 0) == ends


QUIET = """
import sys, termios
from gespreksklaar.tui.terminal import early_keys
for act in (early_keys.hush, early_keys.give_back):
    act()
    print(bool(termios.tcgetattr(0)[3] & termios.ECHO), file=sys.stderr)
"""


def test_a_terminal_that_controls_another_session_is_quiet_too() -> None:
    # As in a session of the warm host, whose caller waits in the foreground.
    ours, theirs = os.openpty()
    try:
        apart = subprocess.run(
            [sys.executable, "-c", QUIET],
            stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True, start_new_session=True, check=True,
        )  # fmt: skip
        assert apart.stderr.split() == ["False", "True"]
    finally:
        os.close(ours)
        os.close(theirs)


def test_what_is_typed_before_there_is_a_screen_shows_nowhere_and_arrives(tmp_path: Path) -> None:
    with Terminal(arguments(tmp_path), program=slow_start()) as screen:
        screen.wait("begun")
        screen.send(b"sem")
        screen.wait("Zoeken: sem")
        assert b"s" not in screen.raw.partition(b"\x1b[?1049h")[0].replace(b"begun", b"")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0


ENDS = {
    "ended from outside": ("", None, -signal.SIGTERM),
    "no memory": ("raise MemoryError", None, 1),
    "a bug": ("raise SystemError", None, 1),
    "wrong use": ("", "--no-such-option", 2),
    "help": ("", "--help", 0),
}


@pytest.mark.parametrize("name", list(ENDS))
def test_the_terminal_is_as_it_was_also_where_no_screen_came(name: str, tmp_path: Path) -> None:
    what, option, code = ENDS[name]
    with Terminal([*arguments(tmp_path), *filter(None, [option])], program=slow_start(what)) as screen:
        before = termios.tcgetattr(screen.fd)
        screen.wait("begun")
        assert termios.tcgetattr(screen.fd) != before
        if code < 0:
            os.kill(screen.pid, -code)
        ended = screen.wait_end()
        assert termios.tcgetattr(screen.fd) == before
        assert ended == code


def test_a_verb_without_a_screen_and_a_pager_find_the_terminal_as_it_is(tmp_path: Path) -> None:
    paged = ("sh", "-c", '"$@" --help | cat', "sh", *slow_start())
    for program, verb in ((slow_start(), "list"), (paged, "")):
        with Terminal([*arguments(tmp_path), *filter(None, [verb])], program=program) as screen:
            before = termios.tcgetattr(screen.fd)
            screen.wait("begun")
            assert termios.tcgetattr(screen.fd) == before
            screen.wait_end()

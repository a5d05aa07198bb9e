"""What the supervisor decides by itself: how long to wait, what goes on into the next visit, what a session gets."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gespreksklaar.tui.kiosk import pin, supervisor
from gespreksklaar.tui.kiosk.config import KioskConfig
from gespreksklaar.tui.kiosk.protocol import Briefing
from gespreksklaar.tui.kiosk.supervisor import Supervisor
from gespreksklaar.tui.kiosk.terminal_wipe import Console
from tests.kiosk_host import STEP_1, WELCOME, Kiosk, gone
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = needs("/dev/shm")
IGNORED = sum(1 << number - 1 for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP))
BEFORE_THE_FIRST_VISIT = """
import ctypes, os, sys
from types import SimpleNamespace
from gespreksklaar.tui.cli import command_line
from gespreksklaar.tui.kiosk import start

def run():
    told = ctypes.c_int()
    ctypes.CDLL(None).prctl(37, ctypes.byref(told), 0, 0, 0)
    print("adopts", told.value, "dumpable", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), "mask", oct(os.umask(0)))
    return 0

start.Supervisor = lambda *_, **__: SimpleNamespace(run=run)
sys.exit(command_line.main())
"""
"""PR_GET_CHILD_SUBREAPER and PR_GET_DUMPABLE of <linux/prctl.h>."""


def a_supervisor(**values: Any) -> Any:
    """As much of one as a method asks for: a whole one takes the signals of this process."""
    return SimpleNamespace(_settings=SimpleNamespace(config=KioskConfig()), _once=False, **values)


@contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """The two ends of a pseudo-terminal."""
    ends = os.openpty()
    try:
        yield ends
    finally:
        for end in ends:
            os.close(end)


def test_a_wait_after_wrong_pins_goes_on_into_the_next_visit_and_does_not_begin_anew(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        some = a_supervisor(_misses=pin.FREE_MISSES, _missed_at=time.monotonic() - 20)
        Supervisor._brief(some, ours, tmp_path, "")
        assert Briefing.receive(theirs).pin_wait == pytest.approx(10, abs=5)


def test_who_leaves_at_once_keeps_nobody_waiting_and_a_fault_at_once_ever_longer() -> None:
    some = a_supervisor(_quick_ends=0)
    assert Supervisor._pause_after(some, 0, 0.1) == 0
    waits = [Supervisor._pause_after(some, 70, 0.1) for _ in range(8)]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert Supervisor._pause_after(some, 70, 60) == 0, "it lived"


def test_another_font_in_the_settings_is_that_of_the_next_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "ConsoleFont", lambda name: name)

    class Settings:
        config = KioskConfig(font="small")

        def read(self) -> bool:
            self.config = KioskConfig(font="large", languages=("en",))
            return True

    some: Any = SimpleNamespace(_settings=Settings(), _font="small", _texts=None)
    Supervisor._read_again(some)
    assert (some._font, some._texts.language) == ("large", "en")


def test_a_line_longer_than_the_screen_is_cut() -> None:
    with terminal() as (leader, follower):
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        Console(follower).show_line("x" * 500)
        assert os.read(leader, 4096).count(b"x") == 80


def test_what_was_typed_before_a_wipe_is_read_by_nobody() -> None:
    with terminal() as (leader, follower):
        tty.setraw(follower)
        console = Console(follower)
        os.write(leader, b"Sam\r")
        console.reclaim()
        assert select.select([follower], [], [], 0.1)[0] == []


def test_before_the_first_visit_nothing_can_be_left_behind_or_looked_into(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text("")
    words = ["kiosk", "--config", str(tmp_path / "kiosk.toml")]
    with Terminal(words, program=(sys.executable, "-c", BEFORE_THE_FIRST_VISIT)) as screen:
        screen.wait("adopts 1 dumpable 0 mask 0o77")
        assert screen.wait_end() == 0


def test_no_key_of_the_terminal_ends_a_session_that_knows_nothing_yet() -> None:
    ours, theirs = socket.socketpair()
    code = "import sys; from gespreksklaar.tui.visit.process import main; sys.exit(main())"
    with ours, theirs:
        session = subprocess.Popen(
            [sys.executable, "-c", code, str(theirs.fileno())], pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 20
        while ignored(session.pid) & IGNORED != IGNORED:
            assert time.monotonic() < end
            time.sleep(0.02)
    assert session.wait(20) == 1, "it got no briefing"


def ignored(pid: int) -> int:
    """The signals that a process ignores, each a bit."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("SigIgn:\t")[2].split()[0], 16)


def folders(kiosk: Kiosk) -> list[Path]:
    """Those of the visits, in the one of the supervisor."""
    return list(kiosk.memory.glob("*/*"))


def test_one_visit_has_one_folder_and_the_next_another_and_is_told_of_a_fault(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        session = kiosk.begin()
        [before] = folders(kiosk)
        kiosk.signal(signal.SIGKILL, session)
        kiosk.next_visitor(session)
        kiosk.wait("het lag niet aan u")
        [after] = folders(kiosk)
        assert before != after


def test_a_visit_of_which_the_supervisor_was_killed_ends_and_wipes_by_itself(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        session = kiosk.begin()
        assert folders(kiosk)
        kiosk.signal(signal.SIGKILL)
        gone(session, limit=60)
        assert folders(kiosk) == []
        kiosk.read(0.5)
        assert not kiosk.shows(STEP_1)
        assert not kiosk.shows(WELCOME)

"""However a session of the warm host, its caller or the host ends: it ends alone, and leaves nothing of itself."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.kiosk_host import F10, STEP_1, Kiosk, children, gone, state
from tests.needs import needs
from tests.terminal import Terminal
from tests.warm_host import WarmHost

LIMIT = 20
"""Seconds on a busy machine; a session that must end by itself has three."""


@pytest.fixture(scope="module")
def shared() -> Iterator[WarmHost]:
    with WarmHost() as host:
        yield host


@pytest.fixture
def host(shared: WarmHost) -> WarmHost:
    assert shared.process.poll() is None, "no session ends it"
    for left in shared.sessions():
        gone(left)
    return shared


class Own(Terminal):
    """A login of somebody with preps of their own, in this folder."""

    def __init__(self, host: WarmHost, folder: Path, *, before: Sequence[str] = (), env: dict[str, str] | None = None):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        (folder / "config.toml").write_text("first_run_done = true\n")
        given = ["--lang", "nl", "--data", str(folder), "--config", str(folder / "config.toml")]
        known = set(host.sessions())
        here = {"HOME": str(folder), **host.by, **(env or {})}
        super().__init__(given, program=[*before, *host.entering], env=here)
        self.wait("Een nieuw gesprek", limit=60)
        (self.session,) = set(host.sessions()) - known or {0}

    def type_a_name(self, name: str) -> None:
        self.press("1")
        self.wait("Stap 1 van 5", limit=60)
        self.press("tab")
        self.wait("Een voornaam is genoeg")
        self.press(name)
        self.wait(name)

    @property
    def kept(self) -> str:
        return "".join(file.read_text() for file in self.folder.glob("*.toml"))

    @property
    def reads_lines(self) -> bool:
        """Whether the terminal is as a shell has it."""
        return bool(termios.tcgetattr(self.fd)[3] & termios.ICANON)


def test_a_prep_is_made_kept_and_left(host: WarmHost, tmp_path: Path) -> None:
    with Own(host, tmp_path / "a") as own:
        assert not own.reads_lines
        own.type_a_name("Sanne")
        own.press("ctrl+q")
        assert own.wait_end(LIMIT) == 0
        assert own.reads_lines
        gone(own.session)
        assert "Sanne" in own.kept
        assert own.raw.endswith(b"\x1b[?1049l") or b"\x1b[?1049l" in own.raw[-200:], "the screen before is back"


@pytest.mark.parametrize("kiosk", [False, True])
def test_a_window_that_changes_is_drawn_anew(kiosk: bool, host: WarmHost, tmp_path: Path) -> None:
    screen = Kiosk(tmp_path / "k", program=host.entering, env=host.by) if kiosk else Own(host, tmp_path / "a")
    with screen:
        screen.wait("Beginnen" if kiosk else "Een nieuw gesprek")
        screen.settle()
        screen.raw, screen.looks = b"", False
        fcntl.ioctl(screen.fd, termios.TIOCSWINSZ, struct.pack("4H", 40, 132, 0, 0))
        end = time.monotonic() + LIMIT
        while b"\x1b[40;" not in screen.raw and time.monotonic() < end:
            screen.read(0.1)
        assert b"\x1b[40;" in screen.raw, "it draws in the last row"


ENDS: dict[str, Callable[[Own], object]] = {
    "the line drops": lambda own: own.hang_up(),
    "who called is killed": lambda own: os.kill(own.pid, signal.SIGKILL),
    "who called is told to end": lambda own: os.kill(own.pid, signal.SIGTERM),
    "who called is hung up": lambda own: os.kill(own.pid, signal.SIGHUP),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_session_ends_with_its_caller_and_what_was_typed_is_kept(name: str, host: WarmHost, tmp_path: Path) -> None:
    with Own(host, tmp_path / "a") as own, Own(host, tmp_path / "b") as other:
        own.type_a_name("Sanne")
        ENDS[name](own)
        gone(own.session, LIMIT)
        assert "Sanne" in own.kept
        other.type_a_name("Bram")
        assert state(other.session) in ("S", "R")


def test_so_it_does_where_the_terminal_stays(host: WarmHost, tmp_path: Path) -> None:
    # The shell leads the terminal's session: the kernel hangs nothing up when the program below it is killed.
    with Own(host, tmp_path / "a", before=["sh", "-c", '"$@"; sleep 1000', "sh"]) as own:
        own.type_a_name("Sanne")
        (caller,) = children(own.pid)
        os.kill(caller, signal.SIGKILL)
        gone(own.session, LIMIT)
        assert "Sanne" in own.kept
        assert own.status is None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_session_that_is_killed_ends_its_caller_and_no_other(
    number: signal.Signals, host: WarmHost, tmp_path: Path
) -> None:
    with Own(host, tmp_path / "a") as own, Own(host, tmp_path / "b") as other:
        own.type_a_name("Sanne")
        os.kill(own.session, number)
        assert own.wait_end(LIMIT) == 137
        assert own.reads_lines, "the terminal is as it was"
        assert "Sanne" not in own.text
        other.type_a_name("Bram")
        assert other.status is None
    assert host.process.poll() is None


def test_two_sessions_see_nothing_of_each_other(host: WarmHost, tmp_path: Path) -> None:
    with Own(host, tmp_path / "a") as one, Own(host, tmp_path / "b") as two:
        one.type_a_name("Sanne")
        two.type_a_name("Bram")
        assert "Bram" not in one.text
        assert b"Sanne" not in two.raw
        terminals = {file for file in _files(one.session) if "/dev/pts" in file}
        assert len(terminals) == 1
        assert not terminals & _files(two.session)
        assert not terminals & _files(host.process.pid)
        assert os.getsid(one.session) == one.session
        assert Path(f"/proc/{one.session}/stat").read_text().rpartition(")")[2].split()[4] == "0", (
            "no terminal rules it"
        )


def _files(process: int) -> set[str]:
    return {os.readlink(file) for file in Path(f"/proc/{process}/fd").iterdir() if file.is_symlink()}


def test_the_host_may_be_killed_and_started_anew_while_people_type(tmp_path: Path) -> None:
    with WarmHost() as host, Own(host, tmp_path / "a") as own:
        first = own.session
        host.kill()
        own.type_a_name("Sanne")
        with Own(host, tmp_path / "b") as plain:
            assert plain.session == 0, "as ever"
        host.start()
        with Own(host, tmp_path / "c") as warm:
            assert warm.session
            own.press("x")
            own.wait("Sannex")
            host.kill()
            warm.press("ctrl+q")
            assert warm.wait_end(LIMIT) == 0
        own.press("ctrl+q")
        assert own.wait_end(LIMIT) == 0
        gone(first)
        assert "Sannex" in own.kept


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_host_that_is_told_to_end_ends_at_once_and_no_session_with_it(number: signal.Signals, tmp_path: Path) -> None:
    with WarmHost() as host, Own(host, tmp_path / "a") as own:
        host.process.send_signal(number)
        assert host.process.wait(LIMIT) == -number
        own.type_a_name("Sanne")
        assert not list(host.folder.glob("tmp*")), "of the rehearsal nothing is left"


def test_a_new_version_is_what_the_next_start_is(tmp_path: Path) -> None:
    with WarmHost() as host, Own(host, tmp_path / "a") as old:
        host.write_program("# a new version")
        with Own(host, tmp_path / "b") as new:
            assert new.session == 0, "no session of the old one"
        assert host.process.wait(LIMIT) == 0, "for the unit to start the new one"
        host.start()
        with Own(host, tmp_path / "c") as warm:
            assert warm.session
        old.type_a_name("Sanne")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
@needs("setpriv")
def test_nobody_else_is_served(host: WarmHost) -> None:
    ask = (
        f"import socket\nline = socket.socket(socket.AF_UNIX)\nline.connect({str(host.socket)!r})\nprint(line.recv(99))"
    )
    for options, answer in (((), b"1 "), (("--reuid=65534",), b"b''"), (("--regid=65534",), b"b''")):
        host.folder.chmod(0o711)
        host.socket.chmod(0o777)
        other = ["setpriv", "--clear-groups", *options, "/usr/bin/python3", "-I", "-c", ask]
        said = subprocess.run(other, capture_output=True, check=True).stdout
        assert answer in said, options
    assert host.socket.stat().st_mode & 0o777 == 0o777


def test_the_socket_is_for_its_account_alone(tmp_path: Path) -> None:
    with WarmHost() as host:
        assert host.socket.stat().st_mode & 0o777 == 0o700
        with Path(f"/proc/{host.process.pid}/status").open() as status:
            assert "Threads:\t1\n" in status


def test_a_caller_that_says_nothing_is_not_waited_for_for_ever(host: WarmHost, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(host.socket))
        silent.recv(200)
        # It greets before it forks.
        while not host.sessions():
            time.sleep(0.02)
        (waiting,) = host.sessions()
        with Own(host, tmp_path / "a"):
            pass
        gone(waiting, LIMIT)


def test_a_visit_ends_and_the_next_begins(host: WarmHost, tmp_path: Path) -> None:
    with Kiosk(tmp_path / "k", program=host.entering, env=host.by) as kiosk:
        kiosk.wait("Beginnen")
        (supervisor,) = host.sessions()
        (first,) = children(supervisor)
        kiosk.press("1")
        kiosk.wait(STEP_1, limit=60)
        kiosk.type_name("Sanne")
        kiosk.send(F10)
        kiosk.wait("Bent u klaar?")
        kiosk.press("2")
        kiosk.wait("Beginnen", gone="Sanne")
        gone(first)
        (second,) = children(supervisor)
        assert second != first
        assert _files(second).isdisjoint({each for each in _files(supervisor) if "kiosk" in each}), "its lock"
        kiosk.kill(signal.SIGTERM)
        assert kiosk.status == 143
        gone(supervisor)
        assert list(kiosk.memory.iterdir()) == []

"""Who finds no warm host, or none of use, gets a plain start: at once, and with nothing told or given away."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import takewhile
from pathlib import Path

import pytest

from gespreksklaar.tui.terminal import terminal_setup
from gespreksklaar.tui.warm import enter
from tests.kiosk_host import children
from tests.needs import needs
from tests.terminal import Terminal
from tests.warm_host import ENTER, WarmHost, as_a_login

PLAIN = "A PLAIN START"
QUICK = 3.0
"""Seconds on a busy machine; the greeting is waited for half a second."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that tells that it was started, with which arguments, and what it was told of a warm host."""
    file = tmp_path / "gespreksklaar"
    file.write_text(f'#!/bin/sh\necho "{PLAIN} $* [${enter.VARIABLE}]"\n')
    file.chmod(0o755)
    return file


def log_in(program: Path, path: object, file: Path = ENTER, **env: str) -> tuple[str, float]:
    """What a login with this socket shows, and the seconds that it took."""
    began = time.monotonic()
    with Terminal(["a", "b c"], program=as_a_login(file, program), env={enter.VARIABLE: str(path), **env}) as screen:
        assert screen.wait_end(30) == 0
        return screen.text.strip(), time.monotonic() - began


@contextmanager
def listening(
    folder: Path, says: bytes = b"", *, goes: bool = False, backlog: int = 8
) -> Iterator[list[socket.socket]]:
    """A host at `folder/socket` that says this to every caller, and then goes or hangs; gives its lines to them."""
    lines: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket"))
        server.listen(backlog)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    lines.append(line)
                    line.send(says)
                    if goes:
                        line.close()

        thread = threading.Thread(target=serve)
        if backlog:
            thread.start()
        try:
            yield lines
        finally:
            server.shutdown(socket.SHUT_RDWR)
            if backlog:
                thread.join()
            for line in lines:
                line.close()


@pytest.mark.parametrize("place", ["nowhere", "a file", "a folder", "no host any more", "far too long a name", ""])
def test_without_a_host_the_program_starts_as_ever(place: str, program: Path, tmp_path: Path) -> None:
    path = tmp_path / (place or "x") if place != "far too long a name" else tmp_path / ("x" * 300)
    if place == "a file":
        path.write_text("x")
    elif place == "a folder":
        path.mkdir()
    elif place == "no host any more":
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(path))
    said, took = log_in(program, path if place else "")
    assert said == f"{PLAIN} a b c []"
    assert took < QUICK


ANSWERS: dict[str, tuple[Callable[[Path], bytes], bool]] = {
    "says nothing": (lambda _: b"", False), "goes": (lambda _: b"", True),
    "is of another version": (lambda _: b"1 2 3 4 5\n", False),
    "greets, then hangs": (lambda program: enter.stamp(str(program)), False),
    "greets, then goes": (lambda program: enter.stamp(str(program)), True),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_a_host_that_does_not_answer_is_not_waited_for(name: str, program: Path, tmp_path: Path) -> None:
    impatient = tmp_path / "enter.py"
    impatient.write_text(re.sub(r"^_READY = .*", "_READY = 0.5", ENTER.read_text(), flags=re.M))
    says, goes = ANSWERS[name]
    with listening(tmp_path, says(program), goes=goes):
        said, took = log_in(program, tmp_path / "socket", impatient)
    assert said == f"{PLAIN} a b c []"
    assert took < QUICK


def test_neither_is_one_at_which_too_many_wait(program: Path, tmp_path: Path) -> None:
    with listening(tmp_path, backlog=0), ExitStack() as stack:
        for _ in range(4):
            waiting = stack.enter_context(socket.socket(socket.AF_UNIX))
            waiting.setblocking(False)
            with suppress(BlockingIOError):
                waiting.connect(str(tmp_path / "socket"))
        said, took = log_in(program, tmp_path / "socket")
    assert said == f"{PLAIN} a b c []"
    assert took < QUICK


def test_a_host_that_hangs_begins_nothing_later(tmp_path: Path) -> None:
    with WarmHost() as host:
        host.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        with Terminal(["where"], program=as_a_login(ENTER, host.program), env=host.by) as screen:
            assert screen.wait_end() == 0
            assert time.monotonic() - began < 2 * QUICK, "Python and our own texts take their time, too"
            before = screen.raw
            host.process.send_signal(signal.SIGCONT)
            time.sleep(1)
            assert not children(host.process.pid)
            screen.settle()
            assert screen.raw == before


def test_neither_does_one_that_is_given_up_at_the_last_moment(tmp_path: Path) -> None:
    with WarmHost() as host:
        late = tmp_path / "enter.py"
        # Long enough for a session that does not wait.
        too_late = '__import__("time").sleep(2); raise OSError'
        text, found = re.subn(r"line.sendall\(GO\)", too_late, host.enter.read_text())
        assert found == 1
        late.write_text(text)
        with Terminal(["where"], program=as_a_login(late, host.program), env=host.by) as screen:
            assert screen.wait_end(60) == 0
            end = time.monotonic() + 20
            while host.sessions():
                assert time.monotonic() < end
                time.sleep(0.05)
            assert len(screen.text.split("config.toml")) == 2, "told once, by the plain start"
            assert b"\x1b" not in screen.raw


def test_neither_does_one_of_another_version(program: Path) -> None:
    with WarmHost() as host:
        # The host sees that its own file is as it was.
        said, _ = log_in(program, host.socket, host.enter)
        assert said == f"{PLAIN} a b c []"
        assert host.process.poll() is None


def test_a_login_that_has_no_terminal_enters_nowhere(program: Path, tmp_path: Path) -> None:
    with listening(tmp_path) as called:
        said = subprocess.run(
            [*as_a_login(ENTER, program), "x"], env={enter.VARIABLE: str(tmp_path / "socket")},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    assert said == f"{PLAIN} x []\n"
    assert called == []


@pytest.mark.parametrize("name", enter.AT_IMPORT)
def test_neither_does_one_with_what_a_library_reads_while_it_loads(name: str, program: Path, tmp_path: Path) -> None:
    with listening(tmp_path) as called:
        assert log_in(program, tmp_path / "socket", **{name: "1"})[0] == f"{PLAIN} a b c []"
    assert called == []


READS = """
import os, re
from gespreksklaar.tui.warm import loading
class Recorded(dict):
    read = set()
    def __getitem__(self, name):
        self.read.add(name.decode())
        return super().__getitem__(name)
    def __contains__(self, name):
        self.read.add(name.decode())
        return super().__contains__(name)
os.environ._data = Recorded(os.environ._data)
loading.terminal_setup.scrub_environment = lambda: None
async def nothing(_): pass
loading._rehearse = nothing
Recorded.read.clear()
loading.load(loading.Path("/dev/shm"))
print(*sorted(Recorded.read))
"""


def test_no_other_variable_is_read_while_all_is_loaded() -> None:
    said = subprocess.run([sys.executable, "-I", "-c", READS], capture_output=True, text=True, check=True).stdout
    read = set(said.split())
    assert "TEXTUAL_DRIVER" in read, "what they read is seen"
    kept = {name for name in read if any(re.fullmatch(names, name) for names in terminal_setup._KEPT)}
    # Python's own sysconfig looks where a user would install packages.
    assert kept - {"HOME"} == {*enter.AT_IMPORT}


def test_the_file_for_logins_needs_no_other_and_loads_little() -> None:
    def loaded(before: str) -> set[str]:
        alone = [sys.executable, "-I", "-S", "-c", before + "; import sys; print(*sys.modules)"]
        return set(subprocess.run(alone, capture_output=True, text=True, check=True).stdout.split())

    run = f"__name__ = 'enter'; exec(open({str(ENTER)!r}).read())"
    assert loaded(run) - loaded("import os") == {"_socket", "resource"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
@needs("setpriv")
def test_who_listens_as_somebody_else_gets_no_terminal(program: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for folder in takewhile(lambda folder: folder != Path(tempfile.gettempdir()), tmp_path.parents):
        folder.chmod(0o755)
    path = tmp_path / "socket"
    listen = (
        f"import os, socket\nserver = socket.socket(socket.AF_UNIX)\nserver.bind({str(path)!r})\nserver.listen()\n"
        f"print('listens', flush=True)\nline, _ = server.accept()\n"
        f"try:\n    line.send({enter.stamp(str(program))!r})\n    print(line.recv(100), flush=True)\n"
        "except OSError:\n    print(b'', flush=True)\n"
    )
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-I", "-c", listen]
    with subprocess.Popen(other, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "listens\n"
        path.chmod(0o777)
        assert log_in(program, path)[0] == f"{PLAIN} a b c []"
        assert process.stdout.readline() == "b''\n", "nothing was sent, and no file handed out"

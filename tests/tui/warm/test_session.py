"""A session of the warm host has all that a plain start has from its caller, and shows the same."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import struct
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal, as_seen
from tests.warm_host import WarmHost

DUMP = """
import json, locale, os, random, resource, signal, tempfile, termios, threading, time
from gespreksklaar.tui.cli import command_line
as_ever = command_line.main
def dump():
    if "warm" in sys.argv:
        return as_ever()
    files = {}
    for number in range(3, 60):
        try:
            files[number] = os.fstat(number).st_ino
        except OSError:
            pass
    os.umask(umask := os.umask(0))
    handlers = {n: getattr(h := signal.getsignal(n), "__name__", str(h)) for n in signal.valid_signals() - {9, 19}}
    mine = dict(
        arguments=sys.argv[1:], environment={k: v for k, v in os.environ.items() if k not in ("SHLVL", "_")},
        folder=os.getcwd(), umask=umask,
        files=files, limits=[resource.getrlimit(number) for number in range(16) if number != resource.RLIMIT_CORE],
        locale=locale.setlocale(locale.LC_CTYPE), zone=time.tzname, hour=time.localtime(1_800_000_000).tm_hour,
        streams=[(s.encoding, s.errors, s.isatty(), s.fileno(), s.mode) for s in (sys.stdin, sys.stdout, sys.stderr)],
        own_streams=sys.stdout is sys.__stdout__ and sys.stderr is sys.__stderr__ and sys.stdin is sys.__stdin__,
        handlers=handlers, blocked=[str(each) for each in signal.pthread_sigmask(signal.SIG_BLOCK, [])],
        size=os.get_terminal_size(), terminal=os.ttyname(0), user=os.getresuid(), groups=os.getgroups(),
        threads=threading.active_count(), temporary=tempfile.gettempdir(),
    )
    apart = dict(
        session=os.getsid(0), process=os.getpid(), chance=random.random(), name=next(tempfile._get_candidate_names()),
        core=resource.getrlimit(resource.RLIMIT_CORE)[0],
        lines=sum(os.readlink(f"/proc/self/fd/{each}").startswith("socket") for each in range(200)
                  if os.path.lexists(f"/proc/self/fd/{each}")),
        process_environment=str(open("/proc/self/environ", "rb").read()),
    )
    print("DUMP" + json.dumps([mine, apart]) + "END", flush=True)
    return 7
command_line.main = dump
""".strip().splitlines()
TELL_WHAT_IS_NEW = """
import gc, json, sys
from gespreksklaar.tui.cli import command_line
as_ever = command_line.main
def told():
    if "warm" in sys.argv:
        return as_ever()
    there, frozen = set(sys.modules), gc.get_freeze_count()
    code = as_ever()
    print("DUMP" + json.dumps([sorted(set(sys.modules) - there), gc.get_freeze_count() - frozen]) + "END", flush=True)
    return code
command_line.main = told
""".strip().splitlines()
ODD = {
    "HOME": "/nowhere", "LANG": "C.UTF-8", "TERM": "linux", "TZ": "Asia/Tokyo", "ODD": "a=b\n\udce9", 
    "COLORTERM": "x",
}  # fmt: skip
HAS = "umask 027; ulimit -n 99; ulimit -d 900000; cd /usr/lib; exec 9</etc/passwd 5</etc/group; "


@pytest.fixture(scope="module")
def dumping() -> Iterator[WarmHost]:
    with WarmHost(*DUMP) as host:
        yield host


def dumped(
    program: Sequence[str], env: Mapping[str, str], before: str = "", size: tuple[int, int] = (80, 24)
) -> tuple[dict[str, Any], dict[str, Any]]:
    begin = ["sh", "-c", before + 'exec "$@"', "sh", *program]
    with Terminal(["a", "", "b\nc"], program=begin, env=env, size=size) as screen:
        screen.looks = False
        assert screen.wait_end(60) == 7
        mine, apart = json.loads(screen.raw.partition(b"DUMP")[2].partition(b"END")[0])
        return mine, apart


def test_a_session_has_what_a_plain_start_has(dumping: WarmHost) -> None:
    env = {name: os.fsencode(value) for name, value in ODD.items()}  # type: ignore[misc]
    plain, _ = dumped([str(dumping.program)], env, HAS, (97, 31))
    warm, apart = dumped(dumping.entering, env | dumping.by, HAS, (97, 31))
    for name in ("terminal",):
        plain.pop(name), warm.pop(name)
    assert plain["size"] == [97, 31]
    assert plain["umask"] == 0o027
    assert plain["hour"] == time.gmtime(1_800_000_000 + 9 * 3600).tm_hour
    assert warm == plain
    assert apart["session"] == apart["process"]
    assert apart["core"] == 0, "no core file"
    assert "a=b" not in apart["process_environment"]


def test_two_sessions_share_no_chance(dumping: WarmHost) -> None:
    first, second = (dumped(dumping.entering, dumping.by)[1] for _ in range(2))
    assert first["chance"] != second["chance"]
    assert first["name"] != second["name"]


def test_sessions_that_begin_at_once_have_no_line_to_each_other(dumping: WarmHost) -> None:
    dumping.process.send_signal(signal.SIGSTOP)
    with ExitStack() as stack:
        begin = ["a", "b"]
        screens = [stack.enter_context(Terminal(begin, program=dumping.entering, env=dumping.by)) for _ in range(5)]
        time.sleep(2)
        dumping.process.send_signal(signal.SIGCONT)
        for screen in screens:
            screen.looks = False
            assert screen.wait_end(60) == 7
            assert b'"lines": 1,' in screen.raw


def test_a_limit_of_the_host_is_never_passed() -> None:
    with WarmHost(*DUMP) as host:
        resource.prlimit(host.process.pid, resource.RLIMIT_NOFILE, (70, 80))
        warm, _ = dumped(host.entering, host.by)
        limits = iter(warm["limits"])
        names = [number for number in range(16) if number != resource.RLIMIT_CORE]
        assert dict(zip(names, limits, strict=True))[resource.RLIMIT_NOFILE] == [80, 80]


def test_what_sessions_need_is_loaded_before_and_their_own_garbage_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("first_run_done = true\n")
    given = ["--data", str(tmp_path), "--config", str(tmp_path / "config.toml"), "--lang", "nl"]
    with WarmHost(*TELL_WHAT_IS_NEW) as host, Terminal(given, program=host.entering, env=host.by) as screen:
        screen.wait("Een nieuw gesprek", limit=60)
        screen.settle()
        screen.press("+")
        screen.wait("Stap 1 van 5")
        screen.settle()
        screen.press("escape")
        screen.wait("Een nieuw gesprek", gone="Stap 1 van 5")
        screen.press("ctrl+q")
        screen.looks = False
        screen.wait_end(60)
        loaded, frozen = json.loads(screen.raw.partition(b"DUMP")[2].partition(b"END")[0])
        assert loaded == []
        assert frozen <= 0


TERMINALS: Mapping[str, Mapping[str, str]] = {
    "the console": {"TERM": "linux"}, "all colours": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256 colours": {"TERM": "xterm-256color"}, "none": {"TERM": "xterm-256color", "NO_COLOR": "1"},
    "English": {"LANG": "en_GB.UTF-8", "TERM": "screen"},
}  # fmt: skip


@pytest.fixture(scope="module")
def host() -> Iterator[WarmHost]:
    with WarmHost() as host:
        yield host


def looks(program: Sequence[str], env: Mapping[str, str], folder: Path) -> list[list[tuple[object, ...]]]:
    """Each cell of the first screen, with its colours."""
    (folder / "config.toml").write_text("first_run_done = true\n")
    given = ["--data", str(folder), "--config", str(folder / "config.toml")]
    with Terminal(given, program=program, env=env) as screen:
        screen.wait("Gespreksklaar", "1 ")
        screen.settle(0.5)
        lines = [[as_seen(screen.screen.buffer[y][x]) for x in range(80)] for y in range(24)]
        screen.press("ctrl+q")
        screen.wait_end()
        return [[tuple(cell) for cell in line] for line in lines]


def test_it_looks_as_a_plain_start_on_every_terminal(host: WarmHost, tmp_path: Path) -> None:
    seen = []
    # One after another from one host: nothing of a terminal stays in it.
    for env in (*TERMINALS.values(), TERMINALS["all colours"]):
        warm = looks(host.entering, env | dict(host.by), tmp_path)
        assert warm == looks([str(host.program)], env, tmp_path)
        seen.append(str(warm))
    assert len(set(seen)) > 3, "they do look different"


REQUESTS = {
    "nothing": b"", "no length": b"abc", "too long a one": b"\1" * 8, "no fields": b"\0" * 7 + b"\1x",
    "cut short": (500).to_bytes(8, "big") + b"0 1 2\0", "no files": (13).to_bytes(8, "big") + b"0 1 2\0000\0\0/\0000\0",
    "letters for numbers": (18).to_bytes(8, "big") + b"a b c\0x\0y\0/\0many\0",
}  # fmt: skip


@pytest.mark.parametrize("name", REQUESTS)
def test_what_no_caller_sends_ends_that_session_alone(name: str, host: WarmHost) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(10)
        line.connect(str(host.socket))
        assert line.recv(200)
        line.sendall(REQUESTS[name])
        line.shutdown(socket.SHUT_WR)
        assert line.recv(200) == b"", "no session"
        peer = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    assert struct.unpack("3i", peer)[0] == host.process.pid
    assert host.process.poll() is None

"""A session ended from outside: by HUP, TERM, a closed terminal, or a client that froze and then went away."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.soak._slow_disk import ON_SLOW_DISK
from tests.soak._typing import Typing
from tests.terminal import PROGRAM, Terminal

LONG, SHORT = 100, 1
LIMIT = 3.0
"""Seconds within which the process must be gone."""
AT_ONCE = 2


def hup(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGHUP)


def term(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGTERM)


def closed(terminal: Terminal) -> None:
    terminal.hang_up()


def freeze(terminal: Terminal) -> None:
    """Stop reading, and make the program draw large frames until its output blocks."""
    before, still = -1, 0
    while still < 5:
        for width in (300, 298):
            fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("4H", 100, width, 0, 0))
            time.sleep(0.06)
        waiting = struct.unpack("i", fcntl.ioctl(terminal.fd, termios.FIONREAD, b"\0" * 4))[0]
        still = still + 1 if waiting == before else 0
        before = waiting


def frozen_then_term(terminal: Terminal) -> None:
    freeze(terminal)
    term(terminal)


def frozen_then_closed(terminal: Terminal) -> None:
    freeze(terminal)
    closed(terminal)


def closed_without_a_signal(terminal: Terminal) -> None:
    """Close the terminal of a program below nohup or sudo, to which only the end of the input shows it."""
    terminal.hang_up()


ENDINGS: tuple[Callable[[Terminal], None], ...] = (
    hup, term, closed, closed_without_a_signal, frozen_then_term, frozen_then_closed,
)  # fmt: skip
_DEAF = ("sh", "-c", 'trap "" HUP; "$@"; :', "sh")


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Run `amount` sessions of each ending, every other one on a slow disk."""
    plan = [ending for ending in ENDINGS for _ in range(amount)]

    def work(worker: int) -> tuple[Typing, float]:
        typing, slowest = Typing(folder / str(worker), seed * 1000 + worker), 0.0
        for number, ending in enumerate(plan[worker::AT_ONCE]):
            what = f"worker {worker}, ending {number} by {ending.__name__}"
            program = ON_SLOW_DISK if number % 2 else PROGRAM
            terminal = typing.session((*_DEAF, *program) if ending is closed_without_a_signal else program)
            sent = typing.type_for(terminal, typing.random.uniform(0.05, 1.2))
            cut = time.monotonic()
            ending(terminal)
            slowest = max(slowest, _gone(terminal, what))
            typing.check(sent, cut, what)
        return typing, slowest

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(work, range(AT_ONCE)))
    typed, lost = sum(t.typed for t, _ in done), sum(t.lost for t, _ in done)
    ways = ", ".join(ending.__name__.replace("_", " ") for ending in ENDINGS)
    return f"{amount} each of {ways}: {typed} keys, {lost} lost, slowest gone in {max(s for _, s in done):.2f} s"


def _gone(terminal: Terminal, what: str) -> float:
    start = time.monotonic()
    while time.monotonic() - start < LIMIT:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            terminal.status = os.waitstatus_to_exitcode(status)
            terminal.__exit__()
            gone = time.monotonic() - start
            assert not (left := _of_session(terminal.pid)), f"{what}: left behind {left}"
            return gone
        time.sleep(0.005)
    terminal.__exit__()
    raise AssertionError(f"{what}: still running after {LIMIT} s")


def _of_session(leader: int) -> list[str]:
    """The processes of this terminal's session that still run, each with its state."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, fields = status.read_text("utf-8", "replace").rpartition(")")
            state, _, _, session = fields.split()[:4]
            if int(session) == leader:
                found.append(f"{name}) {state}")
    return found

"""Measure speed, bytes and memory in a real pseudo-terminal, in turn with a bare Textual app: `make bench`.

Machines drift, so the two programs take turns and each figure's ratio is taken per round; the medians are shown.
`start` is from exec until the screen shows a marker, `key` from the byte written to the last byte that comes back;
`idle` is what comes in ten seconds without a key.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from contextlib import suppress
from pathlib import Path

import pyte

HERE = Path(__file__).parent
LETTERS = "waarom is rekenen zo moeilijk en wat kan ik thuis doen "


class Run:
    """One run of a program: each chunk is timed before it goes to the emulator, so the emulator costs it nothing."""

    def __init__(self, argv: list[str]) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
            environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
            os.execvpe(argv[0], argv, environment | {"TERM": "xterm-256color"})
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = 0

    def read(self, limit: float) -> float | None:
        """Read one chunk. Returns when it came (`perf_counter`); None when nothing came within `limit` seconds."""
        if not select.select([self.fd], [], [], limit)[0]:
            return None
        data = os.read(self.fd, 65536)
        at = time.perf_counter()
        self.bytes += len(data)
        with suppress(Exception):  # pyte does not know every private sequence
            self.stream.feed(data)
        return at

    def until(self, words: str) -> float:
        """Milliseconds from the start until these words are on the screen."""
        at = 0.0
        while words not in "\n".join(self.screen.display):
            at = self.read(20) or sys.exit(f"never saw {words!r}")
        return (at - self.began) * 1000

    def press(self, keys: str, quiet: float = 0.06, wait: float = 0.4) -> tuple[float, int]:
        """Press keys. Returns the milliseconds to the last byte that they bring, and how many bytes came.

        `wait`: seconds in which the first must come; keys that bring none count as 0.0 ms.
        """
        before, began, last = self.bytes, time.perf_counter(), None
        os.write(self.fd, keys.encode())
        while (at := self.read(wait if last is None else quiet)) is not None:
            last = at
        return ((last or began) - began) * 1000, self.bytes - before

    def settle(self) -> None:
        while self.read(0.3) is not None:
            pass

    def proc(self, name: str) -> str:
        return Path(f"/proc/{self.pid}/{name}").read_text()

    def pss(self) -> float:
        lines = self.proc("smaps_rollup").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

    def wakeups(self) -> int:
        tasks = Path(f"/proc/{self.pid}/task").glob("*/status")
        found = (line for task in tasks for line in task.read_text().splitlines())
        return sum(int(line.split()[1]) for line in found if line.startswith("voluntary_ctxt_switches"))

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def measure(argv: list[str], marker: str, to_field: list[str], idle: float) -> dict[str, float]:
    run = Run(argv)
    try:
        figures = {"start ms": run.until(marker)}
        run.settle()
        figures["first paint bytes"] = run.bytes
        for keys in to_field:
            run.press(keys)
            run.settle()
        keys = [run.press(letter) for letter in LETTERS]
        figures["key ms (median)"] = statistics.median(ms for ms, _ in keys)
        figures["bytes a letter"] = statistics.mean(size for _, size in keys)
        time.sleep(2)
        run.settle()
        figures["memory PSS MiB"] = run.pss()
        before, woken, end = run.bytes, run.wakeups(), time.monotonic() + idle
        while (left := end - time.monotonic()) > 0:
            run.read(left)
        figures["idle bytes"] = run.bytes - before
        figures["idle wake-ups"] = run.wakeups() - woken
        return figures
    finally:
        run.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--idle", type=float, default=10.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE.parent / "tests/tui/full_prep.toml", f"{folder}/sam.toml")
        settings = Path(folder, "settings.ini")
        settings.write_text("first_run_done = true\n")
        ours = [sys.executable, "-m", "gespreksklaar.tui", "--data", folder, "--config", str(settings), "--lang", "nl"]
        programs = {
            # Step 3 at its second stop, the input for an own question: the screen shows the most there.
            "ours": (ours, "Sam", ["\r", "\x1bOS", "\x1bOS", "\t"]),
            "bare": ([sys.executable, str(HERE / "bare.py")], "type here", []),
        }
        rounds = []
        for number in range(-1, options.rounds):
            order = list(programs) if number % 2 else list(programs)[::-1]
            figures = {name: measure(*programs[name], options.idle if number >= 0 else 0.1) for name in order}
            rounds += [figures] if number >= 0 else []
    print(f"{'median of ' + str(options.rounds):<20}{'ours':>10}{'bare':>10}{'ratio':>8}")
    for name in rounds[0]["ours"]:
        ours_all, bare_all = ([figures[who][name] for figures in rounds] for who in ("ours", "bare"))
        ratio = statistics.median(a / b if b else float(a > 0) for a, b in zip(ours_all, bare_all, strict=True))
        print(f"{name:<20}{statistics.median(ours_all):>10.1f}{statistics.median(bare_all):>10.1f}{ratio:>8.2f}")


if __name__ == "__main__":
    main()

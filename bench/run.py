"""Measure speed, bytes and memory in a real pseudo-terminal, in turn with a bare Textual app and peers: `make bench`.

Machines drift, so the programs take turns and each figure's ratio to bare is taken per round; medians are shown.
`start` is from exec until the screen shows what can be used, a key's time from the byte written to the last byte that
comes back; `used` is the memory after all keys, `idle` what comes in ten seconds without a key. A peer that is not to
be had here is left out and named.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyte
from page import machine, write_between
from programs import Phase, Program, all_programs, found

HERE = Path(__file__).parent
_PATIENCE = 120.0
_ENDLESS = 5.0
"""Seconds after which a program that is never silent is waited for no longer."""
_PIECE = 256
"""Bytes that the emulator is shown at once: about a millisecond's worth."""


class Run:
    """One run of a program: what comes is timed when it is read and shown to the emulator in the silences only, so that
    the emulator costs no program time."""

    def __init__(self, argv: Sequence[str], home: str = "") -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = 0
        self._ended = False
        self._unseen: deque[tuple[float, bytes]] = deque()
        self._sought = ""
        self._found: float | None = None
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
            environment = {"PATH": os.environ["PATH"], "HOME": home or os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
            os.execvpe(argv[0], argv, environment | {"TERM": "xterm-256color"})
        # Some programs ask where the cursor is, and wait for the answer.
        self.screen.write_process_input = lambda answer: os.write(self.fd, answer.encode())

    def read(self, limit: float) -> float | None:
        """Read one chunk. Returns when it came (`perf_counter`); None when nothing came within `limit` seconds."""
        end = time.perf_counter() + limit
        while not select.select([self.fd], [], [], 0 if self._unseen else max(0, end - time.perf_counter()))[0]:
            if not self._unseen:
                return None
            self._show()
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            # It has ended.
            data = b""
        if not data:
            return None
        at = time.perf_counter()
        self.bytes += len(data)
        self._unseen.append((at, data))
        return at

    def _show(self) -> None:
        """Show the emulator a little of what came; look for the words at the end of each chunk."""
        at, data = self._unseen.popleft()
        with suppress(Exception):  # pyte does not know every private sequence
            self.stream.feed(data[:_PIECE])
        if data[_PIECE:]:
            self._unseen.appendleft((at, data[_PIECE:]))
        elif self._found is None and self._sought in self.text:
            self._found = at

    @property
    def text(self) -> str:
        with suppress(IndexError):  # pyte has no whole line where half of a wide character was overwritten
            return "\n".join(self.screen.display)
        return ""

    def until(self, words: str) -> float:
        """Milliseconds from the start until these words are on the screen."""
        self._sought, self._found = words, None
        if not self._unseen and words in self.text:
            self._found = time.perf_counter()
        end = time.perf_counter() + _PATIENCE
        while self._found is None:
            self.read(0.05)
            if time.perf_counter() > end:
                sys.exit(f"never saw {words!r}:\n{self.text}")
        return (self._found - self.began) * 1000

    def press(self, keys: str, quiet: float = 0.06, wait: float = 0.4) -> tuple[float, int]:
        """Press keys. Returns the milliseconds to the last byte that they bring, and how many bytes came.

        `wait`: seconds in which the first must come; keys that bring none count as 0.0 ms.
        """
        before, began, last = self.bytes, time.perf_counter(), None
        os.write(self.fd, keys.encode())
        while (at := self.read(wait if last is None else quiet)) is not None and at < began + _ENDLESS + wait:
            last = at
        return ((last or began) - began) * 1000, self.bytes - before

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing comes for so many seconds."""
        end = time.perf_counter() + _ENDLESS
        while self.read(quiet) is not None and time.perf_counter() < end:
            pass

    def processes(self) -> list[int]:
        """The program's process and those below it."""
        found = [self.pid]
        for each in found:
            with suppress(OSError):
                found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        return found

    def pss(self) -> float:
        """MiB of all its processes."""
        return sum(map(pss, self.processes()))

    def cpu(self) -> float:
        """Processor time of all threads until now, in milliseconds."""
        tasks = (task for each in self.processes() for task in Path(f"/proc/{each}/task").glob("*/schedstat"))
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def wakeups(self) -> int:
        tasks = (task for each in self.processes() for task in Path(f"/proc/{each}/task").glob("*/status"))
        text = "".join(task.read_text() for task in tasks)
        return sum(map(int, re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", text, re.M)))

    def leave(self, keys: str) -> float | None:
        """Milliseconds from these keys to the end of the program; None if it did not end within ten seconds."""
        os.set_blocking(self.fd, False)
        began = time.perf_counter()
        os.write(self.fd, keys.encode())
        while not self._ended and time.perf_counter() < began + 10:
            select.select([self.fd], [], [], 0.001)
            with suppress(OSError):
                # It waits until what it says is read.
                os.read(self.fd, 65536)
            self._ended = bool(os.waitpid(self.pid, os.WNOHANG)[0])
        return (time.perf_counter() - began) * 1000 if self._ended else None

    def close(self) -> None:
        """Kill it, if it has not ended."""
        if not self._ended:
            for each in reversed(self.processes()):
                os.kill(each, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


def pss(process: int) -> float:
    """MiB of memory, in which a page that others have as well counts in part."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"^Pss:\s+(\d+)", text, re.M))) / 1024


def felt(run: Run, phase: Phase) -> dict[str, float]:
    """Press keys one by one, each when all is quiet: time, bytes and processor time of one."""
    kind, keys, _ = phase
    before = run.cpu()
    answers = [run.press(key, wait=5 if kind == "step" else 0.4) for key in keys]
    # A key that brings nothing, as at the end of a list, has no time.
    cpu, times = run.cpu() - before, sorted(ms for ms, size in answers if size)
    if not times:
        return {}
    return {
        f"{kind} ms": statistics.median(times),
        f"{kind} ms (p95)": times[int(0.95 * len(times))],
        f"{kind} CPU ms": cpu / len(answers),
        f"{kind} bytes": statistics.mean(size for _, size in answers),
    }


def measure(program: Program, argv: Sequence[str], home: str, idle: float) -> dict[str, float]:
    """All figures of one run."""
    run = Run(argv, home)
    try:
        figures = {"start ms": run.until(program.marker), "start CPU ms": run.cpu()}
        run.settle(1)
        figures |= {"first paint bytes": run.bytes, "memory MiB": run.pss()}
        for phase in program.phases:
            for key in phase.way:
                run.press(key)
                run.settle()
            figures |= felt(run, phase)
        run.settle()
        figures["memory used MiB"] = run.pss()
        before, woken, cpu, end = run.bytes, run.wakeups(), run.cpu(), time.monotonic() + idle
        while (left := end - time.monotonic()) > 0:
            run.read(left)
        figures["idle bytes"] = run.bytes - before
        figures["idle CPU ms"] = run.cpu() - cpu
        figures["idle wake-ups"] = run.wakeups() - woken
        if (left := run.leave(program.leave)) is not None:
            figures["leaving ms"] = left
        return figures
    finally:
        run.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--idle", type=float, default=10.0)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these programs, besides bare")
    parser.add_argument("--write", type=Path, help="write the table into this page, between its markers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        programs = chosen(Path(name), options.only)
        rounds: list[dict[str, dict[str, float]]] = []
        for number in range(-1, options.rounds):
            order = list(programs)[:: 1 if number % 2 else -1]
            idle = options.idle if number >= 0 else 0.1
            figures = {each.name: measure(each, programs[each], f"{name}/home", idle) for each in order}
            rounds += [figures] if number >= 0 else []
    names = [each.name for each in programs]
    said = [f"{time.strftime('%d %B %Y')}, median of {options.rounds}; {machine()}", ""]
    said += [*table(names, rounds, ratio=False), "", f"{'as times bare':<19}", *table(names, rounds, ratio=True)[1:]]
    print("\n".join(said))
    if options.write:
        write_between(options.write, "bench", "```\n" + "\n".join(said) + "\n```")


def chosen(folder: Path, only: Sequence[str] | None) -> dict[Program, Sequence[str]]:
    """The programs that can be had here, with their words. Everything they write lands below this folder."""
    for name in ("home", "preps"):
        (folder / name).mkdir()
    shutil.copy(HERE.parent / "tests/tui/full_prep.toml", folder / "preps/sam.toml")
    (folder / "settings.ini").write_text("first_run_done = true\n")
    own = ["--data", str(folder / "preps"), "--config", str(folder / "settings.ini"), "--lang", "nl"]
    programs = {}
    for each in all_programs(*own):
        if only and each.name not in (*only, "bare"):
            continue
        if argv := found(each, folder):
            programs[each] = argv
        else:
            print(f"{each.name} is not to be had here: left out")
    return programs


def table(names: Sequence[str], rounds: Sequence[Mapping[str, Mapping[str, float]]], *, ratio: bool) -> list[str]:
    """A line a figure, a column a program."""
    lines = [f"{'':<19}" + "".join(f"{name:>12}" for name in names)]
    for figure in max((each for each in rounds[0].values()), key=len):
        line = f"{figure:<19}"
        for name in names:
            values = [each[name].get(figure) for each in rounds]
            if ratio:
                bare = [each["bare"].get(figure) for each in rounds]
                values = [a / b if a is not None and b else None for a, b in zip(values, bare, strict=True)]
            known = [value for value in values if value is not None]
            line += f"{shown(statistics.median(known)) if known else '-':>12}"
        if any(each["bare"].get(figure) is not None for each in rounds) or not ratio:
            lines.append(line)
    return lines


def shown(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


if __name__ == "__main__":
    main()

"""Measure sessions of a warm host in turn with plain starts and a bare Textual app: PYTHONPATH=. python bench/warm.py.

`start` is until the first screen, `CPU` what all processes on the terminal used until then; memory is their PSS with
many sessions open, in which a shared page counts once; the host's own is told apart. Ratios are taken per round, for
machines drift. Root sees the memory of every session; others do not, as none may be traced.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sessions import all_show, p95, typed, typing

from run import pss
from tests.terminal import Terminal
from tests.warm_host import ENTER, WarmHost, as_a_login

HERE = Path(__file__).parent
START, VISIT = "Een nieuw gesprek", "Niets blijft bewaard"


class Program(NamedTuple):
    marker: str
    argv: Sequence[str]
    arguments: Sequence[str] = ()
    begin: str = "+"
    env: Mapping[str, str] = {}


@contextmanager
def opened(program: Program, folder: Path) -> Iterator[tuple[Terminal, float]]:
    """The program at its first screen, and the milliseconds that took."""
    env = {"HOME": str(folder), **program.env}
    began = time.perf_counter()
    with Terminal(program.arguments, program=program.argv, env=env) as screen:
        screen.wait(program.marker, limit=120)
        yield screen, (time.perf_counter() - began) * 1000
    time.sleep(0.3)


def on_terminal(screen: Terminal) -> list[int]:
    """The process that was started, and all others that have this terminal as standard input."""
    found = [screen.pid]
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.readlink(process / "fd/0") == screen.name and int(process.name) != screen.pid:
                found.append(int(process.name))
    return found


def cpu(screen: Terminal) -> float:
    """Milliseconds of processor time, of all threads."""
    tasks = (task for each in on_terminal(screen) for task in Path(f"/proc/{each}/task").iterdir())
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6


def memory(program: Program, folder: Path, many: int) -> float:
    with ExitStack() as stack:
        screens = [stack.enter_context(opened(program, folder))[0] for _ in range(many)]
        for screen in screens:
            screen.settle()
        return sum(pss(each) for screen in screens for each in on_terminal(screen)) / many


def burst(program: Program, folder: Path, many: int, seconds: float) -> str:
    """So many logins at once, the memory of all, and then all of them type: what one of them feels."""
    env = {"HOME": str(folder), **program.env}
    with ExitStack() as stack:
        began, screens = time.perf_counter(), {}
        for _ in range(many):
            screen = stack.enter_context(Terminal(program.arguments, program=program.argv, env=env))
            screen.looks = False
            screens[screen.fd] = screen
        last = all_show(screens, program.marker.split()[-1].encode(), began)[-1]
        for screen in screens.values():
            screen.settle()
        took = sum(pss(each) for screen in screens.values() for each in on_terminal(screen))
        for keys in (program.begin, "tab"):
            # To the field for the child's name.
            for screen in screens.values():
                screen.press(keys)
            for screen in screens.values():
                screen.settle(0.5)
        typist, *others = screens.values()
        with typing(others):
            felt = p95(typed(typist, seconds))
    return f"the last after {last:.2f} s, {took:.0f} MiB; a letter of one while all type: p95 {felt:.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--many", type=int, default=10)
    parser.add_argument("--burst", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=20, help="of typing after a burst")
    options = parser.parse_args()
    with WarmHost() as host, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.toml").write_text("first_run_done = true\n")
        (folder / "kiosk.toml").write_text("")
        own = ("--lang", "nl", "--data", name, "--config", f"{name}/config.toml")
        visit = ("kiosk", "--once", "--config", f"{name}/kiosk.toml")
        plain, warm = [str(host.program)], as_a_login(ENTER, host.program)
        programs = {
            "bare": Program("type here", [sys.executable, str(HERE / "bare.py")]),
            "plain": Program(START, plain, own),
            "warm": Program(START, warm, own, env=host.by),
            "plain visit": Program(VISIT, plain, visit, "1"),
            "warm visit": Program(VISIT, warm, visit, "1", host.by),
        }
        rounds: list[dict[str, tuple[float, float]]] = []
        for number in range(-1, options.rounds):
            figures = {}
            for each in list(programs)[:: -1 if number % 2 else 1]:
                with opened(programs[each], folder) as (screen, start):
                    figures[each] = start, cpu(screen)
            rounds += [figures] if number >= 0 else []
        heads = "".join(f"{head:>10}{'x bare':>8}" for head in ("start ms", "CPU ms", "PSS MiB"))
        print(f"{f'median of {options.rounds}':<14}{heads}")
        bare_memory = 0.0
        for each, program in programs.items():
            line = f"{each:<14}"
            for at in (0, 1):
                ratio = statistics.median(figures[each][at] / figures["bare"][at] for figures in rounds)
                line += f"{statistics.median(figures[each][at] for figures in rounds):10.0f}{ratio:8.2f}"
            took = memory(program, folder, options.many)
            bare_memory = bare_memory or took
            print(f"{line}{took:10.1f}{took / bare_memory:8.2f}", flush=True)
        alone = f"the host alone: {pss(host.process.pid):.1f} MiB"
        print(f"PSS of each of {options.many}; {alone}; load {os.getloadavg()[0]:.1f}")
        for each, program in list(programs.items())[1:] if options.burst else ():
            print(
                f"{options.burst} at once: {each}: {burst(program, folder, options.burst, options.seconds)}", flush=True
            )


if __name__ == "__main__":
    main()

"""Measure how the program grows and write docs/performance.md: `make growth`. As root, with openssh-server.

Sessions through a real sshd on this machine, plain and in a warm host in turn; preps on one shelf; a whole prep over a
slow line. The tables and the plot are written between the page's markers; all other text of the page stays. Every
figure is a median over the rounds, with the least and the most behind it. `--only` measures and writes a part.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

import line  # noqa: E402
import sessions  # noqa: E402
import shelf  # noqa: E402
from compare import program  # noqa: E402
from many_files import fill  # noqa: E402
from page import machine, write_between  # noqa: E402

PAGE = ROOT / "docs/performance.md"
KIOSKS = (100, 1_000, 10_000)
PROCESSORS, GIB, SEATS = 4, 16, 200
"""The host that is reckoned with, and the visits that the installer lets in at most."""
BUSY = 0.7
"""The part of a host's processors and memory that sessions may use, so that keys do not wait in a queue."""
COLOURS = {"plain": "#b45309", "warm": "#1d4ed8"}
Figures = Mapping[str, float]


def said(values: Iterable[float]) -> str:
    """The median, with the least and the most."""
    found = sorted(values)
    least, middle, most = (
        f"{each:,.0f}" if each >= 20 else f"{each:.2g}" for each in (found[0], statistics.median(found), found[-1])
    )
    return middle if least == most else f"{middle} ({least}–{most})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def grown(title: str, rounds: Mapping[tuple[str, ...], Sequence[Figures]]) -> str:
    """A row each, a column a figure. What is in `title` names the first columns."""
    names = list(next(iter(rounds.values()))[0])
    rows = [[*row, *(said(each[name] for each in found) for name in names)] for row, found in rounds.items()]
    return table([*title.split(), *names], rows)


def measured_sessions(page: Path, counts: Sequence[int], at_once: int, rounds: int, seconds: float) -> None:
    """Plain and warm take turns in each round."""
    grow: dict[tuple[str, ...], list[Figures]] = {}
    burst: dict[tuple[str, ...], list[Figures]] = {}
    with (
        tempfile.TemporaryDirectory() as name,
        sessions.hosts(Path(name), max(*counts, at_once) + 10) as hosts,
    ):
        alone = {kind: sessions.memory(host) for kind, host in hosts.items()}
        for number in range(rounds):
            order = list(hosts)[:: 1 if number % 2 else -1]
            for count in counts:
                for kind in order:
                    told = sessions.measure(hosts[kind], count, seconds)
                    print(kind, count, {name: round(value, 1) for name, value in told.items()}, flush=True)
                    grow.setdefault((str(count), kind), []).append(told)
            for kind in order:
                told = sessions.burst(hosts[kind], at_once)
                print(kind, "burst", told, flush=True)
                burst.setdefault((str(at_once), kind), []).append(told)
    write_between(page, "sessions", grown("sessions kind", dict(sorted(grow.items(), key=_by_size))))
    write_between(page, "burst", grown("logins kind", burst))
    write_between(page, "hosts", needed(grow, alone, str(max(counts))))
    (page.parent / "pictures/growth.svg").write_text(plot(grow, counts))


def _by_size(row: tuple[tuple[str, ...], object]) -> tuple[int, str]:
    return int(row[0][0]), row[0][1]


def needed(grow: Mapping[tuple[str, ...], Sequence[Figures]], alone: Mapping[str, float], most: str) -> str:
    """What kiosks need, reckoned from the figures with the most sessions."""
    rows = []
    for kind in ("plain", "warm"):
        found = grow[most, kind]
        each, used = (statistics.median(one[name] for one in found) for name in ("MiB each", "CPU % each, typing"))
        fit = {
            "memory": int((GIB * 1024 * BUSY - alone[kind]) / each),
            "processors": int(PROCESSORS * BUSY * 100 / used),
            "seats": SEATS,
        }
        bound = min(fit, key=lambda name: fit[name])
        for kiosks in KIOSKS:
            hosts = math.ceil(kiosks / fit[bound])
            memory, processors = kiosks * each / 1024, kiosks * used / 100
            rows.append([f"{kiosks:,}", kind, f"{memory:,.1f} GiB", f"{processors:,.1f}", f"{fit[bound]} ({bound})",
                         str(hosts), str(hosts + 1)])  # fmt: skip
    head = ("kiosks", "kind", "memory", "processors", "a host holds (its bound)", "hosts", "with one to spare")
    return table(head, rows)


def plot(grow: Mapping[tuple[str, ...], Sequence[Figures]], counts: Sequence[int]) -> str:
    """Two pictures side by side: how soon a key is answered, and what a session takes, by the number of sessions."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300" font-family="sans-serif" font-size="13">',
        '<rect width="760" height="300" fill="white"/>',
    ]
    for left, name in ((60, "key ms p95"), (440, "MiB each")):
        tops = [max(each[name] for each in found) for found in grow.values()]
        top = math.ceil(max(tops) / 20) * 20
        across = {count: left + 280 * at / max(1, len(counts) - 1) for at, count in enumerate(counts)}
        parts.append(f'<text x="{left}" y="30" font-weight="bold">{name}</text>')
        for level in (0, top / 2, top):
            y = 250 - 200 * level / top
            parts.append(f'<path d="M{left} {y}h280" stroke="#ccc"/>')
            parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{level:g}</text>')
        for count, x in across.items():
            parts.append(f'<text x="{x:.0f}" y="270" text-anchor="middle">{count}</text>')
        for kind, colour in COLOURS.items():
            middles = [(across[each], statistics.median(one[name] for one in grow[str(each), kind])) for each in counts]
            points = " ".join(f"{x:.0f},{250 - 200 * y / top:.0f}" for x, y in middles)
            parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts += [f'<circle cx="{pair.split(",")[0]}" cy="{pair.split(",")[1]}" r="3" fill="{colour}"/>'
                      for pair in points.split()]  # fmt: skip
    for at, (kind, colour) in enumerate(COLOURS.items()):
        parts.append(f'<text x="{300 + 70 * at}" y="295" fill="{colour}">{kind}</text>')
    parts.append('<text x="60" y="295">sessions at once</text></svg>')
    return "\n".join(parts) + "\n"


def measured_preps(page: Path, counts: Sequence[int], rounds: int) -> None:
    """Each number of preps in turn; the first round fills what the system remembers of files, and does not count."""
    grow: dict[tuple[str, ...], list[Figures]] = {(f"{count:,}",): [] for count in counts}
    with tempfile.TemporaryDirectory() as name:
        programs = []
        for count in counts:
            folder = Path(name, str(count))
            programs.append(program(ROOT, folder))
            fill(folder / "preps", count, 0)
        for number in range(-1, rounds):
            for row, argv in list(zip(grow, programs, strict=True))[:: 1 if number % 2 else -1]:
                told = shelf.measure(argv)
                print(*row, {name: round(value) for name, value in told.items()}, flush=True)
                grow[row] += [told] if number >= 0 else []
    write_between(page, "preps", grown("preps", grow))


def measured_line(page: Path, rate: int, delay: float, walk: str) -> None:
    rows = [[name, *(f"{value:,.0f}" if value >= 20 else f"{value:.1f}" for value in told.values())]
            for name, told in line.measure(rate, delay, walk).items()]  # fmt: skip
    head = (
        "on the line",
        "keys",
        "bytes",
        "seconds of waiting",
        "longest wait, s",
        "usable after, s",
        "minutes in all",
    )
    write_between(page, "line", table(head, rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", nargs="+", choices=("line", "preps", "sessions"), default=["line", "preps", "sessions"]
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sessions", nargs="+", type=int, default=[1, 10, 50, 100])
    parser.add_argument("--burst", type=int, default=50)
    parser.add_argument(
        "--seconds", type=float, default=20, help="of rest, and of typing, with each number of sessions"
    )
    parser.add_argument("--preps", nargs="+", type=int, default=[10, 1_000, 10_000])
    parser.add_argument("--rate", type=int, default=2_400, help="bytes a second on the slow line")
    parser.add_argument("--delay", type=float, default=0.3, help="seconds from a key to its picture, on top")
    parser.add_argument("--walk", choices=("short", "whole"), default="whole")
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    measure = {
        "line": lambda: measured_line(given.page, given.rate, given.delay, given.walk),
        "preps": lambda: measured_preps(given.page, given.preps, given.rounds),
        "sessions": lambda: measured_sessions(given.page, given.sessions, given.burst, given.rounds, given.seconds),
    }
    for part in given.only:
        began, on = time.monotonic(), machine()
        measure[part]()
        took = f"{time.strftime('%d %B %Y')}, {(time.monotonic() - began) / 60:.0f} minutes"
        rounds = "" if part == "line" else f", {given.rounds} rounds"
        write_between(given.page, f"machine of {part}", f"Measured on {took}{rounds}; {on} at the start.")


if __name__ == "__main__":
    main()

"""Compare what this program costs in two or more folders: the least of each figure over several rounds.

    python bench/compare.py . ../other [--rounds 7] [--walks 3] [--only start short long]

A folder is one with `tui`, `screens` and `content` in it, such as a worktree of another commit. The folders take turns,
and the least of each figure counts, because others use the machine too; they change `cpu` least, the processor time of
all threads. `long` is a prep with a text of 19,900 characters, one paragraph, and letters typed at its end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from programs import LETTERS

from run import Run

ROOT = Path(__file__).parents[1]
LONG = "Waarom is rekenen zo moeilijk? "


def program(source: Path, folder: Path) -> list[str]:
    """The command that runs the program of `source` on preps in `folder`, by a package that Python finds first."""
    package = folder / "packages" / "gespreksklaar"
    package.mkdir(parents=True)
    for part in ("tui", "screens", "content"):
        (package / part).symlink_to((source / part).resolve())
    (folder / "preps").mkdir()
    shutil.copy(ROOT / "tests/tui/full_prep.toml", folder / "preps/sam.toml")
    settings = folder / "settings.ini"
    settings.write_text("first_run_done = true\n")
    given = ["--data", str(folder / "preps"), "--config", str(settings), "--lang", "nl"]
    return ["env", f"PYTHONPATH={package.parent}", sys.executable, "-m", "gespreksklaar.tui", *given]


def cpu(run: Run) -> float:
    """Processor time of all threads until now, in milliseconds."""
    tasks = Path(f"/proc/{run.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def keys(run: Run, name: str = "") -> dict[str, float]:
    """Milliseconds a key over a sentence: the median until the last byte, and the mean of processor time."""
    before = cpu(run)
    # Every letter brings bytes; on a busy machine they may take long, and would count as none.
    median = statistics.median(run.press(letter, wait=10)[0] for letter in LETTERS)
    return {f"{name}key ms": median, f"{name}key cpu ms": (cpu(run) - before) / len(LETTERS)}


def start(source: Path, folder: Path, _: int) -> dict[str, float]:
    """Measure the time from exec to the start screen."""
    run = Run(program(source, folder))
    try:
        return {"start ms": run.until("Sam"), "start cpu ms": cpu(run)}
    finally:
        run.close()


def short(source: Path, folder: Path, walks: int) -> dict[str, float]:
    """Measure typing in step 3, and the memory before and after walking through all steps `walks` times."""
    run = Run(program(source, folder))
    try:
        run.until("Sam")
        run.settle()
        for key in ("\r", "\x1bOS", "\x1bOS", "\t"):
            run.press(key)
            run.settle()
        found = keys(run)
        run.settle()
        found["MiB after a sentence"] = run.pss()
        for key in ["\x1bOR"] * 4 + (["\x1bOS"] * 6 + ["\x1bOR"] * 6) * walks:
            run.press(key, quiet=0.15)
        run.settle()
        found["MiB after a walk"] = run.pss()
        return found
    finally:
        run.close()


def long(source: Path, folder: Path, _: int) -> dict[str, float]:
    """Measure typing at the end of a long text."""
    argv = program(source, folder)
    text = (LONG * 1000)[:19_900]
    (folder / "preps/sam.toml").write_text(
        f'format = 1\nid = "0123456789ab"\n[going]\nchild = "Sam"\n[ask]\nmind = "{text}"\n'
    )
    state = folder / "preps/.state"
    state.mkdir()
    (state / "places.json").write_text('{"0123456789ab": ["ask", "mind"]}')
    run = Run(argv)
    try:
        run.until("Sam")
        run.settle()
        run.press("\r")
        run.until("rekenen zo moeilijk")
        run.settle()
        found = keys(run, "long: ")
        assert LETTERS.strip()[-12:] in " ".join("\n".join(run.screen.display).split())
        found["long: MiB"] = run.pss()
        return found
    finally:
        run.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--walks", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("start", "short", "long"), default=["start", "short", "long"])
    options = parser.parse_args()
    least: list[dict[str, float]] = [{} for _ in options.sources]
    for number in range(options.rounds):
        order = list(enumerate(options.sources))
        for place, source in order if number % 2 else reversed(order):
            for measure in (globals()[name] for name in options.only):
                with tempfile.TemporaryDirectory() as folder:
                    for name, figure in measure(source, Path(folder), options.walks).items():
                        least[place][name] = min(figure, least[place].get(name, figure))
    print(
        f"{f'least of {options.rounds}, load {os.getloadavg()[0]:.1f}':<26}",
        *(f"{s.name or '.':>14}" for s in options.sources),
    )
    for name in least[0]:
        print(f"{name:<26}", *(f"{figures[name]:>14.1f}" for figures in least))


if __name__ == "__main__":
    main()

"""Compare what a start costs in one or more folders, in turn with a bare Textual app: python bench/starts.py . ../other

`screen` is from exec until the start screen is whole; `list`, `sheet` and `check` are with ten preps. The figures are
processor time of all threads, which others on the machine change least; the least of several rounds counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import ROOT, cpu, program

from run import HERE, Run

TEN = [f"sam{number}" for number in range(10)]


def screen(argv: list[str], marker: str) -> float:
    """Milliseconds until the marker is on the screen."""
    run = Run(argv)
    try:
        run.until(marker)
        return cpu(run)
    finally:
        run.close()


def verb(argv: list[str]) -> float:
    """Milliseconds of a program that runs to its end."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, argv
    return (used.ru_utime + used.ru_stime) * 1000


def measures(source: Path, folder: Path) -> dict[str, float]:
    """The figures of the program in `source`."""
    argv = program(source, folder)
    preps = folder / "preps"
    text = (ROOT / "tests/tui/full_prep.toml").read_text()
    (preps / "sam.toml").unlink()
    for number, name in enumerate(TEN):
        (preps / f"{name}.toml").write_text(text.replace('id = "0123456789ab"', f'id = "{number:012x}"'))
    return {
        "screen": screen(argv, "Sam"),
        "list": verb([*argv, "list"]),
        "sheet": verb([*argv, "sheet", "sam3"]),
        "check": verb([*argv, "check", *(str(preps / f"{name}.toml") for name in TEN)]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    least: list[dict[str, float]] = [{} for _ in options.sources]
    bare = float("inf")
    for number in range(options.rounds):
        bare = min(bare, screen([sys.executable, str(HERE / "bare.py")], "type here"))
        order = list(enumerate(options.sources))
        for place, source in order if number % 2 else reversed(order):
            with tempfile.TemporaryDirectory() as folder:
                for name, figure in measures(source, Path(folder)).items():
                    least[place][name] = min(figure, least[place].get(name, figure))
    heads = "".join(f"{source.resolve().name:>10}{'x bare':>8}" for source in options.sources)
    print(f"{f'CPU ms, bare {bare:.0f}':<20}{heads}   least of {options.rounds}, load {os.getloadavg()[0]:.1f}")
    for name in least[0]:
        print(f"{name:<20}" + "".join(f"{each[name]:10.1f}{each[name] / bare:8.2f}" for each in least))


if __name__ == "__main__":
    main()

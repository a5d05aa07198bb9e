"""The start among many files: seconds to the first rows and to all of them, and of a sheet of one prep.

    python bench/many_files.py [FOLDER...] [--preps 5000] [--others 100000]

A folder is one with `tui`, `screens` and `content` in it, such as a worktree of another commit; this one without.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))

from compare import program  # noqa: E402

from tests.terminal import Terminal  # noqa: E402

LIMIT = 300.0


def fill(folder: Path, preps: int, others: int) -> None:
    """Make the files; the preps differ in child and day."""
    text = (ROOT / "tests/tui/full_prep.toml").read_text()
    for number in range(preps):
        day = f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}"
        own = text.replace('child = "Sam"', f'child = "Kind{number}"').replace("2026-12-03", day)
        own = own.replace("0123456789ab", f"kind-{number}")
        assert own.count(f"kind-{number}") == 1, "with one identity they would be copies of each other"
        (folder / f"kind-{number}.toml").write_text(own)
    for number in range(others):
        (folder / f"foto-{number}.jpg").touch()


def measure(source: Path, work: Path, preps: int, others: int) -> str:
    """The figures of one folder of source."""
    command = program(source, work)
    fill(work / "preps", preps, others)
    began = time.monotonic()
    with Terminal(command[1:], program=command[:1]) as terminal:
        terminal.wait("Kind", limit=LIMIT)
        first = time.monotonic() - began
        terminal.wait("Kind", gone="Even kijken", limit=LIMIT)
        whole = time.monotonic() - began
        began = time.monotonic()
        terminal.press("down")
        while not terminal.read(LIMIT):
            pass
        key = time.monotonic() - began
    began = time.monotonic()
    subprocess.run([*command, "sheet", f"kind-{preps // 2}"], check=True, capture_output=True)
    sheet = time.monotonic() - began
    return f"first rows {first:.2f} s, all {whole:.2f} s, a key {key:.2f} s, a sheet {sheet:.2f} s"


def main() -> None:
    """Measure each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", type=Path, default=[ROOT])
    parser.add_argument("--preps", type=int, default=5_000)
    parser.add_argument("--others", type=int, default=100_000)
    given = parser.parse_args()
    for source in given.sources:
        work = Path(tempfile.mkdtemp())
        try:
            print(f"{source}: {measure(source, work, given.preps, given.others)}", flush=True)
        finally:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()

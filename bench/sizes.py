"""Measure what a letter costs in an empty, a usual and the largest prep, in a real pseudo-terminal: `make bench`.

The preps take turns, and the least of each figure over the rounds counts, because others use the machine too: the
median milliseconds until the last byte that a letter brings, and the mean processor time of all threads, in which the
file is saved every second as well.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from compare import ROOT, keys, program

from gespreksklaar.content.form.fields.registry import form_field
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store import prep_toml
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.home.bookmarks import Bookmarks
from run import Run
from tests.key_work import CASES, Case

SIZES = ("empty", "usual", "largest")


def measure(case: Case, prep: Prep) -> dict[str, float]:
    """Measure letters typed at the end of the case's field, and exit when they do not reach it."""
    with tempfile.TemporaryDirectory() as folder:
        argv = program(ROOT, Path(folder))
        preps = Path(folder, "preps")
        prep = prep if prep.going.child else prep.edited("going.child", "Sam")
        prep_toml.save(preps / "sam.toml", prep)
        Bookmarks(preps / ".state" / "places.json").put(prep.id, case.place, case.path)
        run = Run(argv)
        try:
            run.until("Sam")
            run.settle()
            run.press("\r")
            run.until(form_field(all_fields()[case.path], prep, Texts("nl"), case.place).label[:20])
            run.settle()
            if case.path == "ask.questions":
                run.press("\t")
            found = keys(run)
            run.press("zqx")
            run.until("zqx")
            return found
        finally:
            run.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=[case.path for case in CASES], default=["ask.mind", "talk.went"])
    options = parser.parse_args()
    print(f"{f'least of {options.rounds}, load {os.getloadavg()[0]:.1f}':<30}", *(f"{size:>9}" for size in SIZES))
    for case in (case for case in CASES if case.path in options.only):
        least: list[dict[str, float]] = [{} for _ in SIZES]
        for _ in range(options.rounds):
            for best, prep in zip(least, (Prep(), case.usual, case.large), strict=True):
                for name, figure in measure(case, prep).items():
                    best[name] = min(figure, best.get(name, figure))
        for name in least[0]:
            print(f"{f'{case.path}: {name}':<30}", *(f"{best[name]:>9.1f}" for best in least))


if __name__ == "__main__":
    main()

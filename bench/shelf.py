"""Many preps on one shelf: start, list, open, another step, agreements. Part of `bench/growth.py`."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

from programs import DOWN, F3, F4

from run import Run

PATIENT = 120.0


def measure(program: Sequence[str]) -> dict[str, float]:
    """Milliseconds of each, with the preps that this program finds."""
    run = Run(program)
    try:
        found = {"first rows": run.until("Kind")}
        while "Even kijken" in run.text:
            run.read(0.1)
        found["all rows"] = (time.perf_counter() - run.began) * 1000
        run.settle()
        for name, key, words in (
            ("a key", DOWN, "Kind"),
            ("open", "\r", "Stap 1 van 5"),
            ("another step", F4, "Stap 2 van 5"),
        ):
            found[name] = run.press(key, quiet=0.2, wait=PATIENT)[0]
            run.until(words)
            run.settle()
        # It opens at the step where it was left.
        run.press(F3)
        run.until("Stap 1 van 5")
        run.settle()
        run.press("\x1b")
        run.until("Gespreksklaar")
        run.settle(1)
        found["agreements"] = run.press("/", quiet=1, wait=PATIENT)[0]
        run.until("Afspraken met school")
    finally:
        run.close()
    began = time.perf_counter()
    subprocess.run([*program, "list"], check=True, capture_output=True)
    found["`list`"] = (time.perf_counter() - began) * 1000
    return found

"""The long tests: `python -m tests.soak [NAME...] [--short | --amount N] [--seed N]`; all of them without a name.

Each module here with a `run` is one test; `LONG` is how much of it a figure in a closing note stands for, `SHORT` what
CI does of it, in two minutes for all.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import ModuleType

import tests.soak


def modules() -> dict[str, ModuleType]:
    """Every long test by name."""
    names = [found.name for found in pkgutil.iter_modules(tests.soak.__path__) if not found.name.startswith("_")]
    found = {name: importlib.import_module(f"tests.soak.{name}") for name in names}
    return {name: module for name, module in found.items() if hasattr(module, "LONG")}


def main() -> int:
    known = modules()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*known, []], metavar="NAME", help=", ".join(known))
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("--short", action="store_true", help="as much as CI does")
    how_much.add_argument("--amount", type=int, help="instead of each test's own long amount")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    failed = 0
    for name in given.names or known:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                amount = given.amount or (known[name].SHORT if given.short else known[name].LONG)
                result = known[name].run(amount, Path(folder), given.seed)
            except Exception as error:  # noqa: BLE001 - the other tests go on
                traceback.print_exc()
                result, failed = f"MISSED: {type(error).__name__}: {error}", failed + 1
        print(f"{name:12} {time.monotonic() - start:7.0f} s  {result}", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())

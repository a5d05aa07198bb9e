"""Deliberate faults, put into a copy of the code one at a time: the test that each of them names sees it.

`wrong_code.toml` has the faults. One that no test sees names the reason instead of a test, and is not run.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import tomllib
import venv
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LONG = 1_000
SHORT = 4
_LIMIT: Final = 240
"""Seconds. A test that waits for what a fault keeps from coming has seen it."""
_LEFT_OUT: Final = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "pictures", "*.egg-info", "build")


@dataclass(frozen=True)
class Fault:
    """A text in a file, once there, and what is put in its place; the test that sees it, or why none does."""

    file: str
    old: str
    new: str
    by: str = ""
    why: str = ""


def faults() -> list[Fault]:
    """All of them, as they stand in the file."""
    return [Fault(**each) for each in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["fault"]]


class Copy:
    """A copy of the code in a folder, with a Python that finds it there and all other packages where ours has them."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "copy"
        shutil.copytree(ROOT, self.root, symlinks=True, ignore=_LEFT_OUT)
        venv.create(self.root / ".venv", symlinks=True)
        (packages,) = (self.root / ".venv").glob("lib/python*/site-packages")
        (packages / "copy.pth").write_text("\n".join((str(self.root / ".typing"), *site.getsitepackages())))
        self._times = count(1_000_000)
        self._texts: dict[str, str] = {}

    def put_in(self, fault: Fault) -> None:
        """Put this fault in. Raises AssertionError when its text is not there, once."""
        text = self._as_it_was(fault.file)
        assert text.count(fault.old) == 1, f"{fault.file} has {text.count(fault.old)} times: {fault.old}"
        self._write(fault.file, text.replace(fault.old, fault.new))

    def take_out(self, fault: Fault) -> None:
        """Have the file as it was."""
        self._write(fault.file, self._as_it_was(fault.file))

    def _as_it_was(self, file: str) -> str:
        """Not as it is in the code by now, which somebody may be working on."""
        return self._texts.setdefault(file, (self.root / file).read_text("utf-8"))

    def _write(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, "utf-8")
        # What Python compiled of it before is recognised by its time, in whole seconds.
        os.utime(self.root / file, (when := next(self._times), when))

    def test(self, *nodes: str) -> tuple[int, str]:
        """Run these tests up to the first that fails; their exit code, that of a failure when they go on too long."""
        limit = _LIMIT + 60 * len(nodes)
        command = [".venv/bin/python", "-m", "pytest", "-qx", "-n0", "--tb=no", "-p", "no:cacheprovider", *nodes]
        try:
            done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return 1, "it went on too long"
        return done.returncode, done.stdout + done.stderr


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Put in as many faults, spread over all. Raises AssertionError with those that the test did not see."""
    seen = [fault for fault in faults() if fault.by]
    chosen = seen if amount >= len(seen) else Random(seed).sample(seen, amount)
    copy = Copy(folder)
    code, said = copy.test(*sorted({fault.by for fault in chosen}))
    assert code == 0, f"without a fault a test fails: {said}"
    missed = [told for fault in chosen if (told := _told(copy, fault))]
    assert not missed, "\n".join(missed)
    return (
        f"{len(chosen)} faults, each seen by its test; {len(faults()) - len(seen)} more that none sees, with the reason"
    )


def _told(copy: Copy, fault: Fault) -> str:
    """What is wrong with the test that should see this fault; empty when it does."""
    try:
        copy.put_in(fault)
        code, said = copy.test(fault.by)
    except AssertionError as error:
        return str(error)
    finally:
        copy.take_out(fault)
    return "" if code == 1 else f"{fault.by} ends with {code} for {fault.file}: {fault.new}\n{said[-300:]}"

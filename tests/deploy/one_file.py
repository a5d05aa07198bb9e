"""Build and try the one file: `python -m tests.deploy.one_file`. Too slow for the suite; part of `make check`.

A Python without our packages runs it: some verbs, the first screen, a visit on a kiosk.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.deploy.host import ROOT
from tests.terminal import Terminal


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "gespreksklaar", folder / "again/gespreksklaar"
        for file in (first, second):
            subprocess.run([a_bare_python(), ROOT / "deploy/build-one-file", file], check=True)
        assert first.read_bytes() == second.read_bytes(), "the same source gives the same file"
        try_it(first, folder)
        print("1 passed, 0 failed")


def a_bare_python() -> str:
    """The Python that our environment is based on; it must not have the packages that the file brings along."""
    python: str = sys._base_executable  # type: ignore[attr-defined]
    found = subprocess.run([python, "-I", "-c", "import textual, pydantic"], capture_output=True, check=False)
    assert found.returncode != 0, f"{python} has our packages"
    return python


def try_it(file: Path, folder: Path) -> None:
    # The file finds python3 on the path, as on any machine.
    path = f"{Path(a_bare_python()).parent}{os.pathsep}{os.defpath}"
    home = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "SHIV_ROOT": str(folder / "unpacked")}
    name = ["git", "-C", str(ROOT), "rev-parse", "--short=9", "HEAD"]
    commit = subprocess.run(name, capture_output=True, text=True, check=True).stdout.strip()
    for words, expected in (("--version", f".g{commit}"), ("list", "geen gesprekken"), ("schema", '"$defs"')):
        done = subprocess.run([file, *words.split()], env=home, capture_output=True, text=True, check=True)
        assert expected in done.stdout, done
    (folder / "closed").touch()
    for root in ("/proc/nothing", str(folder / "closed"), str(folder / "closed/deep")):
        done = subprocess.run([file], env=home | {"SHIV_ROOT": root}, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done
        assert root in done.stderr, done
    with Terminal([], program=[str(file)], env=home) as screen:
        screen.wait("Welkom bij Gespreksklaar")
    with Terminal(["kiosk", "--once"], program=[str(file)], env=home) as screen:
        screen.wait("Beginnen")
        screen.press("1")
        screen.wait("Stap 1 van 5")


if __name__ == "__main__":
    main()

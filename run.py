#!/usr/bin/env python3
"""Set up Gespreksklaar once, in a folder of its own, and open it.

    python3 run.py [what the program understands]    open the program
    python3 run.py --test [what pytest understands]  run the tests

Needs Python 3.11 or newer with pip; nothing else, and nothing outside this folder is changed. What gets
installed is locked by hash in requirements.txt (requirements-test.txt for the tests).
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SHORT_VERBS = {"list", "sheet", "check", "schema", "where"}
WORDS = {
    "old": (
        "Gespreksklaar heeft Python 3.11 of nieuwer nodig.",
        "Gespreksklaar needs Python 3.11 or newer.",
    ),
    "once": (
        "Gespreksklaar wordt klaargezet. Dat gebeurt één keer.",
        "Setting up Gespreksklaar. This happens once.",
    ),
    "pip": (
        "Python heeft hier geen pip. Installeer het (Debian: apt install python3-pip) en probeer het opnieuw.",
        "This Python has no pip. Install it (Debian: apt install python3-pip) and try again.",
    ),
    "failed": (
        "Klaarzetten is niet gelukt. Is er internet, en ruimte op de schijf? Hierboven staat waar het misging.",
        "Setting up failed. Is there a network, and room on the disk? Above you see where it went wrong.",
    ),
    "folder": (
        "In deze map kan ik niets klaarzetten: {}. Zet Gespreksklaar in een map waar u mag schrijven.",
        "I can not set up in this folder: {}. Put Gespreksklaar in a folder you may write in.",
    ),
}


def say(what: str, *values: object) -> str:
    """The message in Dutch, or in English when the system's language is another."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return WORDS[what][0 if language.lower().startswith("nl") else 1].format(*values)


def keys_end(default: bool) -> None:
    """Set whether interrupt, quit and stop end us; for the full screen they are ordinary keys from the start."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL if default else signal.SIG_IGN)


def stamp(lock: Path) -> str:
    """A hash that changes when what must be installed changes."""
    import hashlib  # noqa: PLC0415 - after early keys do no harm

    digest = hashlib.sha256(sys.version.encode())
    for file in (lock, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def pip(*arguments: str) -> None:
    """Run pip on our own environment, from inside it or, on a Debian without ensurepip, from outside."""
    import subprocess  # noqa: PLC0415 - only to set up

    inside = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    command = [PYTHON, "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*command, "install", *quiet, *arguments], cwd=ROOT, check=False).returncode:
        sys.exit(say("failed"))


def set_up(lock: Path) -> None:
    """Install what the lock file names into the environment, unless that was done before."""
    mark = HOME / f".{lock.stem}.stamp"
    wanted = stamp(lock)
    if mark.is_file() and mark.read_text() == wanted:
        return
    import subprocess  # noqa: PLC0415 - only to set up
    import venv  # noqa: PLC0415 - as above

    keys_end(True)
    print(say("once"), file=sys.stderr)
    try:
        if not PYTHON.exists():
            venv.create(HOME, with_pip=False, symlinks=os.name != "nt")
    except OSError as error:
        sys.exit(say("folder", error.strerror))
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        sys.exit(say("pip"))
    pip("--require-hashes", "-r", str(lock))
    # The program itself, from this folder: a change in the source needs no new set-up.
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    mark.write_text(wanted)


def main() -> None:
    """Set up and hand over to the program, or to its tests."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what reports it on an older Python
        sys.exit(say("old"))
    test = sys.argv[1:2] == ["--test"]
    screen = not test and not SHORT_VERBS & set(sys.argv[1:])
    keys_end(not screen)
    set_up(ROOT / ("requirements-test.txt" if test else "requirements.txt"))
    keys_end(not screen)
    module, rest = ("pytest", sys.argv[2:]) if test else ("gespreksklaar.tui", sys.argv[1:])
    if test:
        os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *rest])


if __name__ == "__main__":
    main()

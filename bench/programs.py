"""The programs that take turns in `bench/run.py`: ours, the yardstick, and peers from PyPI and Debian."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
F1, F3, F4 = "\x1bOP", "\x1bOR", "\x1bOS"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
ASK = """
import questionary
questionary.text("Name?").ask()
questionary.select("Which?", choices=["one", "two", "three", "four"]).ask()
"""
LIST = ("a", "one", "b", "two", "c", "three", "d", "four")
LETTERS = "waarom is rekenen zo moeilijk en wat kan ik thuis doen "
TURNS = 10


class Phase(NamedTuple):
    """Keys that are measured one by one, and the way to the place for them."""

    kind: str
    keys: Sequence[str]
    way: Sequence[str] = ()


class Program(NamedTuple):
    """What to run and how it is felt. `marker` is on the screen as soon as it can be used; `pip` is what an environment
    of its own gets."""

    name: str
    argv: Sequence[str]
    marker: str
    phases: Sequence[Phase]
    leave: str = "\x11"
    pip: Sequence[str] = ()


def letters(*way: str) -> Phase:
    return Phase("letter", LETTERS, way)


def arrows(one: str, other: str, *way: str) -> Phase:
    return Phase("arrow", (one, other) * TURNS, way)


def steps(to: str, back: str, *way: str) -> Phase:
    """Another screen and back."""
    return Phase("step", (to, back) * TURNS, way)


BARE = Program("bare", (sys.executable, str(HERE / "bare.py")), "type here", (letters(), arrows(LEFT, RIGHT)))
PEERS = (
    Program("posting", ("posting",), "Enter a URL", (letters(), arrows(LEFT, RIGHT), steps("\x0f", "\x1b")), "\x03",
            # With later ones its Textual fails.
            pip=("posting", "tree-sitter<0.26")),
    Program("harlequin", ("harlequin",), "Query Editor", (letters(), arrows(LEFT, RIGHT), steps(F1, "\x1b")),
            pip=("harlequin",)),
    # Textual's own: the field of its palette, its page of widgets and back.
    Program("demo", (sys.executable, "-m", "textual"), "What is Textual?",
            (letters("\x10"), arrows(DOWN, UP, "\x1b"), steps("w", "h"))),
    Program("questionary", ("python", "-c", ASK), "Name?", (letters(), arrows(DOWN, UP, "\r")), "\x03",
            pip=("questionary",)),
    Program("nano", ("nano", "-I"), "Exit", (letters(), arrows(LEFT, RIGHT), steps("\x07", "\x18")), "\x18n"),
    Program("vim", ("vim", "-nNu", "NONE"), "IMproved",
            (letters("i"), arrows("h", "l", "\x1b"), steps(F1, ":q\r")), ":q!\r"),
    Program("dialog", ("dialog", "--inputbox", "Name?", "10", "40", "--and-widget", "--menu", "Which?", "15", "40", "4",
                       *LIST), "Name?", (letters(), arrows("\x1bOB", "\x1bOA", "\r")), "\x1b\x1b"),
)  # fmt: skip


def all_programs(*ours: str) -> Sequence[Program]:
    """All of them, ours with these options: two rows of the list of step 3, and the line for an own question above
    them, where most is on the screen."""
    own = (sys.executable, "-m", "gespreksklaar.tui", *ours)
    phases = (arrows(DOWN, UP, "\r", F4, F4, DOWN, DOWN), steps(F4, F3), letters("\t"))
    return Program("ours", own, "Sam", phases), BARE, *PEERS


def found(program: Program, folder: Path) -> Sequence[str]:
    """The words that run it here, installed below `folder` if it comes from PyPI; none where it is not to be had."""
    first, *rest = program.argv
    if not program.pip:
        path = shutil.which(first)
        return [path, *rest] if path else []
    own = folder / program.name
    venv.create(own, with_pip=True)
    done = subprocess.run([own / "bin/pip", "install", "-q", *program.pip], capture_output=True, check=False)
    if done.returncode:
        return []
    # As an installer does: the first start compiles nothing.
    subprocess.run([own / "bin/python", "-m", "compileall", "-qq", own / "lib"], check=False)
    return [str(own / "bin" / first), *rest]

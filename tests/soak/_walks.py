"""Short walks of keys that together reach every handler; each begins in a long text with the marker just typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.tui.walk import FULL_PREP

PASTE, TOO_LONG = "\x1b[200~geplakt\x1b[201~", f"\x1b[200~{'lang' * 6_000}\x1b[201~"
_NAMED = {"PASTE": PASTE, "TOO-LONG": TOO_LONG, "SPACE": " ", "WAIT": ""}

START = "from the start"
"""Nothing is typed: the crash comes before anything can be."""
SHELL = "a shell in between"
"""A suspended terminal discards output it has not shown yet, so that the last words after a crash may be lost."""
SECOND_WINDOW, FULL_DISK, SLOW_DISK, STICK = "a second window", "a full disk", "a slow disk", "a stick"
BAD_JOURNAL = "a journal that holds no prep"
"""Walks under a condition that tests/soak/_around.py sets up."""

WALKS: Mapping[str, str] = {
    "a long text": "ctrl+s a SPACE b PASTE backspace left right up down home end delete ctrl+u ctrl+y TOO-LONG enter",
    "from step to step": "f3 f3 f4 f4 f4 f4 f4 f3 tab shift+tab pagedown pageup f1 down up pagedown pageup enter",
    "a list": "tab e i g e n enter PASTE enter down * * + - / 8 9 home = q enter down . < SPACE end SPACE 1 1 escape",
    "a paste on a list": "tab x enter down PASTE",
    "a kind of talk": "f2 1 2 down up space end enter e i g e n enter ctrl+u up up x up 1 f1 escape f2 1 2 f3 f4",
    "when": "f2 1 tab tab tab 3 SPACE d e c enter enter 1 5 . 4 0 enter 1 0 enter tab a enter tab b tab c enter",
    "a line": "f2 1 tab a ctrl+u ctrl+y left right home end PASTE TOO-LONG ctrl+u enter",
    "with your child": "f2 2 e i g e n enter tab a tab b tab c tab d tab e",
    "tell": "f2 4 tab n i e u w enter down = x enter down * . < / 8",
    "agree": "f2 5 tab n i e u w enter tab a tab b tab c enter tab d enter tab e down = 1 enter = e enter . < / 8",
    "the menu": "f2 8 2 f2 8 1 f2 k PASTE escape up home end escape WAIT ctrl+p a TOO-LONG escape escape f2 9",
    "colours and help": "f2 end up up up up enter 2 f2 end up up up up enter 1 f2 end up enter 1 escape escape f1",
    "words of school": "f5 b down down SPACE up up enter f5 a m b enter f5 down enter f5 pagedown pageup up up escape",
    "an earlier version": "f2 end up up up enter 1 f2 end up up up enter escape x",
    "what to send": "f2 9 1 end enter right left escape f2 9 3 end enter escape f2 9 4 end enter escape",
    "review": "f2 6 down up pagedown pageup + escape + + escape / 2 / escape enter f2 6 0 end enter escape escape",
    "the talk": "f2 6 * a enter 1 2 down b up left right f6 f7 2 pageup pagedown f8 tab f1 escape f4 f3 escape",
    "a paste at the talk": "f2 6 * enter PASTE enter",
    "its close": "f2 6 * f4 n e w enter 1 m o r g e n enter 1 tab home SPACE down SPACE = enter 1 f6 down enter . <",
    "the close with a child": "f2 6 * f4 tab home / f8 f8 f6 escape f4 escape",
    "just after": "f2 6 - j a enter n e e enter a enter escape escape escape tab 1 tab tab tab tab a tab b f6 1",
    "what became of last time": "escape down * enter SPACE 2 down up / < f1 escape enter f2 end up enter SPACE 1",
    "all agreements": "escape / down up enter 2 a escape 1 4 home f1 escape * + escape escape x escape escape -",
    "on and back from there": "f2 6 - f4 f2 6 * f4 f3 enter enter enter escape escape escape down * enter f4",
    "looking back": "escape / * escape * + escape escape",
    "on paper, on a phone": "f2 6 0 1 enter 0 3 escape 0 2 escape",
    "a file": "f2 6 0 4 enter enter 0 4 enter 1 enter enter 0 4 enter 2 enter 0 4 backspace TOO-LONG escape",
    "the preps": "escape escape + a escape * < = a enter . < f6 x enter f6 escape f3 2 f3 1 f1 escape f2 escape ctrl+p",
    "the bin": "escape end . f2 3 1 end . f2 3 9 1 f2 3 9 2 f2 3 enter -",
    "another name": "escape down = ctrl+u z enter down . < <",
    "a goal with a mark": "f2 5 tab tab down SPACE / / / <",
    "taken back": "f2 1 SPACE < down SPACE < tab tab tab 3 tab SPACE < down SPACE <",
    "taken back after the talk": "f2 6 - j a enter n e e enter a enter tab tab tab tab SPACE < 1 < f6 1 SPACE <",
    "an earlier version at review": "f2 6 f2 end up up up enter 1 escape",
    "an earlier version at the table": "f2 6 * f2 end up up up enter 1 escape",
    "past last time": "escape down * enter escape escape",
    "on from last time": "escape down * enter f4 f3",
    "agreements from the menu": "escape f2 6 escape",
    "a damaged prep": "escape end up enter 2 end enter 1",
    SHELL: "a ctrl+z b",
    START: "",
    SECOND_WINDOW: "escape down enter WAIT SPACE f2 end up up up enter WAIT escape",
    FULL_DISK: "a WAIT b WAIT ctrl+s f4 ctrl+q 2 e l d e r s enter ctrl+q 1 ctrl+q 3",
    SLOW_DISK: " ".join("typed on while it is saved" * 4).replace("   ", " SPACE "),
    BAD_JOURNAL: "escape down enter WAIT",
    STICK: "f2 6 0 5 WAIT enter",
}


def keys(walk: str) -> list[str]:
    """The keys of a walk, then the key that quits the program."""
    return [*(_NAMED.get(key, key) for key in WALKS[walk].split()), "ctrl+q"]


def prepare(folder: Path) -> None:
    """Make a folder with a full prep and an earlier version of it, and two damaged preps, one with an earlier version.

    It also has a prep of another child, with an agreement that was made.
    """
    folder.mkdir(parents=True)
    (folder / "c").write_text("first_run_done = true\n")
    full = FULL_PREP.read_text()
    other = (
        full.replace('"Sam"', '"Bo"').replace("0123456789ab", "ba9876543210").replace('who = "teacher"', "made = true")
    )
    (folder / "bo.toml").write_text(other.replace('who = "teacher"', "made = true"))
    (folder / "sam.toml").write_text(full)
    for name in ("sam", "stuk"):
        (folder / ".states" / name).mkdir(parents=True)
        (folder / ".states" / name / "000001-20261101T120000.toml").write_text(FULL_PREP.read_text())
    for name in ("stuk", "weg"):
        (folder / f"{name}.toml").write_text("[[[")

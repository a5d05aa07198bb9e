"""What a visitor does at a kiosk on a machine, key by key."""

from __future__ import annotations

import re

from tests.deploy.machines.machine import Machine

MARKER = "".join(("Zebra", "vosje"))
"""What a visitor types, and nothing else on the machine holds, this source included."""
WELCOME, STEP_1, REVIEW = "Niets blijft bewaard", "Stap 1 van 5", "Het blad meenemen"
WELCOME_IN_ENGLISH = "Nothing is kept"


def go_to(machine: Machine, *places: str, key: str = "f4") -> None:
    """From place to place by a key, each looked at."""
    for place in places:
        machine.press(key)
        machine.see(place, 60)


def begin(machine: Machine, key: str = "1") -> None:
    """From the welcome to the first step."""
    machine.see(WELCOME, 120)
    machine.press(key)
    machine.see(STEP_1, 60)


def fill_in(machine: Machine) -> None:
    """A visit about a child with the marker for its name, up to the review."""
    begin(machine)
    machine.press("tab")
    machine.type(MARKER)
    machine.see(MARKER, 60)
    go_to(machine, "Stap 2 van 5", "Stap 3 van 5", "Stap 4 van 5", "Stap 5 van 5", REVIEW)


def back_at_review(machine: Machine) -> None:
    """Close what lies over it."""
    while REVIEW not in "\n".join(rows := machine.screen()):
        machine.press("esc")
        machine.wait_for(lambda before=rows: machine.screen() != before, 30, "no way back")  # type: ignore[misc]


def wipe(machine: Machine) -> None:
    """F10, yes."""
    machine.press("f10")
    machine.see("Ja, wis alles", 30)
    # On the number pad: above the letters a French 2 is another key.
    machine.press("kp_2")
    machine.see(WELCOME, 120)


def choose_way(machine: Machine, words: str) -> None:
    """On review: take along, the way that says these words."""
    if not _number_of(machine.screen(), words):
        machine.press("0")
        machine.wait_for(lambda: _number_of(machine.screen(), words), 60, f"no way {words}")
    machine.press(_number_of(machine.screen(), words))


def _number_of(rows: list[str], words: str) -> str:
    found = re.search(rf"(\d) [^\n]*{words}", "\n".join(rows))
    return found[1] if found else ""

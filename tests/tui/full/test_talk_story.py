"""The talk in a real pseudo-terminal: ticked and noted, cut off, closed, and what goes to the teacher afterwards."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.full.test_story import start, wait_for_file
from tests.tui.walk import FULL_PREP


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One prep, ready for the talk."""
    shutil.copy(FULL_PREP, tmp_path / "sam.toml")
    (tmp_path / "settings.ini").write_text("first_run_done = true\n")
    return tmp_path


def to_the_talk(screen: Terminal) -> None:
    screen.wait("Een nieuw gesprek", "Sam")
    screen.settle()
    screen.press("enter")
    screen.wait("Stap 1 van 5")
    screen.press("f2")
    screen.wait("Naar nakijken")
    screen.press("6")
    screen.wait("Het blad: voor uzelf")
    screen.settle()
    screen.press("*")
    screen.wait("minuut 1 van 10", "Wat vertelt de leerkracht?")
    screen.settle()


def test_killed_in_the_middle_of_a_talk_it_goes_on_at_the_same_question(folder: Path) -> None:
    with start(folder, "nl") as screen:
        to_the_talk(screen)
        screen.press("Het gaat goed", "enter")
        screen.wait("Durft Sam om hulp te vragen?", gone="Wat vertelt")
        screen.press("2", "Ze durft het steeds va")
        screen.wait("Ze durft het steeds va", "(•) 2 beantwoord")
        wait_for_file(folder, "Ze durft het steeds va", screen)
        screen.kill()
    with start(folder, "nl") as screen:
        screen.wait("Sam")
        screen.settle()
        screen.press("enter")
        screen.wait("Durft Sam om hulp te vragen?", "(•) 2 beantwoord", "Ze durft het steeds va", "minuut")
        screen.press("pageup")
        screen.wait("Het gaat goed")


def test_from_the_first_question_to_a_message_to_the_teacher(folder: Path) -> None:
    with start(folder, "nl") as screen:
        to_the_talk(screen)
        screen.press("enter")
        screen.wait("Durft Sam om hulp te vragen?", gone="Wat vertelt")
        screen.press("f6")
        screen.wait("Zeg: “")
        screen.press("2", "enter")
        screen.wait("Waar is Sam goed in?", gone="Durft Sam")
        screen.press("f4")
        screen.wait("De laatste minuten", "laat weten hoe het gaat", "wens", "Vink aan")
        screen.press("pagedown", "pagedown")
        screen.wait("· Waar is Sam goed in?")
        screen.press("pageup", "pageup")
        screen.settle()
        screen.press("tab")
        screen.settle()
        screen.press("home", "space")
        screen.wait("[x]")
        screen.press("f6")
        screen.wait("Lees dit hardop voor", "1. De leerkracht: laat weten hoe het gaat.", "Klopt het zo?")
        screen.press("enter")
        screen.wait("De laatste minuten", gone="Lees dit hardop voor")
        screen.settle()
        screen.press("f4")
        screen.wait("Wat hebt u gehoord?", "Durft Sam om hulp te vragen?")
        screen.settle()
        screen.press("f6")
        screen.wait("Een bericht aan de leerkracht")
        screen.press("2")
        screen.wait("Dit hebben we afgesproken", "laat weten hoe het gaat")
        screen.press("enter")
        screen.wait("Hoe wilt u het bericht meenemen?", gone="Dit hebben we afgesproken")
        screen.press("end", "enter")
        screen.wait("Dit hebben we afgesproken", "laat weten hoe het gaat")
        screen.press("escape")
        screen.wait("Wat hebt u gehoord?", gone="Dit hebben we afgesproken")
        screen.settle()
        screen.press("escape")
        screen.wait("Het blad: de afspraken, na het gesprek")
        screen.settle()
        screen.press("escape")
        screen.wait("Stap 5 van 5")
        screen.settle()
        screen.press("escape")
        screen.wait("Een nieuw gesprek")
    prep = tomllib.loads((folder / "sam.toml").read_text("utf-8"))
    assert prep["talk"]["noted"] == {"questions.own-1": {"state": "answered"}}
    made = prep["agree"]["agreements"]["own-3"]
    assert (made["made"], made["id"]) == (True, "0123456789ab-own-3")

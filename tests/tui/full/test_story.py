"""A parent's whole prep in a real pseudo-terminal, from nothing to a saved sheet, by keys alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.walk import number_of

TERMINALS = {
    "xterm": {"TERM": "xterm-256color"},
    "linux console": {"TERM": "linux"},
    "no colour": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}
WORDS = {
    "nl": {
        "welcome": "Welkom bij Gespreksklaar", "first": "Een nieuw gesprek voorbereiden",
        "steps": ["Stap 1 van 5", "Stap 2 van 5", "Stap 3 van 5", "Stap 4 van 5", "Stap 5 van 5"],
        "review": "Het blad: voor uzelf", "take": "Hoe wilt u het blad meenemen?",
        "file": "Bewaren in een bestand", "saved": "Uw blad is bewaard", "day": "do 3 dec",
        "day in full": "donderdag 3 december", "sheet": "GESPREK OVER SAM", "strong": "Waar is Sam goed in?",
    },
    "en": {
        "welcome": "Welcome to Gespreksklaar", "first": "Prepare a new meeting",
        "steps": ["Step 1 of 5", "Step 2 of 5", "Step 3 of 5", "Step 4 of 5", "Step 5 of 5"],
        "review": "The sheet: for yourself", "file": "Save to a file", "saved": "Your sheet is saved",
        "take": "How do you want to take the sheet along?", "day": "thu 3 dec",
        "day in full": "3 December", "sheet": "MEETING ABOUT SAM", "strong": "What is Sam good at?",
    },
}  # fmt: skip


def start(folder: Path, language: str, terminal: str = "xterm", **options: object) -> Terminal:
    arguments = ["--data", str(folder), "--config", str(folder / "settings.ini"), "--lang", language]
    return Terminal(arguments, env=TERMINALS[terminal], **options)  # type: ignore[arg-type]


def next_step(screen: Terminal, words: str) -> None:
    screen.press("f4")
    screen.wait(words)
    screen.settle()


def command(folder: Path, *arguments: str) -> str:
    program = [
        sys.executable,
        "-m",
        "gespreksklaar.tui",
        "--data",
        str(folder),
        "--config",
        str(folder / "settings.ini"),
    ]
    return subprocess.run([*program, *arguments], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(("language", "terminal"), [*(("nl", terminal) for terminal in TERMINALS), ("en", "xterm")])
def test_from_nothing_to_a_sheet_in_hand(language: str, terminal: str, tmp_path: Path) -> None:  # noqa: PLR0915
    words = WORDS[language]
    with start(tmp_path, language, terminal) as screen:
        screen.wait(words["welcome"])
        screen.press("enter")
        screen.wait(words["first"], gone=words["welcome"])
        screen.press("enter")
        screen.wait(words["steps"][0])
        screen.settle()

        for keys in (["1", "enter"], ["Sam", "enter"], ["3", "enter"], ["1", "enter"]):
            for key in keys:
                screen.press(key)
                screen.settle()
        screen.press(words["day"])
        screen.wait(words["day in full"])
        screen.press("enter")
        screen.settle()

        next_step(screen, words["steps"][1])
        screen.press("tab", "1", "3")
        screen.wait("[x]")
        next_step(screen, words["steps"][2])
        screen.press("tab", "tab", "1")
        screen.wait("[x]")
        screen.press("home", "*")
        screen.wait("top 1")
        next_step(screen, words["steps"][3])
        screen.press("tab", "1", "2")
        screen.wait("[x]")
        next_step(screen, words["steps"][4])
        screen.press("tab", "1")
        screen.wait("[x]")
        for key in ("enter", "1", "enter", "1", "enter", "1", "enter", "1", "enter"):
            screen.press(key)
            screen.settle()
        next_step(screen, words["review"])
        screen.press("0")
        screen.wait(words["take"])
        screen.press(number_of(words["file"], screen.text), "enter")
        screen.wait(words["saved"])
        screen.press("enter")
        screen.wait(words["review"], gone=words["saved"])
        screen.settle()
        screen.press("escape")
        screen.wait(words["steps"][4])
        screen.settle()
        screen.press("escape")
        screen.wait(words["first"])
        screen.settle()
        screen.press("-")
        assert screen.wait_end() == 0
        assert "Traceback" not in screen.raw.decode("utf-8", "replace")

    (sheet,) = (tmp_path / "sheets").glob("*.txt")
    text = sheet.read_text("utf-8")
    assert words["sheet"] in text.upper()
    assert f"1. {words['strong']}" in text
    assert sheet.stat().st_mode & 0o777 == 0o600
    (prep,) = json.loads(command(tmp_path, "list", "--json"))
    assert (prep["child"], prep["kind"], prep["steps_begun"]) == ("Sam", "progress", 5)


def test_killed_halfway_everything_is_found_again(tmp_path: Path) -> None:
    with start(tmp_path, "nl") as screen:
        screen.wait("Welkom")
        screen.press("escape")
        screen.wait("Een nieuw gesprek", gone="Welkom")
        screen.press("enter")
        screen.wait("Stap 1 van 5")
        screen.press("f4")
        screen.wait("Stap 2 van 5")
        screen.press("f4")
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.press("Waarom is rekenen zo moeilijk?", "tab")
        screen.settle()
        screen.press("Heeft Sam één vriend", "enter", "Durft ze iets te vra")
        screen.wait("Durft ze iets te vra")
        wait_for_file(tmp_path, "Durft ze iets te vra", screen)
        screen.kill()
    with start(tmp_path, "nl") as screen:
        screen.wait("gesprek op school")
        screen.settle()
        screen.press("enter")
        screen.wait("Stap 3 van 5", "Waarom is rekenen zo moeilijk?", "Heeft Sam één vriend", "Durft ze iets te vra")


def wait_for_file(folder: Path, words: str, screen: Terminal) -> None:
    """Until these words are in a prep; the program has a second for it, we give it more."""
    for _ in range(100):
        if any(words in file.read_text("utf-8") for file in folder.glob("*.toml")):
            return
        screen.read(0.1)
    raise AssertionError("not saved")


def test_the_language_changes_without_losing_place_or_text(tmp_path: Path) -> None:
    with start(tmp_path, "nl") as screen:
        screen.wait("Welkom")
        screen.press("enter")
        screen.wait("Een nieuw gesprek", gone="Welkom")
        screen.press("enter")
        screen.wait("Stap 1 van 5")
        screen.settle()
        screen.press("f4")
        screen.wait("Stap 2 van 5")
        screen.press("f4")
        screen.wait("Stap 3 van 5")
        screen.settle()
        screen.press("tab", "Eigen woorden hier")
        screen.wait("Eigen woorden hier")
        screen.press("f2")
        screen.wait("8 meer keuzes")
        screen.press("8")
        screen.wait("1 Andere taal")
        screen.press("1")
        screen.wait("English")
        screen.press("2")
        screen.wait("▶ 3 Ask", "Eigen woorden hier")


@pytest.mark.parametrize(
    ("size", "words"), [((40, 12), "Stap 1 van 5"), ((200, 60), "Stap 1 van 5"), ((39, 11), "te klein")]
)
def test_sizes(size: tuple[int, int], words: str, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("first_run_done = true\n")
    with start(tmp_path, "nl", size=size) as screen:
        screen.wait("te klein" if words == "te klein" else "nieuw gesprek")
        screen.settle()
        screen.press("enter")
        screen.wait(words)
        screen.settle()
        assert "Traceback" not in screen.text

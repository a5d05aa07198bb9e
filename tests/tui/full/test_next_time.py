"""Two talks in a real pseudo-terminal: what was agreed at the first is asked before the second, and in the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from gespreksklaar.content.agreements.ledger import ledger
from gespreksklaar.content.agreements.made import agreed
from gespreksklaar.content.form.fields.registry import fields_asked
from gespreksklaar.content.prep.declaration import all_fields
from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.words.texts import Texts
from tests.terminal import Terminal
from tests.tui.full.test_story import start

NL = Texts("nl")


def hold_the_talk(folder: Path) -> None:
    """The talk is held: all that was wished is agreed, as the close of a talk writes it."""
    library = Library(folder)
    (entry,) = library.list()
    file = library.write(entry.name)
    prep = file.prep.edited("going.day", date.today() - timedelta(days=14))
    for key in prep.agree.agreements:
        prep = prep.edited("agree.agreements", {**prep.agree.agreements, key: agreed(prep, key)})
    file.save(prep)
    file.close()


def label(path: str) -> str:
    """How the label of the field that the parent is in looks."""
    return f"▶ {NL(f'{all_fields()[path].texts}.label')}"


def first_prep(screen: Terminal) -> None:
    """A child's name, one wish for an agreement, by keys."""
    screen.wait("nieuw gesprek")
    screen.settle()
    screen.press("enter")
    screen.wait("Stap 1 van 5")
    screen.settle()
    screen.press("1")
    screen.wait("(•)")
    screen.press("enter")
    screen.wait(label("going.child"))
    screen.press("Zoë")
    screen.wait("Zoë ·")
    for step in range(2, 6):
        screen.press("f4")
        screen.wait(f"Stap {step} van 5")
        screen.settle()
    for field in fields_asked("agree", Prep())[1:]:
        screen.press("enter")
        screen.wait(label(field.path))
        screen.settle()
        if field.asks.kind == "agreements":
            break
    screen.press("Elke dag lezen", "enter")
    screen.wait("Wie doet dit?", "Zo laten, en verder")
    screen.settle()
    screen.press("enter")
    screen.wait("Wanneer is het klaar?")
    screen.settle()
    screen.press("enter")
    screen.wait("[x]", "Elke dag lezen", gone="Wanneer is het klaar?")
    screen.settle()
    screen.press("escape")
    screen.wait("Een nieuw gesprek")


def next_prep(screen: Terminal) -> None:
    """The next prep, from the first one: it was not kept, and that is the first question."""
    screen.press("*")
    screen.wait("Er staat een nieuw gesprek klaar")
    screen.settle()
    screen.press("enter")
    screen.wait("Hoe is het gegaan met de afspraken?", "Elke dag lezen", "nog open")
    screen.settle()
    screen.press("1")
    screen.wait("Hoe is het gegaan?", "Het is niet gelukt")
    screen.press("2")
    screen.wait("niet gelukt", gone="Hoe is het gegaan?")
    screen.settle()
    screen.press("enter")
    screen.wait("Stap 1 van 5")
    for step in (2, 3):
        screen.press("f4")
        screen.wait(f"Stap {step} van 5")
        screen.settle()
    screen.press("tab", "tab", "1")
    screen.wait("[x]", "Vorige keer spraken we af")
    screen.settle()
    screen.press("escape")
    screen.wait("Een nieuw gesprek")
    screen.settle()


def in_the_ledger(screen: Terminal) -> None:
    """It was kept after all; the talks so far."""
    screen.press("/")
    screen.wait("Afspraken met school", "Zoë: dit is geweest", "niet gelukt")
    screen.settle()
    screen.press("1")
    screen.wait("Het is gelukt")
    screen.press("1")
    screen.wait("Bewaard: gelukt.")
    screen.settle()
    screen.press("*")
    screen.wait("De gesprekken over Zoë", "Elke dag lezen. Gelukt")
    screen.press("escape")
    screen.wait("Bewaard: gelukt.")
    screen.settle()
    screen.press("escape")
    screen.wait("Een nieuw gesprek")
    screen.settle()


def stop(screen: Terminal) -> None:
    screen.press("-")
    assert screen.wait_end() == 0
    assert "Traceback" not in screen.raw.decode("utf-8", "replace")


def test_what_was_agreed_is_asked_next_time_and_stands_in_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("first_run_done = true\n")
    with start(tmp_path, "nl", "linux console") as screen:
        first_prep(screen)
        screen.settle()
        stop(screen)
    hold_the_talk(tmp_path)
    began = date.today()
    with start(tmp_path, "nl", "linux console") as screen:
        screen.wait("Zoë")
        screen.settle()
        next_prep(screen)
        in_the_ledger(screen)
        stop(screen)
    preps = Library(tmp_path).list()
    (line,) = ledger(preps)
    assert len(preps) == 2
    assert (line.state, line.child) == ("kept", "Zoë")
    assert line.told in (began, date.today())

"""The kiosk in a real terminal: from the welcome to paper by number keys alone, and visitor after visitor."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from gespreksklaar.tui.kiosk import pin, supervisor
from gespreksklaar.tui.kiosk.terminal_wipe import WIPE
from tests.kiosk_host import F10, F12, STEP_1, STEP_2, WELCOME, Kiosk
from tests.needs import needs
from tests.print_server import NEEDED, print_server
from tests.terminal import Terminal, slow_start

pytestmark = needs("/dev/shm")
PIN = "2468"
FAULTY = """
import sys
from gespreksklaar.tui.cli import command_line
from gespreksklaar.tui.kiosk import session_process, supervisor
session_process._PROGRAM = "import sys; sys.path.insert(0, ROOT); import tests.kiosk_fault;" + session_process._PROGRAM
sys.exit(command_line.main())
""".replace("ROOT", repr(str(Path(__file__).parents[3])))
"""The supervisor, of visits in which F1 is a bug of ours."""
IMPATIENT = """
import sys
from gespreksklaar.tui.cli import command_line
from gespreksklaar.tui.kiosk import session_process, supervisor
supervisor._LONGEST_WAIT = 0.5
sys.exit(command_line.main())
"""

HASTY = """
import sys
from gespreksklaar.tui.cli import command_line
from gespreksklaar.tui.kiosk import session_process, supervisor
supervisor._START, supervisor._LONGEST_WAIT = 0.05, 0.1
sys.exit(command_line.main())
"""
"""As on a machine that is so slow that a session can't be there in time."""


@needs(*NEEDED)
def test_by_number_keys_alone_from_the_welcome_to_paper(tmp_path: Path) -> None:
    story = [
        (WELCOME, "1"),  # begin
        (STEP_1, (*"10", "enter")),  # a progress talk; next step, which after a digit waits for Enter
        (STEP_2, (*"1230", "enter")),  # what the child likes
        ("Stap 3 van 5", (*"1230", "enter")),  # three questions
        ("Stap 4 van 5", (*"120", "enter")),  # what to tell
        ("Stap 5 van 5", (*"10", "enter")),  # a goal
        ("Het blad: voor uzelf", "0"),  # take it along
        ("Hoe wilt u het blad meenemen?", "1"),  # print
    ]
    with print_server() as server:
        config = 'printer = "pdf"\n'
        with Kiosk(tmp_path, config, env={"CUPS_SERVER": server.address}) as kiosk:
            for words, keys in story:
                kiosk.wait(words)
                kiosk.press(*keys)
            kiosk.wait("Uw blad is naar de printer.", "Bent u klaar? Druk op F10.")
            kiosk.send(F10)
            kiosk.wait("Wat u niet meeneemt")
        pages = server.printed()
        assert server.spool() == []
    assert len(pages) <= 2
    assert "Waar is mijn kind goed in?" in "".join(pages)
    pressed = [key for _, keys in story for key in keys]
    assert all(key.isdigit() or key == "enter" for key in pressed)
    assert len(pressed) <= 60


def test_nobody_there_is_asked_and_wiped_in_time_whatever_the_terminal_sends(tmp_path: Path) -> None:
    with Kiosk(tmp_path, "idle_seconds = 2\nwarning_seconds = 2\n") as kiosk:
        session = kiosk.begin()
        began = time.monotonic()
        while not kiosk.shows("Bent u er nog?"):
            # Replies, mouse and focus are no keys.
            kiosk.send(b"\x1b[?1;2c\x1b[<0;3;2M\x1b[I\x1b[24;80R")
            kiosk.read(0.1)
            assert time.monotonic() - began < 4
        assert time.monotonic() - began > 1.5
        kiosk.press("x")
        kiosk.wait(STEP_1, gone="Bent u er nog?")
        again = time.monotonic()
        while kiosk.session == session:
            kiosk.read(0.05)
        assert 3.5 < time.monotonic() - again < 6
        kiosk.next_visitor(session)


def test_a_book_on_the_keyboard_is_nobody(tmp_path: Path) -> None:
    with Kiosk(tmp_path, "idle_seconds = 2\nwarning_seconds = 2\n") as kiosk:
        session = kiosk.begin()
        began, asked = time.monotonic(), False
        while kiosk.session == session:
            kiosk.press("x")
            kiosk.read(0.05)
            asked = asked or kiosk.shows("Bent u er nog?")
            assert time.monotonic() - began < 10
        assert asked


def test_misses_count_on_over_visits_and_what_is_typed_ahead_is_dropped(tmp_path: Path) -> None:
    with Kiosk(tmp_path, f'pin = "{pin.make_hash(PIN)}"\n') as kiosk:
        kiosk.wait(WELCOME)
        kiosk.send(F12)
        kiosk.wait("pincode")
        for _ in range(3):
            kiosk.press(*"1111", "enter")
        kiosk.wait("te vaak mis")
        session = kiosk.session
        kiosk.signal(signal.SIGKILL, session)
        kiosk.press("1", "1", "1")
        kiosk.next_visitor(session)
        kiosk.send(F12)
        kiosk.wait("te vaak mis")
        kiosk.press(*PIN, "enter")
        kiosk.settle()
        assert kiosk.shows("te vaak mis")


def test_what_is_typed_before_a_kiosk_is_there_shows_nowhere_and_is_dropped(tmp_path: Path) -> None:
    with Kiosk(tmp_path, program=slow_start()) as kiosk:
        kiosk.wait("begun")
        kiosk.press("1", PIN)
        kiosk.wait(WELCOME)
        kiosk.settle(0.5)
        assert kiosk.shows(WELCOME)
        assert not set("1" + PIN) & set(kiosk.raw.partition(b"\x1b")[0].decode())


@pytest.mark.parametrize(("typed", "code"), [("35", 1), ("١٢٣٤", 1), ("1 2 3 4", 1), (PIN, 0)])
def test_a_pin_is_made_of_four_digits_or_more_and_shows_nowhere(typed: str, code: int, tmp_path: Path) -> None:
    with Kiosk(tmp_path, arguments=["--make-pin", "--lang", "nl"]) as kiosk:
        for words in ("pincode voor medewerkers", "Nog een keer"):
            kiosk.wait(words)
            kiosk.press(typed, "enter")
        assert kiosk.wait_end() == code
        assert typed not in kiosk.raw.decode()
        assert kiosk.shows('pin = "scrypt$' if not code else "heeft 4 tot 12 cijfers")


def test_a_line_says_that_all_is_wiped_until_the_next_welcome_is_drawn(tmp_path: Path) -> None:
    with Kiosk(tmp_path, 'languages = ["en", "nl"]\n', size=(96, 27)) as kiosk:
        kiosk.wait("Nothing is kept")
        assert b"One moment ..." in kiosk.raw
        assert not kiosk.shows("One moment")
        session = kiosk.session
        kiosk.press("1")
        kiosk.wait("Step 1 of 5")
        kiosk.send(F10)
        kiosk.wait("Yes, wipe all")
        began = len(kiosk.raw)
        kiosk.press("2")
        kiosk.wait("Nothing is kept", gone="Yes, wipe all")
        assert kiosk.session not in (0, session)
        after = kiosk.raw[began:].rpartition(WIPE)[2]
        assert after.startswith(b"\x1b[?25l\x1b[14;35HAll is wiped. One moment ...")
        assert not kiosk.shows("One moment")


def test_the_line_is_there_while_a_session_fails_again_and_again(tmp_path: Path) -> None:
    with Kiosk(tmp_path, program=(sys.executable, "-c", IMPATIENT)) as kiosk:
        for _ in range(5):
            kiosk.wait(WELCOME)
            session = kiosk.session
            kiosk.signal(signal.SIGKILL, session)
            assert kiosk.wait("Even geduld ...", gone=WELCOME).strip() == "Even geduld ..."


def test_a_session_that_was_too_slow_is_followed_by_one_with_more_time(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def too_slow() -> int:
        return log.read_text().count("visit-ended why=silence")

    with Kiosk(tmp_path, arguments=["--log", str(log)], program=(sys.executable, "-c", HASTY)) as kiosk:
        kiosk.wait(WELCOME, limit=60)
        before = too_slow()
        assert before >= 1
        # On a busy machine the supervisor may look so late that a session was in time after all.
        for _ in range(5):
            session = kiosk.session
            kiosk.signal(signal.SIGKILL, session)
            kiosk.next_visitor(session, limit=60)
            if too_slow() > before:
                break
        assert too_slow() > before, "after one that lived the time is as it was"


def test_the_time_to_start_does_not_grow_for_ever() -> None:
    times = [60.0]
    for _ in range(5):
        times.append(supervisor.longer(times[-1]))
    assert times == [60, 120, 240, 480, 600, 600]


def test_once_is_one_visit(tmp_path: Path) -> None:
    with Kiosk(tmp_path, "idle_seconds = 1\nwarning_seconds = 1\n", arguments=["--once"]) as kiosk:
        kiosk.wait(WELCOME)
        assert kiosk.wait_end() == 0
        assert kiosk.text.strip() == ""
        assert list(kiosk.memory.iterdir()) == []


@pytest.mark.parametrize(
    ("env", "words"),
    [({"RUNTIME_DIRECTORY": "/proc"}, "/proc: Deze map staat niet in het geheugen"), ({"TERM": "dumb"}, "ander")],
)
def test_where_it_can_not_be_safe_it_does_not_begin(env: dict[str, str], words: str, tmp_path: Path) -> None:
    with Kiosk(tmp_path, env=env) as kiosk:
        kiosk.wait(words)
        assert kiosk.wait_end() == 1


def test_a_pin_becomes_a_line_for_the_config() -> None:
    with Terminal(["--lang", "nl", "kiosk", "--make-pin"]) as screen:
        for words in ("Nieuwe pincode", "Nog een keer"):
            screen.wait(words)
            screen.press(PIN, "enter")
        screen.wait('pin = "scrypt$')
        assert screen.wait_end() == 0
        assert PIN not in screen.text
        kept = screen.text.split('pin = "')[1].replace("\n", "").partition('"')[0]
        assert pin.fits(PIN, kept)


def test_a_log_that_the_administrator_asked_for_tells_of_visits_and_nothing_of_visitors(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Kiosk(tmp_path, arguments=["--log", str(log)]) as kiosk:
        session = kiosk.begin()
        kiosk.type_name("Geheimpje")
        kiosk.send(F10)
        kiosk.wait("Wat u niet meeneemt")
        kiosk.press("2")
        kiosk.next_visitor(session)
        kiosk.signal(signal.SIGTERM)
        assert kiosk.wait_end() == 128 + signal.SIGTERM
    said = log.read_text()
    for wanted in ("start mode=kiosk", "start mode=visit", "first-screen", "visit-ends code=0", "signal number=15"):
        assert wanted in said
    assert "Geheim" not in said


def test_of_a_visit_that_failed_the_log_has_the_place(tmp_path: Path) -> None:
    log = tmp_path / "log"
    program = (sys.executable, "-c", FAULTY)
    with Kiosk(tmp_path, arguments=["--log", str(log)], program=program) as kiosk:
        session = kiosk.begin()
        kiosk.type_name("Geheimpje")
        kiosk.press("f1")
        kiosk.next_visitor(session)
    said = log.read_text()
    assert "crash error=ValueError at=tests/kiosk_fault.py:" in said
    assert "visit-ends code=70" in said
    assert "Geheim" not in said


@pytest.mark.parametrize("way", ["option", "environment"])
def test_a_kiosk_whose_log_can_not_be_written_receives_visitors(way: str, tmp_path: Path) -> None:
    file = str(tmp_path / "no/such/folder/log")
    given = {"arguments": ["--log", file]} if way == "option" else {"env": {"GESPREKSKLAAR_LOG": file}}
    with Kiosk(tmp_path, **given) as kiosk:  # type: ignore[arg-type]
        kiosk.begin()


def test_a_kiosk_whose_settings_are_broken_at_its_first_start_receives_visitors(tmp_path: Path) -> None:
    with Kiosk(tmp_path, 'printetr = "x"\n') as kiosk:
        kiosk.begin()


def test_a_kiosk_that_starts_again_has_the_settings_that_were_right_last(tmp_path: Path) -> None:
    kept = {"STATE_DIRECTORY": str(tmp_path / "kept")}
    with Kiosk(tmp_path, 'organisation = "Bieb in Zuid"\n', env=kept) as kiosk:
        kiosk.wait("Bieb in Zuid")
    with Kiosk(tmp_path, "[", env=kept) as kiosk:
        kiosk.wait("Bieb in Zuid")

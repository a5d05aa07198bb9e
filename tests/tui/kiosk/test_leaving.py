"""Leaving takes all along: print jobs that are not out are cancelled; a stick that is gone gets nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gespreksklaar.tui.kiosk.protocol import SignReader
from tests.kiosk_host import F10, STEP_2, Kiosk, files_below, memory_of, said_about_processes
from tests.needs import needs
from tests.print_server import NEEDED, PrintServer, print_server

pytestmark = needs("/dev/shm")
TO_REVIEW = (
    (("0", "enter"), STEP_2),
    *(("0", f"Stap {n} van 5") for n in (3, 4, 5)),
    ("0", "Het blad: voor uzelf"),
)


def to_the_ways(kiosk: Kiosk) -> int:
    """From the welcome to the question how to take the sheet along; returns the session's process id."""
    session = kiosk.begin()
    kiosk.press("1")
    for keys, words in TO_REVIEW:
        kiosk.press(*keys)
        kiosk.wait(words)
        kiosk.settle(0.05)
    kiosk.press("0")
    kiosk.wait("Hoe wilt u het blad meenemen?")
    return session


# What was typed.


def test_a_word_that_was_typed_is_nowhere_once_the_visit_is_left(tmp_path: Path) -> None:
    word = "Zoekgeraaktje"

    def places(kiosk: Kiosk) -> dict[str, bytes]:
        # The memory of another process is root's to read.
        of_root = {} if os.geteuid() else {"the supervisor": memory_of(kiosk.pid)}
        folders = files_below(kiosk.memory, kiosk.folder)
        return folders | of_root | {"processes": said_about_processes(), "the screen": kiosk.text.encode()}

    def found_in(kiosk: Kiosk) -> list[str]:
        return [place for place, data in places(kiosk).items() if word.encode() in data]

    with Kiosk(tmp_path) as kiosk:
        session = kiosk.begin()
        kiosk.type_name(word)
        kiosk.settle()
        assert "the screen" in (found := found_in(kiosk))
        assert any(place.endswith(".journal") for place in found), "where it is kept"
        kiosk.send(F10)
        kiosk.wait("Bent u klaar?")
        kiosk.press("2")
        kiosk.next_visitor(session)
        assert found_in(kiosk) == []


# The printer.


def wiped(kiosk: Kiosk, session: int) -> None:
    kiosk.send(F10)
    kiosk.wait("Ligt uw blad nog niet bij de printer?")
    kiosk.press("2")


def killed(kiosk: Kiosk, session: int) -> None:
    kiosk.signal(signal.SIGKILL, session)


def told_to_end(kiosk: Kiosk, session: int) -> None:
    kiosk.signal(signal.SIGTERM)


@contextmanager
def waiting_job(folder: Path) -> Iterator[tuple[PrintServer, Kiosk, int]]:
    """A visit whose sheet waits for paper, beside a job of somebody else of the same account."""
    with print_server() as server:
        (server.printer / "slow").touch()
        server.run("cupsdisable", "pdf")
        server.add_queue("ander")
        server.run("cupsdisable", "ander")
        (folder / "brief.txt").write_text("van een ander")
        server.run("lp", "-d", "ander", str(folder / "brief.txt"))
        server.run("cupsenable", "pdf")
        with Kiosk(folder, 'printer = "pdf"\n', env={"CUPS_SERVER": server.address}) as kiosk:
            session = to_the_ways(kiosk)
            kiosk.press("1")
            kiosk.wait("Uw blad gaat naar de printer.")
            end = time.monotonic() + 10
            while "pdf-" not in server.run("lpstat", "-o", "pdf"):
                assert time.monotonic() < end
                kiosk.read(0.05)
            # CUPS has the job a moment before the session knows its number, and tells it on.
            kiosk.settle(0.5)
            yield server, kiosk, session


@needs(*NEEDED)
@pytest.mark.parametrize("leave", [wiped, killed, told_to_end])
def test_what_is_not_out_of_the_printer_is_cancelled_and_no_more_than_that(
    leave: Callable[[Kiosk, int], None], tmp_path: Path
) -> None:
    with waiting_job(tmp_path) as (server, kiosk, session):
        leave(kiosk, session)
        if leave is told_to_end:
            kiosk.wait_end()
        else:
            kiosk.next_visitor(session)
        left = server.run("lpstat", "-o").splitlines()
        assert [line.split("-")[0] for line in left] == ["ander"]
        assert all(b"Gesprek" not in file.read_bytes() for file in server.spool())
        (server.printer / "slow").unlink()
        assert [file.name for file in server.printer.iterdir() if file.suffix == ".pdf"] == []


@pytest.mark.parametrize("size", [1, 3, 64])
def test_what_a_session_says_is_taken_apart_however_it_comes(size: int) -> None:
    said, ear = b"..#pdf-12\n-.#een-twee_3-4\n+#half", SignReader()
    signs = b"".join(ear.hear(said[at : at + size]) for at in range(0, len(said), size))
    assert signs == b"..-.+"
    assert ear.jobs == ["pdf-12", "een-twee_3-4"]
    ear.hear(b"#-x-1\n#a b-2\n#" + b"x" * 10_000)
    assert ear.jobs == ["pdf-12", "een-twee_3-4"]
    assert len(ear._rest) < 1_000, "an id without an end takes no memory"


# A stick.


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_the_chosen_one_of_two_sticks_was_pulled_while_its_folder_can_be_written(tmp_path: Path) -> None:
    media = tmp_path / "media"
    places = [media / name for name in ("EEN", "TWEE")]
    for place in places:
        place.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=True)
    try:
        with Kiosk(tmp_path / "kiosk", f'stick = "{media}"\n') as kiosk:
            to_the_ways(kiosk)
            kiosk.press("1")
            kiosk.wait("Op welke USB-stick?", "1 USB-stick 1", "2 USB-stick 2")
            subprocess.run(["umount", "-l", places[0]], check=True)
            places[0].chmod(0o777)
            kiosk.press("1")
            kiosk.wait("De stick is er niet meer.")
            places[0].rmdir()
            # The ways stand below it, the other stick first.
            kiosk.press("1")
            kiosk.wait("Het staat op de stick")
        assert not places[0].exists()
        assert [file.parent for file in media.rglob("*.txt")] == [places[1]]
    finally:
        for place in places:
            subprocess.run(["umount", "-l", place], capture_output=True, check=False)

"""Printing on a real CUPS: the paper holds the sheet, what goes wrong is told, and the spool keeps nothing."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gespreksklaar.content.sheets.page import A4, A4_LARGE
from gespreksklaar.content.sheets.readers import render_sheet
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.print_jobs import Jobs
from gespreksklaar.tui.take.printing import cancel, print_text
from tests.needs import needs
from tests.print_server import NEEDED, PrintServer, print_server
from tests.tui.walk import FULL_PREP

SIGNS = "Één coördinator, façade, € 5, ‘zo’ “zo”, ż ğ ş ł ї, ½, …, –"
"""What a printer that guesses at the encoding gets wrong."""
on_cups = needs(*NEEDED)


@pytest.fixture(scope="module")
def printers() -> Iterator[PrintServer]:
    with print_server() as server:
        yield server


@pytest.fixture
def server(printers: PrintServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintServer]:
    monkeypatch.setenv("CUPS_SERVER", printers.address)
    yield printers
    # A test that failed halfway leaves the next one a printer that prints.
    for sign in ("out-of-paper", "slow"):
        (printers.printer / sign).unlink(missing_ok=True)
    printers.run("cancel", "-a", "-x")


def sheet(*, large: bool = False) -> str:
    prep = read_prep(FULL_PREP).prep.edited("ask.mind", SIGNS)
    return render_sheet(prep, Texts("nl"), "own", paper=A4_LARGE if large else A4)


def why(queue: str, *, patience: float = 5) -> str:
    """The reason that nothing came out."""
    with pytest.raises(Problem) as caught:
        print_text(sheet(), queue, "Blad", patience=patience)
    return caught.value.reason


@on_cups
@pytest.mark.parametrize("large", [False, True], ids=["ordinary print", "large print"])
def test_the_paper_holds_the_sheet_line_by_line(large: bool, server: PrintServer) -> None:
    text = sheet(large=large)
    assert print_text(text, "pdf", "Blad", large=large)
    pages = server.printed(large=large)
    assert [page.split("\n") for page in pages] == [page.rstrip("\n").split("\n") for page in text.split("\f")]
    assert len(pages) == (3 if large else 2)


@on_cups
def test_the_default_queue_prints_where_none_is_named(server: PrintServer) -> None:
    assert why("") == "print-no-printer"
    server.run("lpadmin", "-d", "pdf")
    assert print_text(sheet(), "", "Blad")
    assert server.printed()
    server.run("lpadmin", "-x", "pdf")
    server.add_queue("pdf")


@on_cups
def test_the_spool_and_the_logs_keep_nothing_of_a_sheet(server: PrintServer) -> None:
    print_text(sheet().replace("Sam", "Merkwoord"), "pdf", "Blad")
    assert "Merkwoord" in server.printed()[0]
    assert server.spool() == []
    said = "".join(file.read_text() for file in (server.folder / "log").iterdir())
    assert "Blad" in said or "pdf" in said
    assert "Merkwoord" not in said


@on_cups
def test_the_print_server_of_a_test_leaves_the_system_as_it_is(server: PrintServer) -> None:
    linked = [path for path in (server.folder / "bin").iterdir() if path.is_symlink()]
    assert linked
    before = [(path.stat().st_uid, path.stat().st_ctime_ns) for path in linked]
    with print_server():
        pass
    assert [(path.stat().st_uid, path.stat().st_ctime_ns) for path in linked] == before


def pause(server: PrintServer) -> None:
    server.run("cupsdisable", "pdf")


def refuse(server: PrintServer) -> None:
    server.run("cupsreject", "pdf")


def empty(server: PrintServer) -> None:
    (server.printer / "out-of-paper").touch()


@on_cups
@pytest.mark.parametrize(
    ("trouble", "reason"), [(pause, "print-off"), (refuse, "print-closed"), (empty, "print-paper")]
)
def test_a_printer_that_needs_a_person_says_so_and_keeps_no_job(
    trouble: object, reason: str, server: PrintServer
) -> None:
    trouble(server)  # type: ignore[operator]
    assert why("pdf", patience=3) == reason
    assert server.run("lpstat", "-o") == ""
    assert server.spool() == []
    (server.printer / "out-of-paper").unlink(missing_ok=True)
    server.run("cupsenable", "pdf")
    server.run("cupsaccept", "pdf")
    assert print_text(sheet(), "pdf", "Blad"), "the sheet is still there, and prints now"
    assert server.printed()


@on_cups
def test_a_job_of_which_the_sender_was_killed_waits_for_no_paper(server: PrintServer) -> None:
    empty(server)
    code = (
        "from gespreksklaar.tui.take.printing import print_text as p;"
        " p('Merkwoord', 'pdf', 'Blad', limit=1, patience=99)"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as sender:
        while not server.spool():
            assert sender.poll() is None
            time.sleep(0.02)
        sender.kill()
    end = time.monotonic() + 30
    while server.spool() or server.run("lpstat", "-o"):
        assert time.monotonic() < end, "it is still in the spool"
        time.sleep(0.1)
    assert [file.name for file in server.printer.iterdir()] == ["out-of-paper"]


@on_cups
def test_a_slow_printer_is_not_an_error(server: PrintServer) -> None:
    slow = server.printer / "slow"
    slow.touch()
    assert not print_text(sheet(), "pdf", "Blad", patience=0.5)


@on_cups
def test_where_people_share_a_printer_a_job_waits_for_the_one_before(server: PrintServer) -> None:
    (server.printer / "slow").touch()
    told: list[str] = []
    jobs = Jobs(told.append)
    for _ in range(3):
        # At home sheets may queue.
        assert not print_text(sheet(), "pdf", "Blad", jobs=Jobs(), patience=0.5)
    server.run("cancel", "-a", "-x")
    assert not print_text(sheet(), "pdf", "Blad", jobs=jobs, limit=60, patience=0.5)
    for _ in range(3):
        with pytest.raises(Problem) as caught:
            print_text(sheet(), "pdf", "Blad", jobs=jobs, limit=60, patience=0.5)
        assert caught.value.reason == "print-already"
    assert [line.split()[0] for line in server.run("lpstat", "-o").splitlines()] == told
    (server.printer / "slow").unlink()
    cancel(told[0])
    assert server.spool() == []
    assert print_text(sheet(), "pdf", "Blad", jobs=jobs, limit=60)
    assert server.printed()
    assert jobs.last == ""


def test_after_the_end_no_job_is_handed_in() -> None:
    begun, go_on, told = threading.Event(), threading.Event(), list[str]()
    jobs = Jobs(told.append)

    def submit() -> str:
        begun.set()
        assert go_on.wait(10)
        return "pdf-7"

    hands_in = threading.Thread(target=jobs.hand_in, args=(submit,))
    hands_in.start()
    assert begun.wait(10)
    with pytest.raises(Problem):
        jobs.hand_in(lambda: "pdf-8")
    threading.Timer(0.05, go_on.set).start()
    jobs.close(10)
    assert told == ["pdf-7"], "it waits for the one that is being handed in"
    hands_in.join()
    with pytest.raises(Problem):
        jobs.hand_in(lambda: "pdf-9")
    assert told == ["pdf-7"]


@on_cups
def test_a_queue_that_is_not_there(server: PrintServer) -> None:
    with pytest.raises(Problem) as caught:
        print_text(sheet(), "geen", "Blad")
    assert caught.value.message(Texts("nl")).startswith("De printer geen is er niet.")


@on_cups
def test_a_print_service_that_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))
    assert why("pdf") == "print-no-service"


# What no real CUPS does at our wish: another `lp`.

SAYS_FINE = "case $* in -r*) echo scheduler is running;; *) echo pdf accepting requests;; esac"
OTHERS = {
    "no program": ({}, "print-no-program", ""),
    "a program that hangs": ({"lpstat": "sleep 60"}, "print-no-answer", ""),
    "words of its own": (
        {"lpstat": SAYS_FINE, "lp": r"printf 'lp: \033[31mToo many jobs.\nmore\n' >&2; exit 1"},
        "print-failed",
        "lp: [31mToo many jobs.",
    ),
    "a failure without a word": ({"lpstat": SAYS_FINE, "lp": "exit 7"}, "print-failed", "?"),
}


@pytest.mark.parametrize("case", list(OTHERS))
def test_another_program_than_ours(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs, reason, words = OTHERS[case]
    for name, script in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin" if programs else str(tmp_path))
    with pytest.raises(Problem) as caught:
        print_text("blad", "pdf", "Blad", patience=1)
    assert caught.value.reason == reason
    assert caught.value.values.get("why", "") == words


def test_the_command_shows_nothing_of_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lpstat").write_text(f"#!/bin/sh\n{SAYS_FINE}\n")
    (tmp_path / "lp").write_text(
        f"#!/bin/sh\nenv > {tmp_path}/said; echo $* >> {tmp_path}/said; cat > {tmp_path}/text\n"
    )
    for name in ("lp", "lpstat"):
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("GEHEIM", "Sam")
    print_text(sheet(), "pdf", "Blad")
    assert (tmp_path / "text").read_text("utf-8") == sheet()
    assert "Sam" not in (tmp_path / "said").read_text()
    assert "-t Blad" in (tmp_path / "said").read_text()

"""Traces of a visit, however it ended: the typed marker is nowhere any more, and the next visitor sees nothing."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from gespreksklaar.tui.kiosk import pin
from tests.kiosk_host import (
    F9,
    F10,
    F12,
    PROGRAM,
    WELCOME,
    Kiosk,
    files_below,
    gone,
    is_warm,
    memory_of,
    said_about_processes,
)  # fmt: skip
from tests.needs import is_here
from tests.print_server import NEEDED, print_server

LONG, SHORT = 65, 4
AT_ONCE = 4
IDLE, WARNING = 4, 2
BUSY = 120
"""Idle seconds for visits that something else ends."""
PIN = "2468"
_PART = 1 << 20
"""Bytes of a file read at once."""
CONFIG = f'idle_seconds = {{idle}}\nwarning_seconds = {WARNING}\npin = "{pin.make_hash(PIN)}"\n'
_FAULTY = """
import sys
from gespreksklaar.tui.cli import command_line
from gespreksklaar.tui.kiosk import session_process, supervisor
supervisor.syslog.syslog = lambda _, words: print(words, file=open({log!r}, "a"))
faulty = "import sys; sys.path.insert(0, {root!r}); import tests.kiosk_fault;"
session_process._PROGRAM = faulty + session_process._PROGRAM
sys.exit(command_line.main())
"""
"""A supervisor whose sessions have a bug, and whose log is a file of the test."""
FAULTY_HOST = (
    "import os, sys", f"sys.path.insert(0, {str(Path(__file__).parents[2])!r})", "import tests.kiosk_fault",
    "from gespreksklaar.tui.kiosk import supervisor",
    'supervisor.syslog.syslog = lambda _, words: print(words, file=open(os.environ["HOME"] + "/log", "a"))',
)  # fmt: skip
"""The same for a warm host: what its program runs first."""


def over(kiosk: Kiosk) -> None:
    kiosk.send(F10)
    kiosk.wait("Bent u klaar?")
    kiosk.press("2")


def over_by_the_menu(kiosk: Kiosk) -> None:
    kiosk.press("f2")
    kiosk.wait("Waar wilt u heen?")
    kiosk.press("8")
    kiosk.wait("eerdere keuzes")
    kiosk.press("6")
    kiosk.wait("Bent u klaar?")
    kiosk.press("2")


def idle(kiosk: Kiosk) -> None:
    began = time.monotonic()
    kiosk.wait("Bent u er nog?")
    shown = time.monotonic() - began
    session = kiosk.session
    while kiosk.session == session:
        kiosk.read(0.02)
    wiped = time.monotonic() - began
    assert IDLE - 0.3 <= shown <= IDLE + 2, f"asked after {shown:.1f} s"
    assert IDLE + WARNING - 0.3 <= wiped <= IDLE + WARNING + 2, f"wiped after {wiped:.1f} s"


def hidden_then_idle(kiosk: Kiosk) -> None:
    kiosk.send(F9)
    kiosk.wait("Welke toets")
    kiosk.press("k")
    kiosk.wait("even leeg", gone="Stap 1")
    kiosk.press("x", "1", "escape")
    kiosk.wait("Bent u er nog?")


def _by(number: int) -> Callable[[Kiosk], None]:
    return lambda kiosk: kiosk.signal(number, kiosk.session)


def crashed(kiosk: Kiosk) -> None:
    kiosk.press("f1")
    kiosk.wait("Alles is gewist. U kunt opnieuw beginnen")


def staff(kiosk: Kiosk) -> None:
    kiosk.send(F12)
    kiosk.wait("pincode")
    kiosk.press(*PIN, "enter")


def hang_up(kiosk: Kiosk) -> None:
    kiosk.hang_up()


def _supervisor_by(number: int) -> Callable[[Kiosk], None]:
    return lambda kiosk: kiosk.signal(number)


STAYS: Mapping[str, Callable[[Kiosk], None]] = {
    "a bug of ours": crashed, "session killed": _by(signal.SIGKILL), "start over": over, "idle": idle,
    "start over by the menu": over_by_the_menu, "idle, hidden": hidden_then_idle,
    "session told to end": _by(signal.SIGTERM), "session hung up": _by(signal.SIGHUP),
    "session crashed in C": _by(signal.SIGSEGV),
}  # fmt: skip
"""The ways to end a visit after which the next visitor is welcomed."""
LOGGED = {
    "a bug of ours": "session failed (70)", "session killed": "session ended (-9)",
    "session told to end": "session ended (143)", "session hung up": "session ended (129)",
    "session crashed in C": "session ended (-11)",
}  # fmt: skip
"""The system log's line for a visit that neither its visitor nor the clock ended."""
ENDS: Mapping[str, tuple[Callable[[Kiosk], None], int | None]] = {
    "supervisor killed": (_supervisor_by(signal.SIGKILL), -9),
    "terminal gone": (hang_up, None),
    "staff left": (staff, 0),
    "supervisor told to end": (_supervisor_by(signal.SIGTERM), 143),
}
"""The ways to end the kiosk itself, each with its exit code."""


class Marker:
    """A text that occurs nowhere else, and the search for it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def search(self, kiosk: Kiosk, way: str, *also: Path) -> None:
        places = {"processes": said_about_processes()}
        places |= files_below(kiosk.memory, kiosk.folder, *also)
        if kiosk.status is None and kiosk.fd >= 0:
            places["the supervisor's memory"] = memory_of(kiosk.supervisor)
        places["the screen"] = kiosk.text.encode() if kiosk.fd >= 0 else b""
        forms = [self.text.encode(code) for code in ("utf-8", "utf-16-le", "utf-32-le")]
        found = [place for place, data in places.items() if any(form in data for form in forms)]
        # All that is in shared memory, which may be more than fits in ours.
        for file in (Path(place, name) for place, _, names in os.walk("/dev/shm") for name in names):
            with suppress(OSError):
                if file.is_file() and any(_holds(file, form) for form in forms):
                    found.append(str(file))
        assert not found, f"after {way}: {self.text} is in {found}"


class Markers:
    """A source of markers, and the search for all of them at once."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._family = "Anna" + self._letters()
        self._since = time.time() - 1

    def _letters(self) -> str:
        return "".join(self._chance.choices("bcdfghjklmnpqrstvwxz", k=8))

    def next(self) -> Marker:
        return Marker(self._family + self._letters())

    def search_disk(self) -> int:
        """Search every file of the root file system written since the start; returns their number."""
        searched = 0
        for place, inside, names in os.walk("/"):
            inside[:] = [name for name in inside if not os.path.ismount(f"{place}/{name}")]
            for file in (Path(place, name) for name in names):
                with suppress(OSError):
                    if file.is_file() and not file.is_symlink() and file.stat().st_ctime >= self._since:
                        assert not _holds(file, self._family.encode()), f"a marker is in {file}"
                        searched += 1
        return searched


def _holds(file: Path, words: bytes) -> bool:
    """Whether these bytes are in the file; the holes of a sparse file are skipped."""
    with file.open("rb", buffering=0) as opened:
        at, size = 0, os.fstat(opened.fileno()).st_size
        while at < size:
            try:
                at = os.lseek(opened.fileno(), at, os.SEEK_DATA)
            except OSError:
                return False
            part = os.pread(opened.fileno(), _PART, at)
            if words in part:
                return True
            at += max(len(part) - len(words) + 1, 1) if at + len(part) < size else size
    return False


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """End `amount` visits in different ways; in thirteen every way has its turn.

    From thirteen on, some visits also print, and then the whole disk is searched.
    """
    markers = Markers(seed)
    all_ways = len(STAYS) + len(ENDS)
    also = ""
    jobs: list[Callable[[], int]] = []
    while amount:
        ends = list(ENDS)[: (amount + 1) // 2]
        stays = list(STAYS)[: amount - len(ends)]
        amount -= len(ends) + len(stays)
        where = folder / str(amount)
        for name, idle_seconds in (("stays", BUSY), ("idle", IDLE)):
            ways = [way for way in stays if way.startswith("idle") == (name == "idle")]
            config = CONFIG.format(idle=idle_seconds)
            jobs.append(partial(_one_after_another, where / name, config, ways, markers))
        jobs += [partial(_to_the_end, where / way, way, markers) for way in ends]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        visits = sum(pool.map(lambda job: job(), jobs))
    kinds = min(visits, all_ways)
    if visits >= all_ways:
        also = f"{_print(folder / 'print', markers)}; {markers.search_disk()} files written meanwhile on the disk; "
    return f"{visits} visits ended in {kinds} ways; {also}the marker is nowhere any more, the next visitor sees nothing"


def _print(folder: Path, markers: Markers) -> str:
    """Print during some visits: the spool and the logs of CUPS keep nothing either."""
    if not all(map(is_here, NEEDED)):
        assert os.environ.get("CI") != "true", "in CI this must run, with CUPS"
        return "no CUPS here to print on"
    ways = {way: STAYS[way] for way in ("start over", "session killed")}
    config = CONFIG.format(idle=BUSY) + 'printer = "pdf"\n'
    with print_server() as server, Kiosk(folder, config, env={"CUPS_SERVER": server.address}) as kiosk:
        for way, end in ways.items():
            marker = markers.next()
            session = _visit(kiosk, marker)
            kiosk.press(*["f4"] * 5)
            kiosk.wait("Het blad: voor uzelf")
            kiosk.press("0", "1")
            kiosk.wait("Uw blad is naar de printer.")
            assert marker.text in "".join(server.printed())
            end(kiosk)
            kiosk.next_visitor(session)
            marker.search(kiosk, f"printing, {way}", server.folder)
    return f"{len(ways)} more printed"


def _visit(kiosk: Kiosk, marker: Marker) -> int:
    session = kiosk.begin()
    kiosk.type_name(marker.text)
    kiosk.settle(0.05)
    return session


def _one_after_another(folder: Path, config: str, ways: Sequence[str], markers: Markers) -> int:
    if not ways:
        return 0
    root, log = Path(__file__).parents[2], folder / "log"
    faulty = [PROGRAM[0], "-I", "-X", "utf8", "-c", _FAULTY.format(root=str(root), log=str(log))]
    with Kiosk(folder, config, program=faulty) as kiosk:
        for way in ways:
            marker = markers.next()
            session = _visit(kiosk, marker)
            STAYS[way](kiosk)
            kiosk.next_visitor(session)
            before_welcome = kiosk.raw.rpartition(b"\x1bc")
            assert marker.text.encode() not in before_welcome[2], f"after {way}: sent to the next visitor"
            marker.search(kiosk, way)
            inside = [path for each in kiosk.memory.iterdir() for path in each.iterdir()]
            assert len(inside) == 1, f"after {way}: {inside}"
        kiosk.wait(WELCOME)
        kiosk.kill(signal.SIGTERM)
        assert files_below(kiosk.memory) == {}
    logged = log.read_text().splitlines() if log.exists() else []
    assert logged == [LOGGED[way] for way in ways if way in LOGGED], logged
    return len(ways)


def _to_the_end(folder: Path, way: str, markers: Markers) -> int:
    end, status = ENDS[way]
    with Kiosk(folder, CONFIG.format(idle=BUSY)) as kiosk:
        marker = markers.next()
        session = _visit(kiosk, marker)
        supervisor = kiosk.supervisor
        end(kiosk)
        if status is None:
            gone(supervisor)
        else:
            # Who waits for one that was killed in a warm host says it as a shell does.
            status = 128 - status if is_warm() and status < 0 else status
            assert kiosk.wait_end() == status, f"{way}: {kiosk.status}"
        gone(session)
        if kiosk.fd >= 0:
            kiosk.settle(0.05)
        marker.search(kiosk, way)
        if way == "supervisor killed":
            _next_supervisor_wipes(folder, kiosk)
        assert files_below(kiosk.memory) == {}, f"after {way}"
    return 1


def _next_supervisor_wipes(folder: Path, before: Kiosk) -> None:
    """Check that the next supervisor also wipes what a session killed at the same time left."""
    left = before.memory / "gespreksklaar-kiosk-left" / "preps"
    left.mkdir(parents=True)
    (left / "text").write_text("x")
    with Kiosk(folder, env={"RUNTIME_DIRECTORY": str(before.memory)}) as kiosk:
        kiosk.wait(WELCOME)
        assert not left.exists()
        kiosk.kill(signal.SIGTERM)
    assert os.listdir(before.memory) == []

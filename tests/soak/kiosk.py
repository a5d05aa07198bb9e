"""Many visits on one supervisor, ended in turn by the visitor and by force: none is refused, nothing grows."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
import time
from pathlib import Path

from tests.kiosk_host import F10, STEP_1, WELCOME, Kiosk, files_below, gone
from tests.soak.signals import freeze

LONG, SHORT = 100, 2
WARM = 5
"""Visits after which a supervisor has loaded everything it needs."""
FROZEN_FROM = 50
"""From this many visits on, the client of the last one freezes."""
FROZEN_LIMIT = 60.0


def run(amount: int, folder: Path, seed: int = 0) -> str:
    sizes: list[tuple[int, int]] = []
    slowest = 0.0
    with Kiosk(folder, "idle_seconds = 60\n") as kiosk:
        for number in range(amount):
            session = kiosk.begin()
            kiosk.press("1", "0", "enter")
            kiosk.wait("Stap 2 van 5")
            _end(kiosk, session, number)
            ended = time.monotonic()
            kiosk.next_visitor(session)
            slowest = max(slowest, time.monotonic() - ended)
            assert not kiosk.shows(STEP_1)
            assert len(_folders(kiosk)) == 1, f"after visit {number}: {_folders(kiosk)}"
            sizes.append(_size(kiosk.pid))
        frozen = _freeze(kiosk) if amount >= FROZEN_FROM else 0.0
    first, last = sizes[min(WARM, amount - 1)], sizes[-1]
    assert last[0] <= first[0] + 200, f"memory grew from {first[0]} to {last[0]} kB"
    assert last[1] == first[1], f"open files grew from {first[1]} to {last[1]}"
    also = f"; a frozen client was gone after {frozen:.0f} s" if frozen else ""
    return (
        f"{amount} visits, none refused, each wiped; supervisor {first[0]} -> {last[0]} kB, {last[1]} files open; "
        f"the next welcome after {slowest:.1f} s at most{also}"
    )


def _end(kiosk: Kiosk, session: int, number: int) -> None:
    if number % 2:
        kiosk.signal(signal.SIGKILL, session)
    else:
        kiosk.send(F10)
        kiosk.wait("Bent u klaar?")
        kiosk.press("2")


def _folders(kiosk: Kiosk) -> list[Path]:
    return [path for each in kiosk.memory.iterdir() for path in each.iterdir()]


def _size(pid: int) -> tuple[int, int]:
    status = Path(f"/proc/{pid}/status").read_text()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(resident.split()[1]), len(os.listdir(f"/proc/{pid}/fd"))


def _freeze(kiosk: Kiosk) -> float:
    """Freeze the client: its visit ends within a minute, and nothing of it is left. Returns the seconds that took."""
    session = kiosk.begin()
    kiosk.type_name("Bevroren")
    freeze(kiosk)
    took = gone(session, FROZEN_LIMIT)
    began = time.monotonic()
    while any(b"Bevroren" in data for data in files_below(kiosk.memory).values()):
        assert time.monotonic() - began < 5, "the folder is still there"
    fcntl.ioctl(kiosk.fd, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    kiosk.wait(WELCOME, gone=STEP_1)
    return took

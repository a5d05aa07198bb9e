"""Helpers for long tests that send the program any input on a real terminal, which it must survive."""

from __future__ import annotations

import fcntl
import os
import random
import select
import struct
import termios
import time
from pathlib import Path

from gespreksklaar.content.prep.vocabulary import BEFORE, REVIEW, STEPS
from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.tui.home.bookmarks import Bookmarks
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import FULL_PREP

LIMIT = 180.0
"""Seconds of CPU time within which a living program answers, however much input it has to handle first."""
QUIET_LIMIT = 60.0
"""Seconds without CPU time after which a program that has not answered never will."""
SIZES = ((20, 6), (40, 12), (80, 24), (100, 30), (200, 60), (300, 100))
STRANGE_SIZES = ((1, 1), (0, 0), (10, 2), (2000, 2000), (1, 100), (300, 1))
WHERE = ("", *STEPS, REVIEW, BEFORE)


class _Patience:
    """A timeout by the program's own CPU time, so that a busy machine is not taken for a frozen program."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._worked = 0.0
        self._begun = self._worked = self._work()
        self._since = time.monotonic()

    def _work(self) -> float:
        try:
            numbers = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            # The program has ended.
            return self._worked
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")

    def quiet(self) -> float:
        """The seconds since the program last used CPU time."""
        if (worked := self._work()) != self._worked:
            self._worked, self._since = worked, time.monotonic()
        return time.monotonic() - self._since

    def over(self) -> bool:
        """Whether a living program would have answered by now."""
        return self.quiet() > QUIET_LIMIT or self._worked - self._begun > LIMIT


class Alive:
    """Sessions on a copy of one prep; whenever one ends as asked, the next begins."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder / "data"
        self.random = random.Random(seed)
        self.what = f"seed {seed}"
        self.sessions = self.ended = self.sent = 0
        self.largest = 0
        self._last = b""
        self.terminal = self._begin()

    def _begin(self) -> Terminal:
        self.sessions += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "c").write_text("first_run_done = true\n")
        (self.folder / "sam.toml").write_text(FULL_PREP.read_text())
        step = self.random.choice(WHERE)
        Bookmarks(self.folder / ".state" / "places.json").put(read_prep(FULL_PREP).prep.id, step, "")
        words = ["--data", str(self.folder), "--config", str(self.folder / "c"), "--lang", "nl"]
        # A path typed at random leads no further than this folder.
        program = ("sh", "-c", 'cd "$0" && exec "$@"', str(self.folder), *PROGRAM)
        terminal = Terminal(
            [*words, *(["open", "sam"] if step else [])], env={"HOME": str(self.folder)}, program=program
        )
        os.set_blocking(terminal.fd, False)
        self._until(lambda: b"\x1b[?2004h" in terminal.raw, terminal, "did not start")
        return terminal

    def resize(self, width: int, height: int) -> None:
        """Change the window's size."""
        fcntl.ioctl(self.terminal.fd, termios.TIOCSWINSZ, struct.pack("4H", height, width, 0, 0))

    def send(self, data: bytes) -> None:
        """Send these bytes and read the output; if the program ends in good order, begin again."""
        self.sent += len(data)
        self._last = (self._last + data)[-120:]
        patience = _Patience(self.terminal.pid)
        while data and self.terminal.status is None:
            try:
                data = data[os.write(self.terminal.fd, data) :]
                patience = _Patience(self.terminal.pid)
            except BlockingIOError:
                assert not patience.over(), self._told("takes no more input")
            except OSError:
                data = b""
            self._take_in(self.terminal, 0.005 if data else 0)
        if self.terminal.status is not None:
            self._check_end()
            self.ended += 1
            self.terminal.hang_up()
            self.terminal = self._begin()

    def prove(self, *, again: bool) -> None:
        """Check that the program answers a change of size and ends when asked; with `again`, begin the next session."""
        self._pause(1.3)
        for size in ((81, 25), (80, 24)):
            self.terminal.raw = b""
            if self.terminal.status is None:
                self.resize(*size)
            self._until(lambda: len(self.terminal.raw) > 300, self.terminal, f"shows nothing at {size}")
        self._measure()
        patience, asked = _Patience(self.terminal.pid), 0
        while self.terminal.status is None:
            # While the program handles earlier input, a paste without an end takes keys as text.
            while patience.quiet() < 1 and self.terminal.status is None:
                assert not patience.over(), self._told("works without an end")
                self._pause(0.1)
            assert asked < 5, self._told("does not end by ctrl+q")
            asked += 1
            for _ in range(4):
                self.send_if_alive(b"\x1b")
                self._pause(0.2)
            # On a busy machine a key that comes sooner after an escape counts as a key with Alt.
            self._pause(1.0)
            self.send_if_alive(b"\x11")
            self._pause(5.0)
        self._check_end()
        self.terminal.hang_up()
        if again:
            self.terminal = self._begin()

    def send_if_alive(self, key: bytes) -> None:
        """Send a key to a program that may be gone already."""
        try:
            os.write(self.terminal.fd, key)
        except OSError:
            self._take_in(self.terminal, 0)

    def close(self) -> None:
        """End the program, so that no process is left."""
        self.terminal.__exit__()

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.terminal.status is None:
            self._take_in(self.terminal, 0.05)

    def _until(self, done: object, terminal: Terminal, what: str) -> None:
        assert callable(done)
        patience = _Patience(terminal.pid)
        while not done() and not (terminal.status is not None and "end" not in what):
            assert not patience.over(), self._told(what)
            self._take_in(terminal, 0.05)

    def _take_in(self, terminal: Terminal, wait: float) -> None:
        """Read without an emulator, which would be slower than the program."""
        if not select.select([terminal.fd], [], [], wait)[0]:
            return
        try:
            data = os.read(terminal.fd, 1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            terminal.raw = (terminal.raw + data)[-4000:]
        elif terminal.status is None:
            terminal.status = os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1])

    def _measure(self) -> None:
        if self.terminal.status is None:
            lines = Path(f"/proc/{self.terminal.pid}/status").read_text().splitlines()
            peak = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0 kB")
            self.largest = max(self.largest, int(peak.split()[1]) // 1024)

    def _check_end(self) -> None:
        log = self.folder / ".state" / "problems.log"
        noted = log.read_text() if log.exists() else ""
        assert self.terminal.status == 0, self._told(f"ended with {self.terminal.status}: {noted}")
        assert not noted, self._told(f"noted a bug of ours: {noted}")
        for file in self.folder.glob("*.toml"):
            read_prep(file)

    def _told(self, what: str) -> str:
        shown = self.terminal.raw[-200:]
        return f"{self.what}, session {self.sessions}: {what}; last sent {self._last!r}; last shown {shown!r}"

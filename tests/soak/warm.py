"""Sessions of one warm host that come, go and are killed, some at once: each ends alone, and nothing grows or mixes.

Then the kiosk's traces and escapes, through a warm host.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.kiosk_host import all_through, gone
from tests.soak import escapes, traces
from tests.terminal import Terminal
from tests.warm_host import WarmHost

LONG, SHORT = 100, 4
AT_ONCE = 8
RESTART_EACH = 10
"""After how many sessions the host is killed and started anew, with others going on."""
LIMIT = 60.0
_LETTERS = "bcdfghjklmnpqrstvwxz"


def quits(terminal: Terminal, session: int) -> None:
    terminal.press("ctrl+q")
    assert terminal.wait_end(LIMIT) == 0


def hangs_up(terminal: Terminal, session: int) -> None:
    terminal.hang_up()


def caller(number: int) -> Callable[[Terminal, int], None]:
    return lambda terminal, session: os.kill(terminal.pid, number)


def itself(number: int) -> Callable[[Terminal, int], None]:
    return lambda terminal, session: os.kill(session, number)


ENDS: tuple[tuple[Callable[[Terminal, int], None], bool], ...] = (
    (quits, True), (hangs_up, True), (caller(signal.SIGKILL), True), (caller(signal.SIGTERM), True),
    (itself(signal.SIGTERM), True), (itself(signal.SIGKILL), False), (itself(signal.SIGSEGV), False),
)  # fmt: skip
"""The ways to end, and whether all that was typed is in the file itself then; the journal has it in any case."""


class _Sessions:
    def __init__(self, host: WarmHost, folder: Path, seed: int) -> None:
        self.host = host
        self.folder = folder
        self.seed = seed
        self._turn = threading.Lock()
        self.raw: dict[str, bytes] = {}
        self.plain = self.begun = 0

    def one(self, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        name = "".join(chance.choices(_LETTERS, k=8)).capitalize()
        end, is_whole = ENDS[number % len(ENDS)]
        with self._begin(name) as terminal:
            session = self._session_of(terminal)
            terminal.press("1")
            terminal.wait("Stap 1 van 5", limit=LIMIT)
            terminal.press("tab")
            terminal.wait("Een voornaam is genoeg", limit=LIMIT)
            terminal.press(*name)
            terminal.wait(name, limit=LIMIT)
            time.sleep(chance.uniform(0, 0.5))
            if session:
                end(terminal, session)
                gone(session, LIMIT)
            self.raw[name] = terminal.raw
        if session:
            kept = b"".join(each.read_bytes() for each in (self.folder / name).rglob("*") if each.is_file())
            assert name.encode() in kept, f"session {number}, ended by {end}: {name} is lost"
            whole = "".join(each.read_text() for each in (self.folder / name).glob("*.toml"))
            assert not is_whole or name in whole, f"session {number}: not saved"

    def _begin(self, name: str) -> Terminal:
        folder = self.folder / name
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text("first_run_done = true\n")
        given = ["--lang", "nl", "--data", str(folder), "--config", str(folder / "config.toml")]
        env = {"HOME": str(folder), **self.host.by}
        terminal = Terminal(given, program=self.host.entering, env=env)
        terminal.wait("Een nieuw gesprek", limit=LIMIT)
        return terminal

    def _session_of(self, terminal: Terminal) -> int:
        """The process that this terminal's shell waits for; 0 where a host that starts anew was not there."""
        words = Path(f"/proc/{terminal.pid}/cmdline").read_bytes().split(b"\0")
        with self._turn:
            self.begun += 1
            if words[1] != b"-c":
                self.plain += 1
                return 0
        return int(words[-2])

    def restart(self) -> None:
        """Kill the host and start another, while sessions go on: each of them tells if it ended with the host."""
        with self._turn:
            self.host.kill()
            self.host.start()


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Begin and end `amount` sessions, and run as much of the kiosk's traces and escapes as fits beside it."""
    with WarmHost() as host:
        sessions = _Sessions(host, folder / "own", seed)
        before = _size(host)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for begin in range(0, amount, RESTART_EACH):
                several = [pool.submit(sessions.one, n) for n in range(begin, min(begin + RESTART_EACH, amount))]
                if begin + RESTART_EACH < amount:
                    time.sleep(1)
                    sessions.restart()
                for each in several:
                    each.result()
        _nothing_mixed(sessions.raw)
        assert not host.sessions(), host.sessions()
        grown = _size(host)
        assert grown[1] == before[1], f"open files of the host grew from {before[1]} to {grown[1]}"
    said = (
        f"{sessions.begun} sessions ended in {min(len(ENDS), amount)} ways, {sessions.plain} begun as ever while "
        f"the host was away; none ended another, nothing mixed; the host {before[0]} -> {grown[0]} kB"
    )
    with WarmHost(*traces.FAULTY_HOST) as host, all_through(host):
        through = [traces.run(len(traces.STAYS) + len(traces.ENDS) if amount >= LONG else 2, folder / "traces", seed)]
    with WarmHost() as host, all_through(host):
        through.append(escapes.run(escapes.EACH * 5 if amount >= LONG else escapes.SHORT, folder / "escapes", seed))
        assert not host.sessions(), host.sessions()
    return "; ".join([said, *through])


def _nothing_mixed(raw: dict[str, bytes]) -> None:
    for name, shown in raw.items():
        for other in raw:
            assert other == name or other.encode() not in shown, f"{other} is on the screen of {name}"


def _size(host: WarmHost) -> tuple[int, int]:
    status = Path(f"/proc/{host.process.pid}/status").read_text()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(resident.split()[1]), len(os.listdir(f"/proc/{host.process.pid}/fd"))

"""A kiosk in a real pseudo-terminal, with folders of its own; and what other processes can see of it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from tests.terminal import Terminal

F9, F10, F12 = b"\x1b[20~", b"\x1b[21~", b"\x1b[24~"
PROGRAM = (sys.executable, "-I", "-X", "utf8", "-m", "gespreksklaar.tui")
WELCOME = "Niets blijft bewaard"
STEP_1, STEP_2 = "Stap 1 van 5", "Stap 2 van 5"


class Host(Protocol):
    """What kiosks can begin in, instead of starting as ever: tests/warm_host.py."""

    @property
    def entering(self) -> Sequence[str]: ...

    @property
    def by(self) -> Mapping[str, str]: ...

    def sessions(self) -> list[int]: ...


_through: list[Host] = []
"""The warm host that every kiosk begins in, if any."""


@contextmanager
def all_through(host: Host) -> Iterator[None]:
    """Inside the block every kiosk begins in this host, whatever program it would run otherwise."""
    _through.append(host)
    try:
        yield
    finally:
        _through.clear()


def is_warm() -> bool:
    return bool(_through)


class Kiosk(Terminal):
    """A supervisor with a fresh folder in memory, and its own HOME and TMPDIR."""

    def __init__(
        self,
        folder: Path,
        config: str = "",
        *,
        arguments: Sequence[str] = (),
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.folder = folder
        self._supervisor = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.memory = Path(tempfile.mkdtemp(prefix="test-kiosk-", dir="/dev/shm"))
        file = folder / "kiosk.toml"
        file.write_text(config)
        here = {"HOME": str(folder), "TMPDIR": str(folder), "RUNTIME_DIRECTORY": str(self.memory)}
        for host in _through:
            program, here = host.entering, here | host.by
        super().__init__(
            ["kiosk", "--config", str(file), *arguments], size=size, env=here | dict(env or {}), program=program
        )

    def __exit__(self, *args: object) -> None:
        left = [self.session, self.supervisor] if self.status is None and self.fd >= 0 else []
        super().__exit__(*args)
        for each in filter(None, left):
            gone(each)
        shutil.rmtree(self.memory, ignore_errors=True)

    @property
    def session(self) -> int:
        """The process id of the session; 0 between two sessions."""
        found = children(self.supervisor)
        return found[0] if found else 0

    @property
    def supervisor(self) -> int:
        """The process id of the supervisor. In a warm host it is a child of that, and ours waits for it."""
        if self._supervisor or not _through:
            return self._supervisor or self.pid
        with suppress(OSError):
            found = [each for each in _through[0].sessions() if os.readlink(f"/proc/{each}/fd/0") == self.name]
            self._supervisor = found[0] if found else 0
        return self._supervisor

    @property
    def reads_keys(self) -> int:
        """The process group that the terminal gives the keys to, in the kernel's eyes."""
        return self.pid if _through else self.session

    def begin(self) -> int:
        """Begin a visit without a helper; returns the session's process id."""
        self.wait(WELCOME)
        self.press("1")
        self.wait(STEP_1, "Voortgangsgesprek")
        return self.session

    def type_name(self, words: str) -> None:
        """From the first list, go to the line for the child's name and type these words."""
        self.press("tab")
        self.wait("Een voornaam is genoeg")
        self.press(words)
        self.wait(words)

    def next_visitor(self, before: int, limit: float = 15) -> None:
        """Wait until another session than `before` shows its welcome."""
        end = time.monotonic() + limit
        while self.session in (0, before):
            assert time.monotonic() < end, f"no other session; saw:\n{self.text}"
            self.read(0.05)
        self.wait(WELCOME, gone=STEP_1, limit=limit)

    def signal(self, number: int, to: int = 0) -> None:
        os.kill(to or self.supervisor, number)


def children(pid: int) -> list[int]:
    """The running processes that this one started."""
    with suppress(OSError):
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    return []


def state(pid: int) -> str:
    """The state of a process: R, S, T, Z and so on; empty when it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return ""


def gone(pid: int, limit: float = 10) -> float:
    """Wait until a process is gone; returns the seconds that took."""
    began = time.monotonic()
    while state(pid) not in ("", "Z"):
        assert time.monotonic() - began < limit, f"{pid} is still there: {state(pid)}"
        time.sleep(0.01)
    return time.monotonic() - began


def files_below(*folders: Path) -> dict[str, bytes]:
    """Every file and folder below these, with a file's contents."""
    found = {}
    for folder in folders:
        # Not rglob, which fails at a folder deleted in the meantime.
        for place, inside, files in os.walk(folder):
            found |= {str(Path(place, name)): b"" for name in inside}
            for name in files:
                with suppress(OSError):
                    found[str(Path(place, name))] = Path(place, name).read_bytes()
    return found


def memory_of(pid: int) -> bytes:
    """All readable memory of a process."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            area, rights, *_ = line.split()
            if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                start, end = (int(part, 16) for part in area.split("-"))
                with suppress(OSError, ValueError):
                    memory.seek(start)
                    found.append(memory.read(end - start))
    return b"".join(found)


def said_about_processes() -> bytes:
    """The command line and environment of every process."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            with suppress(OSError):
                found.append((path / name).read_bytes())
    return b"\0".join(found)

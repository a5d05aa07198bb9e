"""A warm host of a test's own, and what a login runs to enter a session of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from gespreksklaar.tui.warm import enter
from tests.kiosk_host import children, state

PROGRAM_TEXT = """#!{python} -IXutf8
import sys
from gespreksklaar.tui.__main__ import main
sys.exit(main())
"""
ENTER = Path(enter.__file__).resolve()
PATIENCE = 120
"""Seconds in which a host must answer on a busy machine, in place of those that a login waits for it."""


def as_a_login(file: Path, program: Path) -> Sequence[str]:
    """The words by which a login runs this file for this program: without any package."""
    return (sys.executable, "-I", "-S", str(file), str(program))


class WarmHost:
    """A running host, with a program file of its own to be started from. Use it as a context manager."""

    def __init__(self, *before: str, env: Mapping[str, str] | None = None) -> None:
        """`before` are the lines of Python that the program runs first."""
        self.folder = Path(tempfile.mkdtemp(prefix="warm-"))
        self.socket = self.folder / "socket"
        self.program = self.folder / "gespreksklaar"
        self.write_program(*before)
        patient, found = re.subn(r"^(_GREETING|_READY) = .*", rf"\1 = {PATIENCE}", ENTER.read_text(), flags=re.M)
        assert found == 2
        self.enter = self.folder / "enter.py"
        self.enter.write_text(patient)
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8"} | dict(env or {})
        self.start()

    def write_program(self, *before: str) -> None:
        """Write the program's file anew, as an upgrade does."""
        new = self.folder / "new"
        first, *rest = PROGRAM_TEXT.format(python=sys.executable).splitlines()
        new.write_text("\n".join((first, *before, *rest, "")))
        new.chmod(0o755)
        new.replace(self.program)

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self.process = subprocess.Popen(
            [str(self.program), "warm", str(self.socket)], env=self.env, start_new_session=True,
            stdin=subprocess.DEVNULL, umask=0o022,
        )  # fmt: skip
        self.wait()

    def wait(self, limit: float = 240) -> None:
        """Wait until the host that runs now listens."""
        end = time.monotonic() + limit
        while not (self.process.poll() is None and self._listens()):
            assert self.process.poll() is None, f"the host ended: {self.process.returncode}"
            assert time.monotonic() < end, "the host does not listen"
            time.sleep(0.02)

    def _listens(self) -> bool:
        listening = (line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:])
        return any(each[-1] == str(self.socket) and each[3] == "00010000" for each in listening)

    def __enter__(self) -> WarmHost:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """Kill the host; its sessions go on."""
        self.process.kill()
        self.process.wait()

    def sessions(self) -> list[int]:
        """The processes that this host forked and that still run."""
        return [each for each in children(self.process.pid) if state(each) != "Z"]

    @property
    def entering(self) -> Sequence[str]:
        """The words that enter a session, to which the program's own are added."""
        return as_a_login(self.enter, self.program)

    @property
    def by(self) -> Mapping[str, str]:
        """The variable that names this host."""
        return {enter.VARIABLE: str(self.socket)}

"""The process of a session: a new interpreter, or where all is loaded already, a fork of the supervisor."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn, Protocol

from gespreksklaar.tui.terminal import early_keys

_PROGRAM: Final = (
    "import sys, json; sys.path += [p for p in json.loads(sys.argv.pop(1)) if p not in sys.path];"
    "from gespreksklaar.tui.visit.process import main; sys.exit(main())"
)
"""How a session starts: also from a one-file build, which is found only by the path of who unpacked it."""
_fork_into: Callable[[], int] | None = None


class SessionProcess(Protocol):
    """A child of the supervisor, in a process group of its own."""

    @property
    def pid(self) -> int:
        """Its process id."""

    def terminate(self) -> None:
        """Ask it to end."""

    def kill(self) -> None:
        """End it."""

    def wait(self) -> int:
        """Wait for its end; returns its exit code, below 0 when a signal ended it."""


def fork_into(main: Callable[[], int]) -> None:
    """From now on fork, and run `main`: the warm host has loaded all that a session needs."""
    global _fork_into  # noqa: PLW0603 - of the whole process, as what is loaded is
    _fork_into = main


def start(inherited: Sequence[int], environment: Mapping[str, str], folder: Path) -> SessionProcess:
    """Start a session in this folder. It has the terminal and these open files, their numbers as its arguments."""
    if _fork_into is None:
        command = [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, _path(), *map(str, inherited)]
        return subprocess.Popen(command, env=environment, pass_fds=inherited, process_group=0, cwd=folder)
    if not (pid := os.fork()):
        _run(_fork_into, inherited, environment, folder)
    with suppress(OSError):
        os.setpgid(pid, pid)
    return _Forked(pid)


def _path() -> str:
    return json.dumps([each for each in sys.path if os.path.isabs(each)])


class _Forked:
    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        # Until `wait`, its id can't be that of another process.
        if self._code is None:
            os.kill(self.pid, number)

    def wait(self) -> int:
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code


def _run(main: Callable[[], int], inherited: Sequence[int], environment: Mapping[str, str], folder: Path) -> NoReturn:
    """Be a session, with no more of the supervisor than a new process would have."""
    code = 1
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGWINCH):
            signal.signal(number, signal.SIG_DFL)
        early_keys.forget()
        _close_all_but(inherited)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv[1:] = map(str, inherited)
        code = main()
        sys.stdout.flush()
    finally:
        # Nothing of the supervisor's own may run, such as the wipe at its end.
        os._exit(code)


def _close_all_but(inherited: Sequence[int]) -> None:
    """Close every file but the terminal and these."""
    begin = 3
    for handle in sorted(inherited):
        os.closerange(begin, handle)
        begin = handle + 1
    os.closerange(begin, resource.getrlimit(resource.RLIMIT_NOFILE)[0])

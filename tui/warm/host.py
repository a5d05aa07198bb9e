"""The host itself: load everything once, then greet and fork for each caller of its own account."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.tui.kiosk import processes
from gespreksklaar.tui.terminal import early_keys
from gespreksklaar.tui.warm import enter, session
from gespreksklaar.tui.warm.loading import load

_WAITING: Final = 128
"""Callers that may wait for the greeting; one more starts as ever."""
_AT_ONCE: Final = 32
"""Callers that are greeted before the first has its session."""
_PAUSE: Final = 0.1
"""Seconds after a failure, such as too many open files on the machine."""


def run(path: str, main: Callable[[], int]) -> int:
    """Fork a session that runs `main` for every caller at the socket `path`; ends when the program's file changed.

    Raises OSError if the socket can't be made.
    """
    # One that an administrator tries it on: it has no use for a terminal.
    early_keys.give_back()
    program = os.path.abspath(sys.argv[0])
    ours = enter.stamp(program)
    load(Path(path).parent)
    processes.leave_no_traces()
    with _listen(path) as server:
        # No one waits for a session: the system forgets it when it ends.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        assert threading.active_count() == 1, "a fork takes no thread along"
        # What the rehearsal threw away.
        gc.unfreeze()
        gc.collect()
        gc.disable()
        # A collection in a session would write to every object, and so copy what is shared.
        gc.freeze()
        while _is(program, ours):
            callers = _waiting(server)
            if _is(program, ours):
                for line in _greeted(callers, ours):
                    _begin(line, [server, *callers], main)
            for line in callers:
                line.close()
    return 0


def _waiting(server: socket.socket) -> list[socket.socket]:
    """Wait for a caller; returns all that wait by then."""
    found: list[socket.socket] = []
    while len(found) < _AT_ONCE:
        server.settimeout(0 if found else None)
        try:
            found.append(server.accept()[0])
        except OSError:
            # Nobody else waits, or the system has no room.
            if found:
                break
            time.sleep(_PAUSE)
    return found


def _greeted(callers: list[socket.socket], ours: bytes) -> list[socket.socket]:
    """Greet those of our own account, all before the first fork: they do not wait long for it."""
    greeted = []
    for line in callers:
        with suppress(OSError):
            if enter.peer(line) == (os.getuid(), os.getgid()):
                line.send(ours, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
                greeted.append(line)
    return greeted


def _begin(line: socket.socket, ours: list[socket.socket], main: Callable[[], int]) -> None:
    """Fork a session for this caller, which has no line to the others."""
    with suppress(OSError):
        if os.fork() == 0:
            for each in ours:
                if each is not line:
                    each.close()
            session.run(line, main)


def _is(program: str, ours: bytes) -> bool:
    """Whether this file is still the program that was loaded."""
    with suppress(OSError):
        return enter.stamp(program) == ours
    return False


def _listen(path: str) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    with suppress(FileNotFoundError):
        # Of a host before this one.
        os.unlink(path)
    before = os.umask(0o077)
    try:
        server.bind(path)
    finally:
        os.umask(before)
    server.listen(_WAITING)
    return server

"""Messages between the supervisor and a session: a briefing, then one-byte signs and print jobs; never typed text."""

from __future__ import annotations

import json
import re
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

from gespreksklaar.tui.kiosk.config import KioskConfig

ALIVE: Final = b"."
"""Sign of life: the session runs, and the terminal accepts its output."""
PIN_MISSED, PIN_RIGHT = b"-", b"+"
_JOB: Final = re.compile(rb"#([^\s#/'\"-][^\s#/'\"]{0,200}-\d{1,10})\n")
"""A print job's id: the name of the queue, which has none of these characters, and a number."""
_LONGEST_JOB: Final = 220
ALIVE_EVERY: Final = 5.0
"""Seconds between two signs of life."""


@dataclass(frozen=True)
class Briefing:
    """What a session has to know. `pin_wait` is the number of seconds without a PIN prompt after `misses` wrong ones.

    `note` names what ended the previous session, if the next visitor should know; `once` means that no session
    follows, as in a login over SSH.
    """

    folder: str
    config: KioskConfig
    supervisor: int
    once: bool = False
    misses: int = 0
    pin_wait: float = 0.0
    note: str = ""

    def send(self, line: socket.socket) -> None:
        """Send the briefing to the session."""
        line.sendall(json.dumps(asdict(self)).encode() + b"\n")

    @classmethod
    def receive(cls, line: socket.socket) -> Briefing:
        """Wait for the briefing. Raises ValueError if the line closes first."""
        data = b""
        while not data.endswith(b"\n") and (part := line.recv(65536)):
            data += part
        told = json.loads(data)
        return cls(**told | {"config": KioskConfig.of(told["config"])})


def send_sign(line: socket.socket, sign: bytes) -> None:
    """Send a sign. Does not wait if the supervisor is gone or busy."""
    with suppress(OSError):
        line.send(sign, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)


def send_job(line: socket.socket, job: str) -> None:
    """Report a print job of this visit, so that the supervisor can cancel it even if the session crashes."""
    send_sign(line, b"#" + job.encode("utf-8", "replace") + b"\n")


class SignReader:
    """Parses what a session sends, piece by piece."""

    def __init__(self) -> None:
        self._rest = b""
        self.jobs: list[str] = []
        """The ids of the reported print jobs."""

    def hear(self, data: bytes) -> bytes:
        """Add received data. Returns the one-byte signs in it."""
        said = self._rest + data
        self.jobs += [found[1].decode("utf-8", "replace") for found in _JOB.finditer(said)]
        signs, begun, self._rest = _JOB.sub(b"", said).partition(b"#")
        # An id that never ends must not fill the memory.
        self._rest = (begun + self._rest)[:_LONGEST_JOB]
        return signs

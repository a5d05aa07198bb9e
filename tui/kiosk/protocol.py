"""What the supervisor and a session tell each other: a briefing, then signs of a byte and print jobs. Never a text."""

from __future__ import annotations

import json
import re
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

from gespreksklaar.tui.kiosk.config import KioskConfig

ALIVE: Final = b"."
"""The session answers, and the terminal takes what it writes."""
PIN_MISSED, PIN_RIGHT = b"-", b"+"
_JOB: Final = re.compile(rb"#([^\s#/'\"-][^\s#/'\"]{0,200}-\d{1,10})\n")
"""A print job by its id, which has none of these signs: the name of its queue and a number."""
_LONGEST_JOB: Final = 220
ALIVE_EVERY: Final = 5.0
"""Seconds between two signs of life."""


@dataclass(frozen=True)
class Briefing:
    """What a session has to know. `pin_wait` is how many seconds no PIN is asked after `misses` wrong ones.

    `note` names what ended the session before, where the next visitor should be told; `once` is a session that
    nobody comes after, as in a login over SSH.
    """

    folder: str
    config: KioskConfig
    supervisor: int
    once: bool = False
    misses: int = 0
    pin_wait: float = 0.0
    note: str = ""

    def send(self, line: socket.socket) -> None:
        """Tell it to the session."""
        line.sendall(json.dumps(asdict(self)).encode() + b"\n")

    @classmethod
    def receive(cls, line: socket.socket) -> Briefing:
        """Wait for it. Raises ValueError where nobody tells it."""
        data = b""
        while not data.endswith(b"\n") and (part := line.recv(65536)):
            data += part
        told = json.loads(data)
        return cls(**told | {"config": KioskConfig.of(told["config"])})


def tell(line: socket.socket, sign: bytes) -> None:
    """Give a sign; a supervisor that is gone, or too busy to listen, is no reason to wait."""
    with suppress(OSError):
        line.send(sign, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)


def tell_job(line: socket.socket, job: str) -> None:
    """Tell which print job is this visit's, so that it can be cancelled whatever becomes of the session."""
    tell(line, b"#" + job.encode("utf-8", "replace") + b"\n")


class Ear:
    """Takes apart what a session says, as it comes."""

    def __init__(self) -> None:
        self._rest = b""
        self.jobs: list[str] = []
        """The ids of the print jobs that were told."""

    def hear(self, data: bytes) -> bytes:
        """Add a piece of what it says; returns the signs of one byte in it."""
        said = self._rest + data
        self.jobs += [found[1].decode("utf-8", "replace") for found in _JOB.finditer(said)]
        signs, begun, self._rest = _JOB.sub(b"", said).partition(b"#")
        # What never becomes one is no reason to keep anything.
        self._rest = (begun + self._rest)[:_LONGEST_JOB]
        return signs

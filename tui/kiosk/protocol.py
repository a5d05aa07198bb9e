"""What the supervisor and a session tell each other: a briefing at the start, then signs of one byte. Never a text."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

from gespreksklaar.tui.kiosk.config import KioskConfig

ALIVE: Final = b"."
"""The session answers, and the terminal takes what it writes."""
PIN_MISSED, PIN_RIGHT = b"-", b"+"
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

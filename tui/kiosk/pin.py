"""The staff's way out of a kiosk: a PIN, kept as a salted hash that is slow to guess, and asked ever more slowly."""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from math import ceil
from typing import Final

from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.terminal import early_keys

SHORTEST, LONGEST = 4, 12
FREE_MISSES: Final = 3
"""Wrong attempts in a row before the first wait."""
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 900.0
_COST: Final = {"n": 2**14, "r": 8, "p": 1}
_HASH = re.compile(r"scrypt\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]{43}=)")


def is_pin(text: str) -> bool:
    """Whether this can be a PIN: digits only, because every layout has them in the same place."""
    return text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST


def make_pin(texts: Texts) -> int:
    """Ask for a PIN twice, and print the line for the config. Returns the exit code."""
    # It sets the terminal itself, to a line that can be edited.
    early_keys.give_back()
    try:
        first, second = (getpass.getpass(texts(f"cli.pin.{name}")).strip() for name in ("ask", "again"))
    except EOFError:
        first = second = ""
    if first != second or not is_pin(first):
        raise Problem("bad-pin", low=SHORTEST, high=LONGEST)
    print(f'pin = "{make_hash(first)}"')
    return 0


def is_hash(text: str) -> bool:
    """Whether this is what `make_hash` gives."""
    return _HASH.fullmatch(text) is not None


def make_hash(pin: str) -> str:
    """The salted hash of a PIN, as it stands in the config."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_text(salt)}${_text(_digest(pin, salt))}"


def fits(pin: str, kept: str) -> bool:
    """Whether this PIN matches this hash."""
    found = _HASH.fullmatch(kept)
    if found is None:
        return False
    salt, digest = map(base64.b64decode, found.groups())
    return hmac.compare_digest(_digest(pin, salt), digest)


def wait_after(misses: int) -> float:
    """Seconds to wait after this many wrong attempts in a row."""
    return min(_FIRST_WAIT * 2.0 ** min(misses - FREE_MISSES, 10), _LONGEST_WAIT) if misses >= FREE_MISSES else 0.0


class PinLock:
    """Checks the PIN in a session, and enforces the waits, including those that earlier visitors caused."""

    def __init__(self, kept: str, misses: int, wait: float, send_miss: Callable[[], None]) -> None:
        self._kept = kept
        self._misses = misses
        self._shut_until = time.monotonic() + wait
        self._send_miss = send_miss

    def wait(self) -> int:
        """Seconds until the next attempt is accepted."""
        return max(0, ceil(self._shut_until - time.monotonic()))

    def opens(self, typed: str) -> bool:
        """Whether this is the PIN. Always False during a wait."""
        if self.wait() or fits(typed, self._kept):
            return not self.wait()
        self._misses += 1
        self._shut_until = time.monotonic() + wait_after(self._misses)
        self._send_miss()
        return False


def _digest(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=32, **_COST)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

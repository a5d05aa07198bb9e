"""Random bytes, control sequences, pastes and broken UTF-8 on a real terminal: it survives, or ends as asked."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.soak._alive import SIZES, STRANGE_SIZES, Alive
from tests.terminal import KEYS

LONG, SHORT = 1800, 1
"""The duration in seconds."""
A_SESSION = 6.0


def _some(rolls: random.Random, signs: bytes, most: int) -> bytes:
    return bytes(rolls.choices(signs, k=rolls.randint(0, most)))


def _number(rolls: random.Random) -> bytes:
    return str(rolls.choice((rolls.randrange(300), rolls.randrange(10 ** rolls.randint(1, 14))))).encode()


def any_bytes(rolls: random.Random) -> bytes:
    return rolls.randbytes(rolls.randint(1, 60))


def control_sequence(rolls: random.Random) -> bytes:
    numbers = rolls.choice((b";", b":")).join(_number(rolls) for _ in range(rolls.randint(0, 5)))
    lead, middle = _some(rolls, b"?<=>[", 1), _some(rolls, b" !$'*", 1)
    return b"\x1b[" + lead + numbers + middle + bytes([rolls.randrange(0x40, 0x7F)])


def kitty_key(rolls: random.Random) -> bytes:
    return b"\x1b[%s;%d;%s%c" % (_number(rolls), rolls.randrange(300), _number(rolls), rolls.choice(b"u~ABCDEFHPQRS"))


def string(rolls: random.Random) -> bytes:
    body = _some(rolls, bytes(range(32, 127)) + b"\x11\r\xff", 200)
    return b"\x1b" + bytes([rolls.choice(b"]P_^X")]) + body + rolls.choice((b"\x07", b"\x1b\\", b"", b"\x1b"))


def mouse(rolls: random.Random) -> bytes:
    spot = b";".join(_number(rolls) for _ in range(3))
    return rolls.choice(
        (b"\x1b[<" + spot + b"M", b"\x1b[" + spot + b"M", b"\x1b[M" + rolls.randbytes(rolls.randint(0, 3)))
    )


def broken_utf8(rolls: random.Random) -> bytes:
    text = "".join(rolls.choices("Zoë丏👩‍👧é\u0301\u202e\u200b\U0010ffff ", k=12)).encode("utf-8")
    at = rolls.randrange(len(text))
    return text[:at] + rolls.choice((b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"")) + text[at + 1 :]


def paste(rolls: random.Random) -> bytes:
    body = rolls.choice((any_bytes, broken_utf8, control_sequence))(rolls)
    if rolls.random() < 0.3:
        return body * 5
    return b"\x1b[200~" + body * rolls.choice((1, 1, 1, 3000)) + rolls.choice((b"\x1b[201~", b"\x1b[20", b""))


def keys(rolls: random.Random) -> bytes:
    return b"".join(rolls.choices([key for name, key in KEYS.items() if name != "ctrl+q"], k=8))


def words(rolls: random.Random) -> bytes:
    return _some(rolls, b"abcdefghij klmnop\r\t\x7f", 70)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (
    any_bytes, control_sequence, kitty_key, string, mouse, broken_utf8, paste, keys, words,
)  # fmt: skip


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Send random input for `amount` seconds, and every few seconds check that the program answers."""
    end = time.monotonic() + amount
    alive, proofs = Alive(folder, seed), 0
    rolls = alive.random
    try:
        while time.monotonic() < end:
            stop = min(time.monotonic() + A_SESSION, end)
            while time.monotonic() < stop:
                data = rolls.choice(KINDS)(rolls)
                # While suspended, which ends at once without a shell, the terminal itself would stop at ctrl+s.
                data = data.replace(b"\x13", b"")
                # ctrl+q ends the program, as it should, and ctrl+z discards input sent ahead, with the start of a paste
                # whose rest is then handled key by key; so not every time.
                alive.send(data if rolls.random() < 0.05 else data.translate(None, b"\x11\x1a"))
                if rolls.random() < 0.02:
                    alive.resize(*rolls.choice(SIZES + STRANGE_SIZES))
            alive.prove(again=stop < end)
            proofs += 1
    finally:
        alive.close()
    return (
        f"{amount} s, {alive.sent:,} bytes, {alive.sessions} sessions ({alive.ended} ended by a key that ends), "
        f"{proofs} proofs of life, 0 deaths, at most {alive.largest} MB"
    )

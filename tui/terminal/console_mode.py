"""The mode of a Linux console: in another one than UTF-8 every letter with an accent and every sign is rubbish."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Final

SCREEN_IN_UTF8: Final = b"\x1b%G"
_SCREEN_IN_BYTES: Final = b"\x1b%@"
_ASK, _ACT = 0x4B44, 0x4B45
_IN_BYTES, _IN_UTF8 = 1, 3
"""KDGKBMODE, KDSKBMODE, K_XLATE and K_UNICODE of <linux/kd.h>."""

_PATIENCE: Final = 1.0


def keys_of(handle: int) -> int | None:
    """The mode of the keys; None where this is no console."""
    with suppress(OSError):
        return int(struct.unpack("@i", fcntl.ioctl(handle, _ASK, bytes(4)))[0])
    return None


def set_to_utf8(handle: int) -> None:
    """Set keys and screen of a console to UTF-8. Setting the keys discards those not read yet."""
    keys = keys_of(handle)
    if keys is None:
        return
    with suppress(OSError):
        if keys != _IN_UTF8:
            fcntl.ioctl(handle, _ACT, _IN_UTF8)
    # The kernel tells of the keys alone.
    write(handle, SCREEN_IN_UTF8)


@contextmanager
def in_utf8(handle: int = 1) -> Iterator[None]:
    """Inside the block a console is in UTF-8, and what is written too; then it is in the mode that its keys were in."""
    keys = keys_of(handle)
    if keys is None:
        yield
        return
    set_to_utf8(handle)
    streams = [stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, TextIOWrapper)]
    before = [stream.encoding for stream in streams]
    for stream in streams:
        stream.reconfigure(encoding="utf-8")
    try:
        yield
    finally:
        for stream, encoding in zip(streams, before, strict=True):
            stream.reconfigure(encoding=encoding)
        if keys == _IN_BYTES:
            write(handle, _SCREEN_IN_BYTES)
            with suppress(OSError):
                fcntl.ioctl(handle, _ACT, _IN_BYTES)


def write(handle: int, rest: bytes) -> None:
    """Write all bytes. Give up if the terminal accepts none for a second."""
    limit = time.monotonic() + _PATIENCE
    with suppress(OSError):
        while rest and select.select([], [handle], [], max(0.0, limit - time.monotonic()))[1]:
            rest = rest[os.write(handle, rest) :]

"""Make the n-th system call that writes fail, as on a full, read-only or broken disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = ("open", "write", "link", "fsync", "fdatasync", "ftruncate", "replace", "rename", "unlink", "mkdir", "utime")
_FREES_ROOM = ("ftruncate", "unlink", "utime")
KINDS = {"ENOSPC": errno.ENOSPC, "EFBIG": errno.EFBIG, "EROFS": errno.EROFS, "EACCES": errno.EACCES, "EIO": errno.EIO}
SHORT_WRITE = "short write"
_FULL = ("ENOSPC", "EFBIG", SHORT_WRITE)


class Fault:
    """Counts the calls that write, and makes them fail from the `first` on, as on a disk that fills up."""

    def __init__(self, kind: str, first: int | None, *, once: bool = False) -> None:
        self.kind = kind
        self.first = first
        self.once = once
        self.calls = 0
        self.failed = 0

    def answers(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            reads = name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if reads or (self.kind in _FULL and name in _FREES_ROOM):
                return real(*args, **kwargs)
            self.calls += 1
            hit = self.first is not None and (self.calls == self.first if self.once else self.calls >= self.first)
            if not hit:
                return real(*args, **kwargs)
            self.failed += 1
            if self.kind == SHORT_WRITE:
                if name == "write" and self.failed % 2 and len(args[1]) > 1:
                    return real(args[0], bytes(args[1])[: len(args[1]) // 2])
                if name != "write":
                    return real(*args, **kwargs)
            raise OSError(KINDS.get(self.kind, errno.ENOSPC), "made up")

        return call


@contextmanager
def failing(kind: str, first: int | None, *, once: bool = False) -> Iterator[Fault]:
    """Make calls that write fail from the `first` on, or only that one; None counts them and fails none."""
    fault = Fault(kind, first, once=once)
    with pytest.MonkeyPatch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, fault.answers(name, getattr(os, name)))
        yield fault

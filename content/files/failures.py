"""What can go wrong with a file, in words for its owner."""

from __future__ import annotations

import errno
from pathlib import Path

from gespreksklaar.content.words.clean import visible_name
from gespreksklaar.content.words.problems import Problem

_GONE = (
    errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG, errno.ESTALE, errno.ENODEV, errno.ENXIO,
)  # fmt: skip
_CAUSES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "denied"),
    **dict.fromkeys(_GONE, "gone"),
    errno.EIO: "broken",
}


class OddFileError(OSError):
    """The path leads to something that is no regular file. `reason` is that of the Problem."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(number, reason)
        self.reason = reason


def is_no_memory(error: BaseException | None) -> bool:
    """Whether the system refused memory, in any of the forms that Python gives it."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    no_thread = isinstance(error, RuntimeError) and "start new thread" in str(error)
    no_library = isinstance(error, ImportError) and "map segment" in str(error)
    return isinstance(error, MemoryError) or no_thread or no_library


def shown(path: Path | str) -> str:
    """A path as it can be shown: what a terminal could obey or not write is seen as in the name of a prep."""
    return visible_name(str(path))


def cannot(reason: str, path: Path, error: OSError) -> Problem:
    """The Problem for an error of the system, such as `not-written-full`: in our words, else in the system's."""
    if isinstance(error, OddFileError):
        return Problem(error.reason, where=path)
    cause = _CAUSES.get(error.errno or 0)
    return Problem(f"{reason}-{cause}" if cause else reason, where=path, why=error.strerror or "?")

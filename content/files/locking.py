"""Lock an open file, and tell one that somebody holds from a file system that gives nobody a lock."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.removing import remove

_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOTSUP, errno.EINVAL}
_HELD: Final = {errno.EWOULDBLOCK, errno.EACCES}
_refusing: Final[dict[Path, bool]] = {}
"""By folder, whether it gives nobody a lock: a session that reads along asks again and again."""


class HeldError(Exception):
    """Somebody else has locked this file."""


def lock(handle: int, folder: Path, *, shared: bool = False) -> bool:
    """Lock this open file of a folder; False where no file can be locked. Raises HeldError and OSError."""
    try:
        _flock(handle, shared=shared)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        if error.errno not in _HELD:
            raise
        if not _refuses_all(folder):
            raise HeldError from None
        return False
    return True


def _flock(handle: int, *, shared: bool = False) -> None:
    fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _refuses_all(folder: Path) -> bool:
    """Whether even a new file, which nobody else can hold, gets no lock here."""
    if folder not in _refusing:
        try:
            handle, name = tempfile.mkstemp(prefix=".gespreksklaar-", suffix=".new", dir=folder)
        except OSError:
            return False
        try:
            _flock(handle)
            _refusing[folder] = False
        except OSError:
            _refusing[folder] = True
        finally:
            os.close(handle)
            with suppress(OSError):
                remove(Path(name))
    return _refusing[folder]

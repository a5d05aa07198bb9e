"""The user's files: read within limits, written whole or not at all, readable by their owner alone."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem

CHANGED_MEANWHILE = "changed-meanwhile"
"""The reason of a Problem: somebody else wrote the file while it was being written."""
LARGEST = 256 * 1024
"""The most bytes of a file. Larger ones are refused unread: no prep is so large, and malicious TOML is slow."""

_HALF = re.compile(r"\.gespreksklaar-[a-z0-9_]{8}\.new")
"""The name of a file while it is written. Nobody else uses such names, so a left-over one may be deleted."""
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
"""The errors of a file system without hard links, such as that of a USB stick."""
_GONE = (
    errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG, errno.ESTALE, errno.ENODEV, errno.ENXIO,
)  # fmt: skip
_CAUSES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "denied"),
    **dict.fromkeys(_GONE, "gone"),
    errno.EIO: "broken",
}


def shown(path: Path) -> str:
    """A path as it can be shown: without control sequences, or signs that a terminal cannot write."""
    return clean_line(str(path))


def read_text(path: Path) -> str:
    """The text of a file. Raises Problem when it is too large, is not plain text, or can't be read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Problem("is-folder", where=shown(path))
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device may never end.
            raise Problem("no-file", where=shown(path))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Problem("too-large", where=shown(path), limit=LARGEST // 1024)
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem("not-there", where=shown(path)) from None
    except UnicodeDecodeError:
        raise Problem("not-utf8", where=shown(path)) from None
    except OSError as error:
        raise cannot("unreadable", path, error) from None
    except ValueError:
        # A name that no file can have.
        raise Problem("not-there", where=shown(path)) from None


def read_saved(path: Path) -> str:
    """The text of a file that this program wrote, as in `read_text`.

    When its folder fails, it raises the Problem of a failed write (`not-written`): a folder that disappeared can come
    back at any moment, with its file unchanged.
    """
    try:
        return read_text(path)
    except Problem as problem:
        if not problem.reason.startswith("unreadable"):
            raise
    try:
        os.stat(os.path.join(path.parent, os.curdir))
    except OSError as error:
        raise cannot("not-written", path.parent, error) from None
    return read_text(path)


def cannot(reason: str, path: Path, error: OSError) -> Problem:
    """The Problem for an error of the system: in our words when we know the cause, else in the system's."""
    cause = _CAUSES.get(error.errno or 0)
    return Problem(f"{reason}-{cause}" if cause else reason, where=shown(path), why=error.strerror or "?")


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, for their owner alone. Raises OSError."""
    for missing in reversed([folder, *folder.parents]):
        if not missing.exists():
            missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)


def write_new(folder: Path, wanted: str, ending: str, text: str) -> Path:
    """Write a new file under this name, or the next one that is free. Returns its path. Raises Problem."""
    try:
        make_folder(folder)
        temporary = _write_beside(folder, text.encode("utf-8"))
        try:
            path = _place(temporary, folder, wanted, ending)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        with suppress(OSError):
            _sync_folder(folder)
        return path
    except OSError as error:
        raise cannot("not-written", folder, error) from None


def move_new(source: Path, folder: Path, wanted: str, ending: str) -> Path:
    """Move a file to this name, or the next one that is free. Returns its path. Raises Problem."""
    try:
        return _place(source, folder, wanted, ending)
    except OSError as error:
        raise cannot("not-written", folder, error) from None


def _place(source: Path, folder: Path, wanted: str, ending: str) -> Path:
    """Move a file to a free name in one step: no other session takes that name, and a kill leaves no empty file.

    Without hard links it takes two steps: an empty file reserves the name, because a rename replaces any file unasked.
    """
    number = 0
    while True:
        number += 1
        path = folder / f"{wanted}{f'-{number}' if number > 1 else ''}{ending}"
        if path.exists():
            continue
        try:
            os.link(source, path)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if not _take_name(path):
                continue
            _move_over(source, path)
        else:
            with suppress(OSError):
                source.unlink()
        return path


def _take_name(path: Path) -> bool:
    """Create an empty file; False when the name is taken."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        return False
    return True


def _move_over(source: Path, path: Path) -> None:
    try:
        os.replace(source, path)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def write_text(path: Path, text: str, still: Callable[[], bool] = lambda: True) -> None:
    """Replace a file by this text, or leave it as it was. Raises Problem.

    The text goes to a temporary file beside it, is checked for size and fsynced, and takes the old one's place in one
    step. `still` is called just before that: when it returns False, Problem `CHANGED_MEANWHILE` is raised instead.
    """
    try:
        # A settings file may be a link to where its owner keeps it.
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise Problem("is-folder", where=shown(path))
        if target.exists() and not target.is_file():
            raise Problem("no-file", where=shown(path))
        make_folder(target.parent)
        _replace(target, text.encode("utf-8"), still)
    except OSError as error:
        raise cannot("not-written", path, error) from None
    except ValueError:
        raise Problem("not-there", where=shown(path)) from None


def _replace(target: Path, data: bytes, still: Callable[[], bool]) -> None:
    temporary = _write_beside(target.parent, data)
    try:
        if not still():
            raise Problem(CHANGED_MEANWHILE, where=shown(target))
        os.replace(temporary, target)
    except BaseException:  # re-raised as it is; only no half-written file may stay behind
        with suppress(OSError):
            os.unlink(temporary)
        raise
    # Some file systems cannot fsync a folder; the file itself is on disk by then.
    with suppress(OSError):
        _sync_folder(target.parent)


def _write_beside(folder: Path, data: bytes) -> Path:
    handle, temporary = tempfile.mkstemp(prefix=".gespreksklaar-", suffix=".new", dir=folder)
    try:
        _write_file(handle, data)
    except BaseException:  # re-raised as it is; only no half-written file may stay behind
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return Path(temporary)


def is_half(path: Path) -> bool:
    """Whether this is a file of ours that was being written."""
    return bool(_HALF.fullmatch(path.name)) and path.is_file() and not path.is_symlink()


def write_all(handle: int, data: bytes) -> None:
    """Write all bytes. Raises OSError, also when a full disk writes less than asked without raising one."""
    view = memoryview(data)
    while view:
        written = os.write(handle, view)
        if written == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = view[written:]


def _write_file(handle: int, data: bytes) -> None:
    try:
        write_all(handle, data)
        os.fsync(handle)
        if os.fstat(handle).st_size != len(data):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

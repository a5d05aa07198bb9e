"""Files of a person: read within bounds, written so that they are whole or as before, their owner's alone."""

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
"""Bytes a file may have. Larger is refused unread: no prep is, and reading TOML is slow on malice."""

_HALF = re.compile(r"\.gespreksklaar-[a-z0-9_]{8}\.new")
"""What a file is called while it is written, and as nobody else calls one: what is left of it may be thrown away."""
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
"""What a file system without hard links answers, such as that of a USB stick."""
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
    """A path as it can be told: without what a terminal could obey or not write."""
    return clean_line(str(path))


def read_text(path: Path) -> str:
    """The text of a file. Raises Problem when it is too large, no plain text, or can't be read."""
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
    """The text of a file that was written here, as `read_text`; a Problem as of writing where its folder fails us.

    A folder that was gone can be back at any moment, and the file in it is as it was.
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
    """The problem the system tells of: in our words where we know it, else in the system's."""
    cause = _CAUSES.get(error.errno or 0)
    return Problem(f"{reason}-{cause}" if cause else reason, where=shown(path), why=error.strerror or "?")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, for their owner alone. Raises OSError."""
    for missing in reversed([folder, *folder.parents]):
        if not missing.exists():
            missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)


def write_new(folder: Path, wanted: str, ending: str, text: str) -> Path:
    """Write a new file under this name, or the next that is free. Gives its path. Raises Problem."""
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
    """Move a file under this name, or the next that is free. Gives its path. Raises Problem."""
    try:
        return _place(source, folder, wanted, ending)
    except OSError as error:
        raise cannot("not-written", folder, error) from None


def _place(source: Path, folder: Path, wanted: str, ending: str) -> Path:
    """In one step, so that another session never takes the same name, nor a kill leaves an empty file.

    Without hard links in two: the name is taken by an empty file first, for moving over what is there asks nobody.
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
    """Make an empty file, unless there is one."""
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
    """Write a file in whole, or leave what was there as it was. Raises Problem.

    The text goes to a new file beside it, is checked for size and pushed to the disk, and takes the
    old one's place in one step, unless `still`, asked just before that, says that it should not.
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
    except BaseException:  # whatever it is goes on up; only no half of a file may stay behind
        with suppress(OSError):
            os.unlink(temporary)
        raise
    # Some file systems know no such thing; the file itself is on the disk by then.
    with suppress(OSError):
        _sync_folder(target.parent)


def _write_beside(folder: Path, data: bytes) -> Path:
    handle, temporary = tempfile.mkstemp(prefix=".gespreksklaar-", suffix=".new", dir=folder)
    try:
        _write_file(handle, data)
    except BaseException:  # whatever it is goes on up; only no half of a file may stay behind
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return Path(temporary)


def is_half(path: Path) -> bool:
    """Whether this is a file of ours on its way to its name."""
    return bool(_HALF.fullmatch(path.name)) and path.is_file() and not path.is_symlink()


def write_all(handle: int, data: bytes) -> None:
    """Write all of it. Raises OSError: a full disk can write less than asked without one."""
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

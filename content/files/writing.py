"""Write files of a person: whole or as before, new under the next free name, their owner's alone."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.failures import OddFileError, cannot
from gespreksklaar.content.files.reading import check_kind, is_own_file, is_own_folder, open_regular, read_bytes
from gespreksklaar.content.files.removing import remove
from gespreksklaar.content.words.problems import Problem

CHANGED_MEANWHILE: Final = "changed-meanwhile"
"""The reason of a Problem: somebody else wrote the file while it was being written."""
_HALF: Final = re.compile(r"\.gespreksklaar-[a-z0-9_]{8}\.new")
"""The name of a file while it is written. Nobody else uses such a name, so what is left of it may be removed."""
_LONGEST_NAME: Final = 255
_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
"""What a file system without hard links answers, such as that of a memory stick."""


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
                remove(temporary)
        with suppress(OSError):
            _sync_folder(folder)
        return path
    except OSError as error:
        raise cannot("not-written", folder, error) from None


def write_once(path: Path, text: str) -> None:
    """Write a new file under this very name. Raises Problem; `already-there` where anything has that name."""
    try:
        make_folder(path.parent)
        temporary = _write_beside(path.parent, text.encode("utf-8"))
        try:
            if not _place_as(temporary, path):
                raise Problem("already-there", where=path)
        finally:
            with suppress(OSError):
                remove(temporary)
        with suppress(OSError):
            _sync_folder(path.parent)
    except OSError as error:
        raise cannot("not-written", path, error) from None
    except ValueError:
        raise Problem("not-there", where=path) from None


def fitting(name: str, ending: str) -> str:
    """The name with its ending, cut where no file system holds it whole."""
    while len(os.fsencode(name + ending)) > _LONGEST_NAME:
        name = name[:-1]
    return name + ending


def free_beside(path: Path, ending: str) -> Path:
    """The next free path beside this one, of the same name with this ending and a number."""
    number = 1
    while os.path.lexists(beside := path.with_name(fitting(path.name, f"{ending}{number}"))):
        number += 1
    return beside


def move_new(source: Path, folder: Path, wanted: str, ending: str) -> Path:
    """Move a file to this name, or the next one that is free. Returns its path. Raises Problem."""
    try:
        return _place(source, folder, wanted, ending)
    except OSError as error:
        raise cannot("not-written", folder, error) from None


def _place(source: Path, folder: Path, wanted: str, ending: str) -> Path:
    number = 0
    while True:
        number += 1
        path = folder / fitting(wanted, f"{f'-{number}' if number > 1 else ''}{ending}")
        if not path.exists() and _place_as(source, path):
            return path


def _place_as(source: Path, path: Path) -> bool:
    """Move a file to a free name in one step: no other session takes that name, and a kill leaves no empty file.

    False when the name is taken. Without hard links it takes two steps: an empty file reserves the name, because a
    rename replaces any file unasked.
    """
    try:
        os.link(source, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not _take_name(path):
            return False
        _move_over(source, path)
    else:
        with suppress(OSError):
            remove(source)
    return True


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
            remove(path)
        raise


def write_text(
    path: Path, text: str, still: Callable[[], bool] = lambda: True, *, links: bool = False, pushed: bool = True
) -> None:
    """Write a file in whole, or leave what was there as it was. Raises Problem.

    The text goes to a new file beside it, is checked for size and pushed to the disk, and takes the old one's place
    in one step, unless `still`, asked just before that, says that it should not. `links` writes where a link leads:
    for settings, which their owner may keep elsewhere. Without `pushed` it is not pushed to the disk: no key waits.
    """
    try:
        target = Path(os.path.realpath(path)) if links else path
        check_kind(target)
        make_folder(target.parent)
        _replace(target, text.encode("utf-8"), still, pushed=pushed)
    except OSError as error:
        raise cannot("not-written", path, error) from None
    except ValueError:
        raise Problem("not-there", where=path) from None


def _replace(target: Path, data: bytes, still: Callable[[], bool], *, pushed: bool) -> None:
    temporary = _write_beside(target.parent, data, pushed=pushed)
    try:
        if not still():
            raise Problem(CHANGED_MEANWHILE, where=target)
        os.replace(temporary, target)
    except BaseException:  # re-raised as it is; only no half-written file may stay behind
        with suppress(OSError):
            remove(temporary)
        raise
    # Some file systems cannot fsync a folder; the file itself is on the disk by then.
    if pushed:
        with suppress(OSError):
            _sync_folder(target.parent)


def _write_beside(folder: Path, data: bytes, *, pushed: bool = True) -> Path:
    handle, name = tempfile.mkstemp(prefix=".gespreksklaar-", suffix=".new", dir=folder)
    temporary = Path(name)
    try:
        _write_file(handle, data, pushed=pushed)
    except BaseException:  # re-raised as it is; only no half-written file may stay behind
        with suppress(OSError):
            remove(temporary)
        raise
    return temporary


def is_half(path: Path) -> bool:
    """Whether this is a file of ours that was being written."""
    return bool(_HALF.fullmatch(path.name)) and is_own_file(path)


def write_all(handle: int, data: bytes) -> None:
    """Write all bytes. Raises OSError, also when a full disk writes less than asked without raising one."""
    view = memoryview(data)
    while view:
        written = os.write(handle, view)
        if written == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = view[written:]


def _write_file(handle: int, data: bytes, *, pushed: bool) -> None:
    try:
        write_all(handle, data)
        if pushed:
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


def append(path: Path, data: bytes, largest: int) -> None:
    """Add to a file of ours; one of more than `largest` bytes is first put aside as `.old`.

    Raises OSError, also where a link stands in the place of its folder.
    """
    make_folder(path.parent)
    if not is_own_folder(path.parent):
        raise OddFileError(errno.ELOOP, "is-link")
    if is_own_file(path) and path.lstat().st_size > largest:
        os.replace(path, path.with_suffix(f".old{path.suffix}"))
    handle = open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        write_all(handle, data)
    finally:
        os.close(handle)


def make_own(path: Path, largest: int) -> None:
    """Put a copy in the place of a file with a second name: the file stays there as it is. Raises OSError."""
    data, status = read_bytes(path, largest), path.lstat()
    if len(data) > largest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    _replace(path, data, lambda: True, pushed=False)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def link(path: Path, other: Path) -> None:
    """Give a file a second name. Raises OSError."""
    os.link(path, other, follow_symlinks=False)


def move(source: Path, target: Path) -> None:
    """Rename a file or folder of ours. Raises Problem, also where a link stands in the place of its folder."""
    try:
        if not is_own_folder(target.parent):
            raise OddFileError(errno.ELOOP, "is-link")
        os.rename(source, target)
    except OSError as error:
        raise cannot("not-written", target, error) from None

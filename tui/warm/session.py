"""What a forked process does: take over what is its caller's, wait for the last word, and run the program."""

from __future__ import annotations

import fcntl
import gc
import locale
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple, NoReturn

from gespreksklaar.tui.terminal import early_keys
from gespreksklaar.tui.warm.enter import GO, LIMITS

_PATIENCE: Final = 5.0
"""Seconds that a caller may be silent before its session begins."""
_LARGEST: Final = 4_000_000
"""Bytes of a request: the system lets no program have more arguments and variables."""
_MOST_FILES: Final = 32
_APART: Final = 64
"""Received files stand from this number on, until each has the one it had."""


class _Request(NamedTuple):
    files: list[int]
    umask: int
    limits: list[int]
    folder: str
    arguments: list[str]
    environment: dict[str, str]


def run(line: socket.socket, main: Callable[[], int]) -> NoReturn:
    """Run `main` for the caller at the other end of this line, and end the process with its exit code."""
    code = 1
    try:
        os.setsid()
        line = _moved(line)
        line.settimeout(_PATIENCE)
        _become(_receive(line))
        line.sendall(b"%d\n" % os.getpid())
        if line.recv(1) == GO:
            line.settimeout(None)
            _end_with(line)
            early_keys.hush()
            code = main()
            early_keys.give_back()
            line.sendall(b"%d\n" % code)
    finally:
        # Nothing of the host's own may run, such as what it would do at its end; and no error of ours is told anywhere.
        os._exit(code)


def _moved(line: socket.socket) -> socket.socket:
    """The same line, by a number that no file of the caller has."""
    with line:
        return socket.socket(fileno=fcntl.fcntl(line, fcntl.F_DUPFD_CLOEXEC, _APART))


def _receive(line: socket.socket) -> tuple[list[int], _Request]:
    """The received files, and the request. Raises OSError or ValueError for what no caller of ours sends."""
    data, files, _, _ = socket.recv_fds(line, 65_536, _MOST_FILES)
    length = int.from_bytes(data[:8], "big")
    if not 0 < length <= _LARGEST:
        raise ValueError
    body = bytearray(data[8:])
    while len(body) < length and (part := line.recv(65_536)):
        body += part
    numbers, umask, limits, folder, count, *rest = body.decode("utf-8", "surrogateescape").split("\0")
    arguments, environment = rest[: int(count)], rest[int(count) :]
    request = _Request(
        [int(number) for number in numbers.split()],
        int(umask),
        [int(limit) for limit in limits.split()],
        folder,
        arguments,
        dict(each.split("=", 1) for each in environment),
    )
    return files, request


def _become(received: tuple[list[int], _Request]) -> None:
    """Take over everything that a new process would have from its caller."""
    files, request = received
    _take_files(files, request.files)
    for each in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(each, signal.SIG_DFL)
    # As Python and our own start have them.
    for ignored in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(ignored, signal.SIG_IGN)
    early_keys.ignore_keys_that_end()
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    sys.argv = request.arguments
    os.environ.clear()
    os.environ.update(request.environment)
    time.tzset()
    with suppress(locale.Error):
        # One that this machine does not have is passed over when Python starts, too.
        locale.setlocale(locale.LC_CTYPE, "")
    _open_streams()
    os.umask(request.umask)
    try:
        os.chdir(request.folder)
    except OSError:
        # It was removed, or the host may not see it.
        os.chdir("/")
    for number, soft, hard in zip(LIMITS, request.limits[::2], request.limits[1::2], strict=True):
        _limit(number, soft, hard)
    gc.enable()


def _take_files(files: list[int], numbers: list[int]) -> None:
    """Give each file the number that it has with the caller: the terminal 0, 1 and 2."""
    if len(files) != len(numbers) or numbers[:3] != [0, 1, 2] or max(numbers) >= _APART:
        raise ValueError
    apart = [fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, _APART) for file in files]
    for file in files:
        os.close(file)
    for file, number in zip(apart, numbers, strict=True):
        os.dup2(file, number)
        os.close(file)


def _open_streams() -> None:
    """Standard input and output as Python opens them at its start: it is the terminal now, of this locale."""
    encoding = "utf-8" if sys.flags.utf8_mode else locale.getencoding()
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        errors = "backslashreplace" if number == 2 else "surrogateescape" if sys.flags.utf8_mode else "strict"
        stream = open(number, "w" if number else "r", encoding=encoding, errors=errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _limit(number: int, soft: int, hard: int) -> None:
    """Take over a limit of the caller, or the host's own where that is lower."""
    held = resource.getrlimit(number)[1]
    hard = min(hard, held, key=_size)
    resource.setrlimit(number, (min(soft, hard, key=_size), hard))


def _size(limit: int) -> float:
    return float("inf") if limit == resource.RLIM_INFINITY else limit


def _end_with(line: socket.socket) -> None:
    """Have the kernel send SIGHUP when the caller is gone, however that came: it says nothing any more."""
    fcntl.fcntl(line, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(line, fcntl.F_SETSIG, signal.SIGHUP)
    fcntl.fcntl(line, fcntl.F_SETFL, fcntl.fcntl(line, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([line], [], [], 0)[0]:
        # It went just before.
        signal.raise_signal(signal.SIGHUP)

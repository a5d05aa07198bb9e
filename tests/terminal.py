"""A real pseudo-terminal with an emulator behind it: press keys, wait for words, look at the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

import pyte
from pyte.screens import Char

# Sequences that pyte does not know and would print: queries of private modes, kitty keys, cursor shapes.
_UNKNOWN = re.compile(
    rb"\x1b\[[<=>?][0-9;]*[uqct]|\x1b\[[0-9;?]*\$p|\x1b\[>[0-9;]*[a-zA-Z]|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-9;]*t"
)
KEYS: Mapping[str, bytes] = {
    "enter": b"\r", "tab": b"\t", "shift+tab": b"\x1b[Z", "escape": b"\x1b", "space": b" ", "backspace": b"\x7f",
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F",
    "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "delete": b"\x1b[3~",
    "f1": b"\x1bOP", "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS",
    "f5": b"\x1b[15~", "f6": b"\x1b[17~", "f7": b"\x1b[18~", "f8": b"\x1b[19~",
    "ctrl+p": b"\x10", "ctrl+q": b"\x11", "ctrl+s": b"\x13", "ctrl+u": b"\x15", "ctrl+y": b"\x19", "ctrl+z": b"\x1a",
}  # fmt: skip
_ONE_FORK = threading.Lock()
"""One fork at a time: another program that inherits a terminal's other end would keep it from hanging up."""
_NUMBER = 0x80045430
"""TIOCGPTN: which pseudo-terminal this is."""
PROGRAM = (sys.executable, "-m", "gespreksklaar.tui")
_SLOW = """
import sys, time
from gespreksklaar.tui import __main__
from gespreksklaar.tui.cli import command_line
real = command_line.main
def slow():
    print("begun", flush=True)
    time.sleep(1.5)
    {what}
    return real()
command_line.main = slow
sys.exit(__main__.main())
"""


def as_seen(cell: Char) -> Char:
    """What is seen of a cell: of ink, bold and italics nothing is, where it is blank."""
    if cell.data != " ":
        return cell
    lined = cell.reverse or cell.underscore or cell.strikethrough
    return cell._replace(bold=False, italics=False, fg=cell.fg if lined else "")


def slow_start(what: str = "") -> Sequence[str]:
    """The program on a slow machine: it says "begun", and all else is long in coming. `what` is done before that."""
    return (sys.executable, "-c", _SLOW.format(what=what))


class Terminal:
    """One run of the program. Use it as a context manager: it leaves no process behind."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.size = size
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._keep = b""
        self.looks = True
        """Whether `text` follows the output; if not, only `raw` does, which is faster."""
        self.status: int | None = None
        with _ONE_FORK:
            self.pid, self.fd = pty.fork()
            if self.pid == 0:
                base = {k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ}
                environment = base | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | dict(env or {})
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", size[1], size[0], 0, 0))
                os.execvpe(program[0], [*program, *arguments], environment)
            os.set_inheritable(self.fd, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
            self._reap(block=True)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal, as when a connection drops."""
        fd, self.fd = self.fd, -1
        with suppress(OSError):
            os.close(fd)

    @property
    def name(self) -> str:
        """The path of the terminal that the program has."""
        return f"/dev/pts/{struct.unpack('i', fcntl.ioctl(self.fd, _NUMBER, bytes(4)))[0]}"

    @property
    def text(self) -> str:
        # Not pyte's `display`, which fails where half of a wide character was overwritten.
        lines = (self.screen.buffer[y] for y in range(self.screen.lines))
        return "\n".join("".join(line[x].data for x in range(self.screen.columns)).rstrip() for line in lines)

    def press(self, *keys: str) -> None:
        """Press named keys; type anything else as it is."""
        for key in keys:
            os.write(self.fd, KEYS.get(key, key.encode()))

    def send(self, data: bytes) -> None:
        """Send bytes as no keyboard would."""
        os.write(self.fd, data)

    def read(self, seconds: float) -> bool:
        """Read the program's output; False when nothing came within the time."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self._reap(block=True)
            return False
        self.raw += data
        if not self.looks:
            return True
        whole, _, part = (self._keep + data).rpartition(b"\x1b")
        complete = not part or re.match(rb"(\[[0-9;:<=>?]*[ -/]*[@-~]|[()][A-B0]|[^\[\]P()])", part)
        text, self._keep = (self._keep + data, b"") if complete else (whole, b"\x1b" + part)
        try:
            self.stream.feed(_UNKNOWN.sub(b"", text))
        except TypeError as error:
            raise AssertionError(f"the emulator takes this for something else: {text!r}") from error
        return True

    def shows(self, words: str) -> bool:
        """Whether these words are on the screen, also wrapped over lines."""
        text = self.text
        return words in text or words in " ".join(text.split())

    def wait(self, *words: str, gone: str = "", limit: float = 20) -> str:
        """Wait until all these words are on the screen (and `gone` is not); returns the text of the screen."""
        end = time.monotonic() + limit
        while not (all(self.shows(word) for word in words) and (not gone or not self.shows(gone))):
            if time.monotonic() > end or (not self.read(0.2) and self.status is not None):
                raise AssertionError(f"waited for {words} (gone: {gone!r}), status {self.status}, saw:\n{self.text}")
        return self.text

    def settle(self, quiet: float = 0.15) -> str:
        """Wait until the program writes nothing for `quiet` seconds; returns the text of the screen."""
        while self.read(quiet):
            pass
        return self.text

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)
        self._reap(block=True)

    def wait_end(self, limit: float = 10) -> int:
        """Wait until the program has ended; returns its exit code."""
        end = time.monotonic() + limit
        while self.status is None:
            assert time.monotonic() < end, f"still running:\n{self.text}"
            self.read(0.1)
            self._reap()
        while self.read(0):
            # The last output can arrive after the end.
            pass
        return self.status

    def _reap(self, *, block: bool = False) -> None:
        if self.status is None:
            with suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, 0 if block else os.WNOHANG)
                if pid:
                    self.status = os.waitstatus_to_exitcode(status)

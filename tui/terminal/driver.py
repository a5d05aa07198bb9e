"""The terminal: sends only the cells that changed, waits without waking, and outlives strange bytes.

It overrides private names of Textual, which is why that is pinned to one version; tests/tui/terminal/test_driver.py
names each of them.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import math
import os
import select
import signal
import termios
import time
from array import array
from codecs import getincrementaldecoder
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import _writer_thread
from textual.drivers.linux_driver import LinuxDriver
from textual.messages import InBandWindowResize

from gespreksklaar.tui.terminal import terminal_setup
from gespreksklaar.tui.terminal.frames import Frames
from gespreksklaar.tui.terminal.input_stream import InputStream, Piece

if TYPE_CHECKING:
    from textual.message import Message

_NO_KEYBOARD = (InBandWindowResize, events.Resize, events.MouseEvent, events.AppFocus, events.AppBlur)
_PATIENCE = 2.0
"""Seconds after which the next key is passed on, though the app has not come to rest."""
_UNASKED = 0.02
"""Seconds for the work of a key where it can't be seen whether that is done."""
SMALLEST, LARGEST = (20, 5), (500, 200)
"""Below these Textual's lists fail; above them a picture takes the memory of a hundred."""
_NOBODY_THERE = {errno.EIO, errno.ENXIO, errno.EPIPE}
"""What the system says of a terminal whose other end is gone."""
# The app must not wait for a terminal that takes no more output: what is typed is still to be kept.
_writer_thread.MAX_QUEUED_WRITES = 5_000  # type: ignore[misc]


_waiting: set[asyncio.Task[object] | None] = set()
"""Who waits for `settled` now."""


async def settled(patience: float = _PATIENCE) -> None:
    """Until the loop this runs in has nothing else to do now, or for so many seconds."""
    loop = asyncio.get_running_loop()
    ready = getattr(loop, "_ready", None)
    if ready is None:
        # A loop of another make can't be asked. A pause keeps keys apart too, of all but the longest work.
        await asyncio.sleep(_UNASKED)
        return
    limit = loop.time() + patience
    _waiting.add(here := asyncio.current_task())
    try:
        # Who waits as this does is ready too, but has nothing to do.
        while len(ready) >= len(_waiting) and loop.time() < limit:
            await asyncio.sleep(0)
    finally:
        _waiting.discard(here)


class Output:
    """Where Textual's own thread writes. On a line that dropped it writes to nobody, which is no bug to be noted.

    Whoever reads the keys notices as well, and tells the app.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write this, if anybody is there."""
        with _nobody_may_be_there():
            self._file.write(text)

    def flush(self) -> None:
        """Have it sent, if anybody is there."""
        with _nobody_may_be_there():
            self._file.flush()

    def fileno(self) -> int:
        """The number of the terminal."""
        return self._file.fileno()


@contextmanager
def _nobody_may_be_there() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NOBODY_THERE:
            raise


class QuietDriver(LinuxDriver):
    """Textual's driver for Linux, made quiet and steady."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file = Output(self._file)  # type: ignore[assignment, arg-type]
        # Until the first resize the app draws by this; where it is missing, by whatever the terminal claims.
        self._size = self._size or self._get_terminal_size()
        self._frames = Frames()
        self._parser = XTermParser()
        self._stream = InputStream()
        self._answer: Future[None] | None = None
        self._reading = False
        self._wake_read, self._wake_write = os.pipe()
        # Only the key stops the program, and the app answers that one. Textual's answer to being continued, also
        # after a stop that nobody can see coming, starts a second reader beside the first.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, self._continued)
        self._wake_by_signals()

    def _wake_by_signals(self) -> None:
        """The system may give a signal to any thread; only the loop's can answer it, and that one sleeps."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        self._loop.add_reader(wake_read, os.read, wake_read, 64)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)

    def _continued(self, *_: object) -> None:
        if self._auto_restart and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take_back)

    def _take_back(self) -> None:
        """Whoever had the terminal in between left it as they liked: begin anew."""
        if self._key_thread is not None:
            self.suspend_application_mode()
        self.resume_application_mode()
        self._app.refresh(layout=True)

    def write(self, data: str) -> None:
        """Send a frame as the cells that changed; anything else as it is."""
        self._frames.resize(*self._get_terminal_size())
        if short := self._frames.shorten(data):
            super().write(short)

    def _get_terminal_size(self) -> tuple[int, int]:
        """What the terminal itself says, within reason; neither the environment nor the stream is asked."""
        try:
            width, height = os.get_terminal_size(self.fileno)
        except OSError:
            width, height = 0, 0
        width, height = width or 80, height or 24
        return (
            min(max(width, SMALLEST[0]), LARGEST[0]),
            min(max(height, SMALLEST[1]), LARGEST[1]),
        )

    def start_application_mode(self) -> None:
        """Take the screen, of which nothing is known yet."""
        self._frames.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Textual found the terminal as we made it quiet; who gets it back wants it as it was before that.
        self.attrs_before = terminal_setup.attributes_before() or self.attrs_before

    def _query_in_band_window_resize(self) -> None:
        """The window's size comes from the system; one that the stream claims is not believed."""

    def run_input_thread(self) -> None:
        """Turn what is typed into events, until told to stop or the terminal is gone."""
        try:
            self._read_keys()
        except Exception as error:  # noqa: BLE001 - a bug of ours, for the app as any other: Textual would lose what it was
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _read_keys(self) -> None:
        stream = self._stream = InputStream()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            left = None if stream.deadline is None else max(0.0, stream.deadline - time.monotonic())
            ready, _, _ = select.select([self.fileno, self._wake_read], [], [], left)
            if self.fileno in ready:
                self._reading = True
                try:
                    data = os.read(self.fileno, 1024)
                except OSError:
                    data = b""
                if not data:
                    for piece in stream.tick(math.inf):
                        self._pass_on(piece)
                    self._reading = False
                    self._hang_up()
                    return
                pieces = stream.feed(decode(data), time.monotonic())
            else:
                pieces = stream.tick(time.monotonic())
            for piece in pieces:
                self._pass_on(piece)
            self._reading = False

    def _pass_on(self, piece: Piece) -> None:
        kind, text = piece
        if kind == "paste":
            self.process_message(events.Paste(text))
        elif kind == "escape":
            self.process_message(events.Key("escape", text))
        elif kind == "alt":
            self.process_message(events.Key(f"alt+{text}", text))
        else:
            self._parse(text)

    def _parse(self, text: str) -> None:
        """Feed the parser; after a sequence it chokes on, a new one goes on."""
        found = iter(self._parser.feed(text))
        while True:
            try:
                event = next(found, None)
            except Exception:  # noqa: BLE001 - the parser raises many kinds for bytes no terminal should send
                self._parser = XTermParser()
                return
            if event is None:
                return
            self.process_message(event)

    def process_message(self, message: Message) -> None:
        """Pass on keys and pastes, each after all that came of the one before; drop what no keyboard sends.

        So keys that come at once do what they do when they come slowly, and a flood waits at its sender.
        """
        if not isinstance(message, _NO_KEYBOARD) and self._is_answered():
            super().process_message(message)
            self._answer = asyncio.run_coroutine_threadsafe(settled(), self._loop)

    def _is_answered(self) -> bool:
        """Wait for all that came of the key before; False once the terminal is given back."""
        while self._answer and not self._answer.done() and not self.exit_event.is_set():
            wait([self._answer], 0.05)
        return not self.exit_event.is_set()

    @property
    def is_behind(self) -> bool:
        """Whether something was typed that the app has not answered yet."""
        waiting = array("i", [0])
        with suppress(OSError):
            fcntl.ioctl(self.fileno, termios.FIONREAD, waiting)
        held = self._stream.deadline is not None
        return bool(waiting[0]) or held or self._reading or (self._answer is not None and not self._answer.done())

    def _hang_up(self) -> None:
        """The terminal is gone: the app saves and ends."""
        self._app.leave_now()  # type: ignore[attr-defined]

    def disable_input(self) -> None:
        """Stop reading at once: the thread is woken, not waited for."""
        with suppress(OSError):
            os.write(self._wake_write, b"x")
        super().disable_input()
        with suppress(OSError):
            os.set_blocking(self._wake_read, False)
            os.read(self._wake_read, 64)

"""The terminal driver: it sends only changed cells, sleeps until there is input, and survives malformed input.

It overrides private names of Textual, which is why Textual is pinned to one version; docs/textual.md lists them all.
"""

from __future__ import annotations

import asyncio
import fcntl
import math
import os
import select
import signal
import termios
import time
from array import array
from codecs import getincrementaldecoder
from concurrent.futures import Future, wait
from contextlib import suppress
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import _writer_thread
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

from gespreksklaar.screens.drawing.settled import settled
from gespreksklaar.tui.terminal import early_keys, terminal_setup
from gespreksklaar.tui.terminal.input_stream import InputStream
from gespreksklaar.tui.terminal.key_forms import Piece
from gespreksklaar.tui.terminal.picture.frames import Frames
from gespreksklaar.tui.terminal.picture.looks import ERASING
from gespreksklaar.tui.terminal.picture.output import Output

_NO_KEYBOARD = (InBandWindowResize, events.Resize, events.MouseEvent, events.AppFocus, events.AppBlur)
SMALLEST, LARGEST = (20, 5), (500, 200)
"""The smallest and largest size in cells: outside these Textual's lists fail, or take a hundred screens' memory."""
# The app must not wait for a terminal that takes no more output: it still has to save what is typed.
_writer_thread.MAX_QUEUED_WRITES = 5_000  # type: ignore[misc]
_ARE_YOU_THERE = "\x1b[5n"
"""Every terminal answers this, after all that was typed before."""
_AS_WE_READ = "\x1b>\x1b[?1004l\x1b[=4;2u"
"""The number pad types digits, no report when the window loses the focus, and the newer protocol tells the key that
stands there on a Latin keyboard too."""
_LEAVE = "\x1b[<u\x1b[?1049l"
"""Takes back what the start put on top of what was there: the newer protocol of the keyboard, and the other screen."""
_CLEAR = "\x1b[0m\x1b[H\x1b[2J"
F_KEYS_BY = "ctrl+g"
"""Before a key of the digit row, it is the F-key with that number: some terminals take the F-keys for themselves."""
_BY_PLACE = {name: f"f{n}" for n, name in enumerate([*"1234567890", "minus", "equals_sign"], 1)}


class KeyNotUnderstood(Message):
    """A key came in a form that is not known; sent once."""


class QuietDriver(LinuxDriver):
    """Textual's driver for Linux, with less output and no way for input to end the program."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file = Output(self._file)  # type: ignore[assignment, arg-type]
        # Until the first resize the app draws by this; where it is missing, by whatever the terminal claims.
        self._size = self._size or self._get_terminal_size()
        self._frames = Frames(erases=os.environ.get("TERM") in ERASING)
        self._is_starting = False
        self._opening: list[str] = []
        """What the start sent, to send again to a terminal that another program had meanwhile."""
        self._attributes: list[Any] = []
        self._parser = XTermParser()
        self._stream = InputStream()
        self._asked = -math.inf
        self._told = False
        """Whether it was told that a key is not understood."""
        self._f_key_follows = False
        self._answer: Future[None] | None = None
        self._reading = False
        self._wake_read, self._wake_write = os.pipe()
        # Only the key suspends the program, and the app handles that key. Textual's own SIGCONT handler, also
        # after a SIGSTOP that nobody can catch, would start a second reader next to the first.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, self._continued)
        self._wake_by_signals()

    def _wake_by_signals(self) -> None:
        """Wake the loop on a signal: the system may deliver it to another thread, while the loop's own sleeps."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        self._loop.add_reader(wake_read, os.read, wake_read, 64)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)

    def _continued(self, *_: object) -> None:
        if self._auto_restart and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._reclaim)

    def _reclaim(self) -> None:
        """Set the terminal up again, because another program may have changed it, and repaint."""
        if self._key_thread is None:
            self.resume_application_mode()
        elif self._key_thread.is_alive():
            self._set_up_again()
        self._app.refresh(layout=True)

    def _set_up_again(self) -> None:
        """Repeat what the start set and sent. To stop and start instead would drop the keys that wait."""
        self._frames.forget()
        # It fails where a signal comes first, which brings us here once more, and on a terminal that is gone.
        with suppress(termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._attributes)
            super().write(_LEAVE + "".join(self._opening))

    def write(self, data: str) -> None:
        """Send only the changed cells of a frame, and other output unchanged."""
        if self._is_starting:
            self._opening.append(data)
        self._frames.resize(*self._get_terminal_size())
        if short := self._frames.shorten(data):
            super().write(short)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size that the terminal itself reports, within limits; COLUMNS and LINES do not count."""
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
        """Take the screen, whose contents are unknown."""
        self._frames.forget()
        self._asked = time.monotonic()
        self._opening, self._is_starting = [], True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_starting = False
        # Neither these nor the questions change a cell.
        super().write(_AS_WE_READ)
        self._opening.append(_AS_WE_READ)
        self._ask()
        with suppress(termios.error):
            self._attributes = termios.tcgetattr(self.fileno)
        # Textual saw the terminal after we changed it; restore the attributes from before that.
        self.attrs_before = early_keys.attributes_before() or self.attrs_before

    def stop_application_mode(self) -> None:
        """Give the screen back empty: a Linux console has no other one behind it, and would keep what was shown."""
        if getattr(self._app, "clears_the_screen", False):
            self.write(_CLEAR)
        super().stop_application_mode()

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing: the window's size comes from the system, as anyone can write one into the stream."""

    def run_input_thread(self) -> None:
        """Turn input into events, until `exit_event` is set or the terminal is gone."""
        try:
            self._read_keys()
        except Exception as error:  # noqa: BLE001 - a bug of ours; Textual would not report which
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _ask(self) -> None:
        """Ask the terminal whether it is there, unless the user gave a time to wait instead."""
        if terminal_setup.escape_delay() is None:
            super().write(_ARE_YOU_THERE)

    def _read_keys(self) -> None:
        stream = self._stream = InputStream(terminal_setup.escape_delay(), self._asked)
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
                if stream.asks:
                    self._ask()
            else:
                pieces = stream.tick(time.monotonic())
            for piece in pieces:
                self._pass_on(piece)
            self._reading = False

    def _pass_on(self, piece: Piece) -> None:
        kind, text, digit = piece
        if kind == "unknown":
            self._tell_unknown()
        elif digit:
            self.process_message(events.Key(digit, text))
        elif kind == "paste":
            self.process_message(events.Paste(text))
        elif kind == "escape":
            self.process_message(events.Key("escape", text))
        elif kind == "alt":
            self.process_message(events.Key(f"alt+{text}", text))
        else:
            self._parse(text)

    def _tell_unknown(self) -> None:
        if not self._told:
            self._told = True
            self.process_message(KeyNotUnderstood())

    def _parse(self, text: str) -> None:
        """Feed the parser; when it fails on a sequence, go on with a new parser."""
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
        """Pass on keys and pastes, each once the app has handled the last one; drop what no keyboard sends.

        So a burst of keys has the same effect as slow typing, and a flood waits at its sender.
        """
        if not isinstance(message, _NO_KEYBOARD) and self._is_answered():
            super().process_message(self._by_place(message) if isinstance(message, events.Key) else message)
            self._answer = asyncio.run_coroutine_threadsafe(settled(), self._loop)

    def _by_place(self, key: events.Key) -> events.Key:
        """The key that this one stands for here: a digit of the kiosk's keyboard, or an F-key in two strokes."""
        if digit := getattr(self._app, "digit_row", {}).get(key.character or ""):
            key = events.Key(digit, key.character)
        follows, self._f_key_follows = self._f_key_follows, key.key == F_KEYS_BY
        return events.Key(_BY_PLACE[key.key], None) if follows and key.key in _BY_PLACE else key

    def _is_answered(self) -> bool:
        """Wait until the app has handled the last key; False if the driver stops meanwhile."""
        while self._answer and not self._answer.done() and not self.exit_event.is_set():
            wait([self._answer], 0.05)
        return not self.exit_event.is_set()

    @property
    def is_behind(self) -> bool:
        """Whether there is input that the app has not handled yet."""
        waiting = array("i", [0])
        with suppress(OSError):
            fcntl.ioctl(self.fileno, termios.FIONREAD, waiting)
        held = self._stream.deadline is not None
        return bool(waiting[0]) or held or self._reading or (self._answer is not None and not self._answer.done())

    def _hang_up(self) -> None:
        """Have the app save and end, because the terminal is gone."""
        self._app.leave_now()  # type: ignore[attr-defined]

    def disable_input(self) -> None:
        """Stop reading at once, by waking the thread."""
        with suppress(OSError):
            os.write(self._wake_write, b"x")
        super().disable_input()
        with suppress(OSError):
            os.set_blocking(self._wake_read, False)
            os.read(self._wake_read, 64)

"""The terminal between two visitors: its settings restored, every page empty, and no key left in a buffer."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios
from contextlib import suppress
from typing import Any, Final

from gespreksklaar.tui.terminal import console_mode

WIPE: Final = b"\x1b[?1049h\x1b[2J\x1b[?1049l\x1bc" + console_mode.SCREEN_IN_UTF8 + b"\x1b[H\x1b[2J\x1b[3J"
"""Clear the alternate screen, which keeps its text until it is used again; reset; clear the screen and its scrollback.

If the machine has no locale, a reset leaves a console in 8-bit mode; the program writes UTF-8.
"""
_LOCKS_ASK, _IS_HELD = 0x4B64, 1
"""KDGKBLED and K_SCROLLLOCK."""
_KEY_ASK, _SCROLL_LOCK, _HOLDS = 0x4B46, 70, 0x0209
"""KDGKBENT, the number of the key, and K_HOLD: the key freezes the screen until it is pressed again."""
_HOME, _QUESTION, _ANSWER, _BUFFER = b"\x1b[H", b"\x1b[6n", b"\x1b[1;1R", 4096
"""The question where the cursor is, the answer for the top left corner, and the size of the kernel's line buffer."""
_PATIENCE: Final = 1.0


class Console:
    """The terminal that all visitors use, one after another."""

    def __init__(self, handle: int = 0) -> None:
        self._handle = handle
        self._attributes = self._read_attributes()

    def give_to(self, group: int) -> None:
        """Let this group of processes read the keys."""
        with suppress(OSError):
            os.tcsetpgrp(self._handle, group)

    def reclaim(self) -> None:
        """Restore the terminal's settings, and remove all that was shown or typed."""
        self.give_to(os.getpgrp())
        with suppress(OSError, termios.error):
            # Output that a frozen terminal holds back would appear after the wipe.
            self._take_output()
            termios.tcflush(self._handle, termios.TCIOFLUSH)
            if self._attributes:
                termios.tcsetattr(self._handle, termios.TCSANOW, self._attributes)
        self._forget_what_was_typed()
        self.in_utf8()
        wipe(self._handle)

    def let_go(self) -> None:
        """Unfreeze a screen that Scroll Lock froze: the visitor would not see what the keys do."""
        with suppress(OSError, termios.error):
            # Only a console has this state.
            if fcntl.ioctl(self._handle, _LOCKS_ASK, b"\0")[0] & _IS_HELD:
                self._take_output()

    def _take_output(self) -> None:
        # The kernel releases only output that was stopped by this call.
        for action in (termios.TCOOFF, termios.TCOON):
            termios.tcflow(self._handle, action)

    def _forget_what_was_typed(self) -> None:
        """Overwrite the kernel's line buffer, which keeps typed text: let the console send as many bytes itself."""
        with suppress(OSError):
            if console_mode.keys_of(self._handle) is None:
                return
            console_mode.write(self._handle, _HOME + _QUESTION * (_BUFFER // len(_ANSWER) + 1))
            left = _BUFFER
            while left > 0 and select.select([self._handle], [], [], _PATIENCE)[0]:
                left -= len(os.read(self._handle, _BUFFER))

    @property
    def has_a_key_that_holds(self) -> bool:
        """Whether Scroll Lock freezes the screen, as in every keymap but the kiosk's own."""
        with suppress(OSError):
            answer = fcntl.ioctl(self._handle, _KEY_ASK, struct.pack("@BBH", 0, _SCROLL_LOCK, 0))
            _, _, does = struct.unpack("@BBH", answer)
            return int(does) == _HOLDS
        return False

    def in_utf8(self) -> None:
        """Set keyboard and screen to UTF-8, even in a session: what changes a console's font may change these too."""
        console_mode.set_to_utf8(self._handle)

    def show_line(self, words: str) -> None:
        """Show one line in the middle of the empty screen."""
        with suppress(OSError):
            columns, rows = os.get_terminal_size(self._handle)
            words = words[:columns]
            place = f"\x1b[{rows // 2 + 1};{(columns - len(words)) // 2 + 1}H"
            console_mode.write(self._handle, f"\x1b[?25l{place}{words}".encode())

    @property
    def is_gone(self) -> bool:
        """Whether the terminal was hung up."""
        return self._read_attributes() is None

    def _read_attributes(self) -> list[Any] | None:
        try:
            return termios.tcgetattr(self._handle)
        except (OSError, termios.error):
            return None


def wipe(handle: int) -> None:
    """Empty the screen and its scrollback."""
    console_mode.write(handle, WIPE)

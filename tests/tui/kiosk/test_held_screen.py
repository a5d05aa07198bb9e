"""A screen that a key holds is let go; a console whose keys somebody changed is told from one with the kiosk's own."""

from __future__ import annotations

import os
import struct
import termios

import pytest

from gespreksklaar.tui.kiosk import terminal_wipe
from gespreksklaar.tui.kiosk.terminal_wipe import Console

LOCKS, KEY, MODE, SET_MODE = 0x4B64, 0x4B46, 0x4B44, 0x4B45
EIGHT_BITS, UNICODE = 1, 3
VOID, HOLDS = 0x0200, 0x0209


class Keyboard:
    """What the kernel answers about a console, and what becomes of its screen."""

    def __init__(self) -> None:
        self.locks = 0x22
        self.scroll_lock = VOID
        self.mode = UNICODE
        self.did: list[int] = []
        self.modes_set: list[int] = []

    def ioctl(self, _: int, question: int, told: bytes | int) -> bytes:
        if isinstance(told, int):
            assert question == SET_MODE
            self.modes_set.append(told)
            return b""
        if question == MODE:
            return struct.pack("@i", self.mode)
        if question == LOCKS:
            return bytes([self.locks])
        assert question == KEY
        table, key, _ = struct.unpack("@BBH", told)
        return struct.pack("@BBH", table, key, self.scroll_lock)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    keyboard = Keyboard()
    monkeypatch.setattr(terminal_wipe.fcntl, "ioctl", keyboard.ioctl)
    monkeypatch.setattr(terminal_wipe.termios, "tcflow", lambda _, action: keyboard.did.append(action))
    return keyboard


def test_a_screen_that_scroll_lock_holds_is_let_go(keyboard: Keyboard) -> None:
    console = Console(os.pipe()[0])
    console.let_go()
    assert keyboard.did == [], "a screen that is not held is left alone"
    keyboard.locks |= 1
    console.let_go()
    assert keyboard.did == [termios.TCOOFF, termios.TCOON]


def test_a_keymap_that_is_not_the_kiosks_own_is_told(keyboard: Keyboard) -> None:
    console = Console(os.pipe()[0])
    assert not console.has_a_key_that_holds
    keyboard.scroll_lock = HOLDS
    assert console.has_a_key_that_holds


def test_the_mode_of_the_keys_is_set_only_where_it_changed(keyboard: Keyboard) -> None:
    read, write = os.pipe()
    console = Console(write)
    console.in_utf8()
    assert keyboard.modes_set == [], "setting it loses what was typed and not read yet"
    keyboard.mode = EIGHT_BITS
    console.in_utf8()
    assert keyboard.modes_set == [UNICODE]
    assert os.read(read, 99) == b"\x1b%G" * 2


def test_any_other_terminal_has_no_such_keys() -> None:
    leader, follower = os.openpty()
    console = Console(follower)
    console.let_go()
    assert not console.has_a_key_that_holds
    for end in (leader, follower):
        os.close(end)

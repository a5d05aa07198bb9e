"""A console that is not in UTF-8 shows the program's letters and signs, and is given back as it was."""

from __future__ import annotations

import fcntl
import io
import os
import struct
import sys
from pathlib import Path

import pytest

from gespreksklaar.tui.terminal.console_mode import in_utf8
from tests.terminal import Terminal

ASK, ACT = 0x4B44, 0x4B45
BYTES, UTF8 = 1, 3
TO_UTF8, TO_BYTES = b"\x1b%G", b"\x1b%@"


@pytest.mark.parametrize(
    ("keys", "set_to", "written"), [(BYTES, [UTF8, BYTES], TO_UTF8 + TO_BYTES), (UTF8, [], TO_UTF8), (None, [], b"")]
)
def test_a_console_is_in_it_meanwhile(
    keys: int | None, set_to: list[int], written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets: list[int] = []

    def ioctl(_: int, question: int, told: object) -> bytes:
        if keys is None:
            raise OSError(25, "Inappropriate ioctl for device")
        if question == ACT:
            assert isinstance(told, int)
            sets.append(told)
            return b""
        assert question == ASK
        return struct.pack("@i", keys)

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    out = io.TextIOWrapper(io.BytesIO(), "latin-1", "replace", write_through=True)
    monkeypatch.setattr(sys, "stdout", out)
    read, write = os.pipe()
    with in_utf8(write):
        out.write("▶")
    out.write("é")
    os.close(write)
    assert os.read(read, 99) == written
    os.close(read)
    assert sets == set_to
    assert out.buffer.getvalue() == (b"?" if keys is None else "▶".encode()) + b"\xe9"  # type: ignore[attr-defined]


def test_a_terminal_that_lacks_our_signs_shows_the_nearest_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("first_run_done = true\n")
    arguments = ["--data", str(tmp_path), "--config", str(tmp_path / "settings.ini"), "--lang", "nl"]
    around = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    with Terminal(arguments, env=around) as screen:
        screen.wait("Een nieuw gesprek voorbereiden")
        assert "> + 1 Een nieuw gesprek voorbereiden" in screen.text
        screen.press("enter", "1")
        screen.wait("(*) 1", "+-----")
        assert screen.text.isascii()

"""The driver rests on names of Textual that it may change; and no byte stops the program."""

from __future__ import annotations

import inspect
from importlib.metadata import version
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tests.terminal import Terminal

OVERRIDDEN = ("write", "start_application_mode", "run_input_thread", "process_message", "disable_input",
              "_query_in_band_window_resize")  # fmt: skip


def test_textual_is_the_version_that_was_proved() -> None:
    assert version("textual") == "8.2.8"


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_what_the_driver_overrides_is_there(name: str) -> None:
    assert callable(getattr(LinuxDriver, name))


def test_the_parser_tells_that_it_waits_for_the_rest() -> None:
    parser = XTermParser(False)
    assert parser._timeout_time is None
    list(parser.feed("\x1b"))
    assert parser._timeout_time is not None
    assert "exit_event" in inspect.getsource(LinuxDriver.disable_input)


@pytest.mark.parametrize(
    "strange",
    [b"\xff\xfe", b"caf\xe9", b"\x1b[999999;1~", b"\x1b[48;9999;9999;0;0t", b"\x1b[<0;3;2M", b"\x1b[99999999999u"],
)
def test_strange_bytes_do_no_harm(strange: bytes, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("first_run_done = true\n")
    with Terminal(["--data", str(tmp_path), "--config", str(tmp_path / "settings.ini"), "--lang", "nl"]) as screen:
        screen.wait("nieuw gesprek")
        screen.settle()
        screen.send(strange)
        screen.settle()
        screen.press("l")
        screen.wait("Welke taal")
        assert screen.status is None

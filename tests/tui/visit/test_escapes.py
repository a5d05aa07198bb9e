"""A kiosk gives a visitor nothing but this program, whatever is typed, pasted, sent, set or signalled."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gespreksklaar.tui.kiosk import pin
from tests.kiosk_host import F10, F12, STEP_2, Kiosk, files_below
from tests.needs import needs
from tests.tui.kiosk_attempts import ATTEMPTS, ENVIRONMENT, PLACES, TERMS, Outside

pytestmark = needs("/dev/shm")
SETTLED = 0.06
"""Seconds after which half a sequence is over, so that each attempt stands alone."""
SIGNALS = (
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTSTP,
    signal.SIGTTIN,
    signal.SIGTTOU,
    signal.SIGWINCH,
    signal.SIGCONT,
)
"""Those a terminal can send."""


@pytest.fixture
def kiosks(tmp_path: Path) -> Iterator[dict[str, Kiosk]]:
    config = f'pin = "{pin.make_hash("2468")}"\n'
    with ExitStack() as stack:
        yield {place: stack.enter_context(Kiosk(tmp_path / place, config)) for place in PLACES}


def test_there_are_enough_attempts() -> None:
    assert len(ATTEMPTS) + len(ENVIRONMENT) + len(TERMS) + len(SIGNALS) >= 180


def test_no_key_paste_mouse_markup_sequence_or_signal_leads_out(kiosks: dict[str, Kiosk]) -> None:
    for place, go in PLACES.items():
        go(kiosks[place])
    watched = [Outside(kiosk, place) for place, kiosk in kiosks.items()]
    for name, data in ATTEMPTS.items():
        for each in watched:
            each.kiosk.send(data)
        _read(kiosks, 0.0 if name.startswith(("key", "markup")) else SETTLED)
        for each in watched:
            each.check(name)
    for number in SIGNALS:
        for each in watched:
            os.kill(each.kiosk.pid, number)
            os.killpg(each.session, number)
        _read(kiosks, 0.0)
    for each in watched:
        each.kiosk.settle()
        each.check("signals")
        each.check_files()
        assert b"\x1b]52" not in each.kiosk.raw
        assert b"root:" not in each.kiosk.raw
    _still_works(kiosks)


def _read(kiosks: dict[str, Kiosk], seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        for kiosk in kiosks.values():
            while kiosk.read(0):
                pass
        if time.monotonic() >= end:
            return
        time.sleep(SETTLED / 4)


def _still_works(kiosks: dict[str, Kiosk]) -> None:
    """Each answers, wherever the keys have led within it."""
    # Its own key may have to wait, after so many others.
    hidden = kiosks["hidden"]
    session = hidden.session
    hidden.send(F10)
    hidden.wait("Alles wissen? Druk dan op enter.")
    hidden.press("enter")
    hidden.next_visitor(session)
    for kiosk in kiosks.values():
        kiosk.press("escape")
        kiosk.settle()
        kiosk.send(F12)
        kiosk.wait("Escape: ")


@pytest.mark.parametrize("term", [term for term in TERMS if "\0" not in term])
def test_a_terminal_of_any_name_is_only_a_name(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from gespreksklaar.tui.kiosk import supervisor  # noqa: PLC0415
    from gespreksklaar.tui.terminal import terminal_setup  # noqa: PLC0415

    monkeypatch.setattr(os, "environ", {"TERM": term})
    terminal_setup.scrub_environment()
    passed_on = supervisor._environment(Path("/x")).get("TERM", "")
    assert passed_on in ("", term)
    assert all(sign.isalnum() or sign in "+.-_" for sign in passed_on)
    assert len(passed_on) <= 41


def test_no_variable_reaches_the_session(tmp_path: Path) -> None:
    evil = tmp_path / "evil"
    evil.mkdir()
    code = f"open({str(evil / 'done')!r}, 'w')\nrun = Driver = None\n"
    for name in ("startup.py", "sitecustomize.py", "usercustomize.py", "evil.py"):
        (evil / name).write_text(code)
    (evil / "sh").write_text(f"#!/bin/sh\ntouch {evil}/done\n")
    (evil / "sh").chmod(0o700)
    there = set(files_below(evil))
    env = {name: value.replace("{evil}", str(evil)) for name, value in ENVIRONMENT.items()}
    with Kiosk(tmp_path / "home", env=env) as kiosk:
        session = kiosk.begin()
        passed_on = dict(
            pair.split("=", 1) for pair in Path(f"/proc/{session}/environ").read_text().split("\0") if pair
        )
        folder = passed_on["HOME"]
        assert folder.startswith(f"{kiosk.memory}/gespreksklaar-kiosk-")
        assert Path(folder).stat().st_mode & 0o777 == 0o700
        assert passed_on == {
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder,
        }  # fmt: skip
        said = Path(f"/proc/{session}/cmdline").read_bytes()
        assert b"-I\0-X\0utf8" in said
        assert b"scrypt" not in said
        kiosk.press("0")
        kiosk.wait(STEP_2)
        kiosk.kill(signal.SIGTERM)
        assert kiosk.status == 143
    assert set(files_below(evil)) == there

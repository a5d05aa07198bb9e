"""What goes wrong outside the app too: noted by its class, and too little memory is no bug of ours."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from gespreksklaar.tui.home import crash


@pytest.fixture(autouse=True)
def _hooks_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash, "_no_memory", False)


class _Fails:
    def __del__(self) -> None:
        raise KeyError("Sam")


def _end_of_a_widget() -> None:
    _Fails()


def _in_a_thread() -> None:
    def fail() -> None:
        raise KeyError("Sam")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@pytest.mark.parametrize("fails", [_end_of_a_widget, _in_a_thread])
def test_an_error_that_nobody_can_raise_is_noted_without_its_value(
    fails: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run() -> int:
        fails()  # type: ignore[operator]
        return 0

    assert crash.run_guarded(run, tmp_path, lambda: "a bug") == 0
    noted = (tmp_path / crash.LOG).read_text()
    assert "KeyError" in noted
    assert "Sam" not in noted + capsys.readouterr().err


def test_where_the_system_refused_memory_that_is_told_and_no_bug(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run() -> int:
        raise MemoryError

    assert crash.run_guarded(run, tmp_path, lambda: "a bug", lambda: "no memory") == 1
    assert capsys.readouterr().err == "no memory\n"
    assert not (tmp_path / crash.LOG).exists()

"""Conditions around a walk: a second window on a prep, a full or slow disk, a memory stick plugged in."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gespreksklaar.content.store.journal_lines import as_line
from gespreksklaar.content.store.journal_lock import journal_path
from tests.soak._slow_disk import slow_down
from tests.soak._walks import BAD_JOURNAL, FULL_DISK, SECOND_WINDOW, SLOW_DISK, START, STICK
from tests.sticks import line_of
from tests.terminal import Terminal

_FULL, _SLOW, _MEDIA, _MOUNTS = "full", "slow", "media", "mounts"


@contextmanager
def around(walk: str, folder: Path, marker: str) -> Iterator[None]:
    """Set up the walk's condition in this folder, for as long as the walk takes."""
    if walk == START:
        sam = folder / "sam.toml"
        sam.write_text(sam.read_text().replace('mind = "', f'mind = "{marker} '))
        (folder / "armed").touch()
    elif walk == FULL_DISK:
        (folder / _FULL).touch()
    elif walk == SLOW_DISK:
        (folder / _SLOW).touch()
    elif walk == BAD_JOURNAL:
        journal_path(folder, "bo").write_bytes(as_line({}) + as_line({"whole": "x = 1"}))
    elif walk == STICK:
        stick = folder / _MEDIA / "STICK"
        stick.mkdir(parents=True)
        (folder / _MOUNTS).write_text(line_of(stick))
    if walk != SECOND_WINDOW:
        yield
        return
    with Terminal(["--data", str(folder), "--config", str(folder / "c"), "--lang", "nl", "open", "bo"]) as other:
        other.wait("Stap 1 van 5")
        yield


def let_it_be_so(folder: Path) -> None:
    """Apply the folder's condition inside the program, before it runs."""
    if (folder / _FULL).exists():
        _take_no_more(folder)
    if (folder / _SLOW).exists():
        slow_down()
    if (folder / _MOUNTS).exists():
        from gespreksklaar.content.form.places.delivery import DeliveryOptions  # noqa: PLC0415
        from gespreksklaar.tui.take import mounts  # noqa: PLC0415 - only in the program under test

        ways = DeliveryOptions.at_home()._replace(stick=folder / _MEDIA)
        DeliveryOptions.at_home = classmethod(lambda _: ways)  # type: ignore[method-assign, assignment]
        mounts.TABLE = folder / _MOUNTS


def _take_no_more(folder: Path) -> None:
    real = os.replace

    def full(*args: Any, **kwargs: Any) -> None:
        if (folder / "armed").exists():
            raise OSError(errno.ENOSPC, "made up")
        real(*args, **kwargs)

    os.replace = full

"""The program on a slow disk, such as a memory card or a busy one: `python -m tests.soak._slow_disk`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from gespreksklaar.tui.cli import command_line

ON_SLOW_DISK = (sys.executable, "-m", "tests.soak._slow_disk")
TAKES = 0.2
"""Seconds that an fsync takes."""


def slowly(push: Callable[[int], None]) -> Callable[[int], None]:
    def pushed(handle: int) -> None:
        time.sleep(TAKES)
        push(handle)

    return pushed


def slow_down() -> None:
    """Slow down fsync in this process from now on."""
    os.fsync, os.fdatasync = slowly(os.fsync), slowly(os.fdatasync)


if __name__ == "__main__":
    slow_down()
    sys.exit(command_line.main(sys.argv[1:]))

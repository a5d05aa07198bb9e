"""The program on a disk that takes its time, as a memory card or a busy one does: `python -m tests.soak._slow_disk`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from gespreksklaar.tui.cli import command_line

ON_SLOW_DISK = (sys.executable, "-m", "tests.soak._slow_disk")
TAKES = 0.2
"""Seconds to push a file to the disk."""


def slowly(push: Callable[[int], None]) -> Callable[[int], None]:
    def pushed(handle: int) -> None:
        time.sleep(TAKES)
        push(handle)

    return pushed


def slow_down() -> None:
    """The disk of this process, from now on."""
    os.fsync, os.fdatasync = slowly(os.fsync), slowly(os.fdatasync)


if __name__ == "__main__":
    slow_down()
    sys.exit(command_line.main(sys.argv[1:]))

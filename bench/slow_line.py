"""Run a program at the other end of a slow line: `python bench/slow_line.py RATE DELAY PROGRAM WORD...`.

What the program writes comes at RATE bytes a second at most, and DELAY seconds late; half of the delay is the key's way
there. What waits on the line is never lost, as with a modem or a busy wireless network.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import sys
import termios
import time
import tty
from collections import deque
from contextlib import suppress


def relay(here: int, there: int, out: int, rate: float, delay: float) -> None:
    """Carry keys from `here` to the program's terminal `there`, and what that writes to `out`, until it ends."""
    keys: deque[tuple[float, bytes]] = deque()
    shown: deque[tuple[float, bytes]] = deque()
    free, open_ = 0.0, [here, there]
    while there in open_ or shown:
        waiting = [line[0][0] for line in (keys, shown) if line]
        wait = max(0, min(waiting) - time.monotonic()) if waiting else None
        for ready in select.select(open_, [], [], wait)[0]:
            data = b""
            with suppress(OSError):
                data = os.read(ready, 4096)
            if not data:
                open_.remove(ready)
            elif ready == here:
                keys.append((time.monotonic() + delay / 2, data))
            else:
                # In pieces, as they come over a line.
                for piece in (data[at : at + 24] for at in range(0, len(data), 24)):
                    free = max(free, time.monotonic()) + len(piece) / rate
                    shown.append((free + delay / 2, piece))
        for line, to in ((keys, there), (shown, out)):
            while line and line[0][0] <= time.monotonic():
                with suppress(OSError):
                    os.write(to, line.popleft()[1])


def main() -> int:
    rate, delay, *program = sys.argv[1:]
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8))
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(program[0], program)
    tty.setraw(0)
    relay(0, fd, 1, float(rate), float(delay))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main())

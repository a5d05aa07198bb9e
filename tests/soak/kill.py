"""kill -9 at a random moment while somebody types in a real terminal: the typed text is there the next time.

Every other time the disk is a slow one.
"""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.soak._slow_disk import ON_SLOW_DISK
from tests.soak._typing import GRACE, Typing
from tests.terminal import PROGRAM

LONG, SHORT = 1_000, 3
AT_ONCE = 2


def run(amount: int, folder: Path, seed: int = 0) -> str:
    workers = min(AT_ONCE, amount)
    shares = [amount // workers + (worker < amount % workers) for worker in range(workers)]

    def work(worker: int) -> Typing:
        typing = Typing(folder / str(worker), seed * 1000 + worker)
        for number in range(shares[worker]):
            with typing.session(ON_SLOW_DISK if number % 2 else PROGRAM) as terminal:
                sent = typing.type_for(terminal, typing.random.uniform(0.05, 1.8))
                time.sleep(typing.random.uniform(0, 0.04))
                cut = time.monotonic()
                terminal.kill(signal.SIGKILL)
            typing.check(sent, cut, f"worker {worker}, kill {number}")
        return typing

    with ThreadPoolExecutor(workers) as pool:
        done = list(pool.map(work, range(workers)))
    typed, lost, oldest = sum(t.typed for t in done), sum(t.lost for t in done), max(t.oldest for t in done)
    return (
        f"{amount} kills, {typed} keys typed, 0 older than {GRACE * 1000:.0f} ms lost "
        f"({lost} younger ones, the oldest {oldest * 1000:.0f} ms)"
    )

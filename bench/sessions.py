"""Sessions over a real sshd: what each takes of the host, and how soon it answers. Part of `bench/growth.py`."""

from __future__ import annotations

import heapq
import os
import random
import select
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path

from programs import LETTERS

from run import pss
from tests.deploy.host import KIOSK, Host
from tests.terminal import Terminal

A_SECOND = 3
"""Letters that each types, which is fast."""
WELCOME = "Beginnen"
STEPS = ("Stap 1 van 5", "Stap 2 van 5", "Stap 3 van 5")


@contextmanager
def hosts(folder: Path, places: int) -> Iterator[dict[str, Host]]:
    """A host of each kind, which lets that many in at once."""
    with ExitStack() as stack:
        found = {}
        for name, options in (("plain", ()), ("warm", ("--warm",))):
            found[name] = host = Host(folder / name)
            stack.callback(host.stop)
            host.install("--visits", str(places), *options)
            if options:
                host.start_warm(KIOSK)
            host.run("ssh-keygen", "-A")
            # All come from one address here; our settings let in twenty-five of these at the same moment, and forty of
            # all. One sshd takes the first of two values, another the last.
            for file in ("a", "z"):
                settings = f"MaxStartups {2 * places}\nPerSourceMaxStartups none\n"
                (host.inside / f"etc/ssh/sshd_config.d/{file}.conf").write_text(settings)
            host.start_sshd()
        yield found


def cpu(host: Host) -> float:
    """Milliseconds of processor time of all processes of the host that run now, with sshd's."""
    found = 0
    for each in host.all_processes():
        with suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                found += int((task / "schedstat").read_text().split()[0])
    return found / 1e6


def memory(host: Host) -> float:
    """MiB that the host takes; a page that several share counts once."""
    found = 0.0
    for each in host.all_processes():
        with suppress(OSError):
            found += pss(each)
    return found


def all_show(waiting: Mapping[int, Terminal], words: bytes, began: float) -> list[float]:
    """Seconds until each of these shows the words, all of them read at once and none of them emulated."""
    left, times = dict(waiting), []
    while left:
        ready = select.select(left, [], [], 120)[0]
        assert ready, "a login shows nothing more"
        for fd in ready:
            assert left[fd].read(1), f"a login was turned away: {left[fd].raw[-200:]!r}"
            if words in left[fd].raw:
                times.append(time.perf_counter() - began)
                del left[fd]
    return times


def at_work(screen: Terminal) -> None:
    """From the welcome to the field for an own question, in step 3."""
    screen.wait(WELCOME, limit=120)
    screen.press("1")
    for number, title in enumerate(STEPS):
        screen.wait(title, limit=120)
        screen.settle()
        screen.press("f4" if number < 2 else "tab")
    screen.settle()
    screen.looks = False


def key_ms(screen: Terminal, key: str) -> float:
    """Milliseconds to the last byte that this key brings."""
    began = time.perf_counter()
    screen.press(key)
    last = began
    while screen.read(5 if last == began else 0.06):
        last = time.perf_counter()
    return (last - began) * 1000


def typed(screen: Terminal, seconds: float) -> list[float]:
    """Type like everybody, for so long; the milliseconds of each letter."""
    times: list[float] = []
    end = time.monotonic() + seconds
    for letter in cycle(LETTERS):
        if time.monotonic() > end:
            break
        times.append(key_ms(screen, letter))
        time.sleep(max(0, random.uniform(0.5, 1.5) / A_SECOND - times[-1] / 1000))
    return times


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


@contextmanager
def typing(screens: Sequence[Terminal]) -> Iterator[None]:
    """Inside the block somebody types at each of these."""
    child = os.fork()
    if child == 0:
        try:
            _type({screen.fd: list(LETTERS) for screen in screens})
        finally:
            os._exit(1)
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _type(texts: dict[int, list[str]]) -> None:
    poll = select.poll()
    for fd in texts:
        poll.register(fd, select.POLLIN)
    next_ones = [(time.monotonic() + random.uniform(0, 1 / A_SECOND), fd) for fd in texts]
    heapq.heapify(next_ones)
    while True:
        wait = next_ones[0][0] - time.monotonic() if next_ones else 1
        for fd, _ in poll.poll(max(0, wait) * 1000):
            os.read(fd, 65536)
        while next_ones and next_ones[0][0] <= time.monotonic():
            at, fd = heapq.heappop(next_ones)
            letter = texts[fd].pop(0)
            texts[fd].append(letter)
            os.write(fd, letter.encode())
            heapq.heappush(next_ones, (at + random.uniform(0.5, 1.5) / A_SECOND, fd))


def measure(host: Host, many: int, seconds: float) -> dict[str, float]:
    """Open so many visits and type in all of them."""
    before = memory(host)
    with ExitStack() as stack:
        screens, starts = [], []
        for _ in range(many):
            began = time.perf_counter()
            screens.append(stack.enter_context(host.log_in(KIOSK)))
            screens[-1].wait(WELCOME, limit=120)
            starts.append((time.perf_counter() - began) * 1000)
            at_work(screens[-1])
        time.sleep(2)
        found = {"start ms": statistics.median(starts), "MiB each": (memory(host) - before) / many}
        found["CPU % each, at rest"] = _used(host, lambda: time.sleep(seconds)) / many
        typist, *others = screens
        times: list[float] = []
        with typing(others):
            found["CPU % each, typing"] = _used(host, lambda: times.extend(typed(typist, seconds))) / many
        found["key ms p50"] = statistics.median(times)
        found["key ms p95"] = p95(times)
    host.wait_until_gone(KIOSK, 120)
    return found


def _used(host: Host, do: Callable[[], None]) -> float:
    """The percentage of one processor that the host uses meanwhile."""
    before, began = cpu(host), time.monotonic()
    do()
    return (cpu(host) - before) / (time.monotonic() - began) / 10


def burst(host: Host, many: int) -> dict[str, float]:
    """So many logins at the same moment: seconds until half of them and until the last show their first screen."""
    with ExitStack() as stack:
        began = time.perf_counter()
        waiting = {}
        for _ in range(many):
            screen = stack.enter_context(host.log_in(KIOSK))
            screen.looks = False
            waiting[screen.fd] = screen
        times = all_show(waiting, WELCOME.encode(), began)
    host.wait_until_gone(KIOSK, 120)
    return {"half s": statistics.median(times), "last s": times[-1]}

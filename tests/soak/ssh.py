"""Visits and preps over a real ssh: one by one, twenty at once, frozen clients, and every attempt to escape."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.deploy import test_ssh_escapes as escapes
from tests.deploy.host import ANNA, KIOSK, Host, running_host
from tests.deploy.ssh_attempts import WITH_A_TERMINAL, WITHOUT_A_TERMINAL
from tests.deploy.test_ssh import DROPS, drop_it, type_words
from tests.needs import program
from tests.terminal import Terminal

LONG, SHORT = 100, 1
AT_ONCE = 20
OWN = 5
"""Every how many of these is an account's own: one account may have four logins at once."""
FROZEN = 60.0
"""Seconds within which the login of a frozen client must end."""


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Make `amount` visits one by one, a fifth of it at once; above ten also the parts that take minutes."""
    if os.geteuid() != 0 or not program("sshd"):
        assert os.environ.get("CI") != "true", "in CI this must run: as root, with openssh-server"
        return "not here: only root, with openssh-server, can make a host with accounts of its own"
    with running_host(folder / "host", "--visits", "40", accept="*") as host:
        (host.inside / "home/anna/.config/gespreksklaar/config.toml").write_text("first_run_done = true\n")
        said = [one_after_another(host, amount)]
        if amount > 10:
            said += [at_once(host, min(AT_ONCE, amount)), all_drops(host), frozen(host), all_attempts(host)]
        errors = [line for line in (host.inside / "run/sshd.log").read_text().splitlines() if "drop connection" in line]
        assert not errors, errors
    return "; ".join(said)


def one_after_another(host: Host, amount: int) -> str:
    times = []
    for number in range(amount):
        words = f"Bezoek{number}x"
        start = time.monotonic()
        with host.log_in(KIOSK) as screen:
            screen.wait("Beginnen")
            times.append(time.monotonic() - start)
            type_words(screen, KIOSK, words)
            screen.kill()
        host.wait_until_gone(KIOSK, 10)
        assert not host.files_with(words), f"visit {number} left traces"
        assert not list((host.inside / "dev/shm").iterdir()), f"visit {number} left a folder"
    times.sort()
    return f"{amount} visits: first screen after {times[len(times) // 2]:.2f} s (slowest {times[-1]:.2f}), 0 traces"


def at_once(host: Host, amount: int) -> str:
    all_there = threading.Barrier(amount, timeout=120)

    def visit(number: int) -> float:
        account = ANNA if number % OWN == 0 else KIOSK
        start = time.monotonic()
        with host.log_in(account) as screen:
            screen.wait("Beginnen" if account == KIOSK else "Een nieuw gesprek", limit=60)
            there = time.monotonic() - start
            all_there.wait()
            type_words(screen, account, f"Samen{number}x")
            all_there.wait()
            screen.kill()
        return there

    with ThreadPoolExecutor(amount) as pool:
        times = sorted(pool.map(visit, range(amount)))
    gone = max(host.wait_until_gone(account, 20) for account in (KIOSK, ANNA))
    for number in range(amount):
        assert bool(host.files_with(f"Samen{number}x")) == (number % OWN == 0), f"visit {number} of {amount} at once"
    middle, slowest = times[len(times) // 2], times[-1]
    return f"{amount} at once: first screen after {middle:.1f} s (slowest {slowest:.1f}), gone in {gone:.1f} s"


def all_drops(host: Host) -> str:
    for account in (KIOSK, ANNA):
        for drop in DROPS:
            drop_it(host, account, drop)
    return f"{2 * len(DROPS)} dropped lines: preps saved, visits wiped"


def frozen(host: Host) -> str:
    """Freeze a client without closing it, on a quiet screen and on one that counts down."""
    config = host.inside / "etc/gespreksklaar/kiosk.toml"
    normal = config.read_text()
    took = {}
    for name, account, idle in (("a prep", ANNA, 0), ("a visit", KIOSK, 0), ("a visit that counts down", KIOSK, 10)):
        if idle:
            config.write_text(normal.replace("idle_seconds = 180", "idle_seconds = 10"))
        words = f"Bevroren{len(took)}x"
        with host.log_in(account) as screen:
            type_words(screen, account, words)
            if idle:
                screen.wait("Bent u er nog?", limit=20)
            took[name] = _freeze(host, account, screen)
        assert bool(host.files_with(words)) == (account == ANNA)
    config.write_text(normal)
    return "frozen clients gone after " + ", ".join(f"{seconds:.0f} s ({name})" for name, seconds in took.items())


def _freeze(host: Host, account: str, screen: Terminal) -> float:
    os.kill(screen.pid, signal.SIGSTOP)
    return host.wait_until_gone(account, FROZEN)


def all_attempts(host: Host) -> str:
    real = host.inside / "opt/gespreksklaar/bin/gespreksklaar"
    program_text = real.read_text()
    real.write_text(escapes.SHOW)
    for account in (KIOSK, ANNA):
        escapes.try_each(host, account, WITHOUT_A_TERMINAL, WITH_A_TERMINAL)
    real.write_text(program_text)
    return f"{2 * (len(WITHOUT_A_TERMINAL) + len(WITH_A_TERMINAL))} attempts, 0 escapes"

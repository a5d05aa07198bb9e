"""Staff at a kiosk on a machine: out with the PIN, and every way back."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.deploy.machines.console import WAYS_OUT
from tests.deploy.machines.machine import ASKS_PASSWORD, Machine
from tests.deploy.machines.roots import PIN, say
from tests.deploy.machines.visitor import WELCOME


def staff_come_and_go(machine: Machine, *, walk_away: bool = True) -> None:
    """The PIN leads to a login prompt; the kiosk comes back by command, by logging out, and by itself."""

    def leave() -> None:
        machine.see(WELCOME, 120)
        machine.press("f12")
        machine.see("Voor medewerkers", 30)
        machine.type(PIN)
        machine.press("ret")
        machine.see("kiosk login:", 30)

    def log_in() -> None:
        machine.type("root\n")
        machine.see(ASKS_PASSWORD, 30)
        machine.type("root\n")
        machine.see("root@kiosk", 30)

    leave()
    start = time.monotonic()
    machine.run("systemctl start gespreksklaar-kiosk@tty1", 60)
    machine.see(WELCOME, 120)
    say(f"  from the prompt back by one command: {time.monotonic() - start:.0f} s")
    leave()
    log_in()
    machine.hurry(*WAYS_OUT[:6])
    machine.type("exit\n")
    start = time.monotonic()
    machine.see(WELCOME, 120)
    say(f"  by logging out: {time.monotonic() - start:.0f} s")
    if walk_away:
        _walk_away(machine, leave, log_in)
    assert "NRestarts=0" in machine.run("systemctl show -p NRestarts gespreksklaar-kiosk@tty1")


def _walk_away(machine: Machine, leave: Callable[[], None], log_in: Callable[[], None]) -> None:
    folder = "/run/systemd/system/gespreksklaar-staff-idle@.service.d"
    machine.run(f"mkdir -p {folder}; printf '[Service]\\nEnvironment=MINUTES=1\\n' >{folder}/minute.conf", 20)
    machine.run("systemctl daemon-reload", 60)
    leave()
    log_in()
    machine.type("sleep 4321\n")
    start = time.monotonic()
    machine.see(WELCOME, 240)
    assert machine.run("pgrep -f 'sleep 4321' || echo none") == "none"
    say(f"  a minute without a key (ten as installed): {time.monotonic() - start:.0f} s")

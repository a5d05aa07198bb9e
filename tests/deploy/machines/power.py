"""The power of a machine goes in the middle of a visit."""

from __future__ import annotations

import re
import time

from tests.deploy.machines.console import WAYS_OUT
from tests.deploy.machines.machine import Machine
from tests.deploy.machines.roots import say
from tests.deploy.machines.visitor import WELCOME, begin


def the_power_goes(machine: Machine) -> None:
    """Power key, reset and a pulled plug in the middle of a visit: the next boot shows the welcome."""
    machine.see(WELCOME, 240)
    begin(machine)
    keys = machine.run(
        "systemd-run --quiet -p DefaultDependencies=no -p KillMode=none sh -c 'while sleep 0.3; do"
        ' echo "at $(fgconsole)" >/dev/ttyS0; done\'; echo told',
        30,
    )
    assert "told" in keys
    machine.monitor("system_powerdown")
    with_keys = time.monotonic()
    while machine.is_on and time.monotonic() - with_keys < 120:
        machine.hurry(*WAYS_OUT[:6])
    assert not machine.is_on, "the power key does not switch it off"
    seen = set(re.findall(r"at (\d+)", machine.serial()))
    assert seen == {"1"}, seen
    say(f"  the power key: off after {time.monotonic() - with_keys:.0f} s, no key leads elsewhere till then")
    for what, end in (("reset", machine.reset), ("a pulled plug", machine.pull_the_plug)):
        if not machine.is_on:
            machine.power_on()
        machine.see(WELCOME, 240)
        begin(machine)
        end()
        if not machine.is_on:
            machine.power_on()
        machine.see(WELCOME, 240)
        say(f"  {what}: the next boot shows the welcome")

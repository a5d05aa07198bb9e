"""A whole visit with a printed sheet; then the machine's memory and disk are searched for what was typed."""

from __future__ import annotations

import re
from pathlib import Path

from tests.deploy.machines.machine import Machine
from tests.deploy.machines.roots import say
from tests.deploy.machines.visitor import MARKER, WELCOME, choose_way, fill_in, wipe

PRINTER = "/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd"


def printed_and_searched(machine: Machine) -> dict[str, int]:
    """A full visit with a printed sheet; after F10 the whole memory and disk are searched for what was typed."""
    queue = f"lpadmin -p blad -v file:///var/tmp/printed -P {PRINTER} -E -o printer-error-policy=abort-job"
    machine.see(WELCOME, 240)
    machine.run(
        f"systemctl start cups; {queue}; cupsaccept blad; cupsenable blad; systemctl restart gespreksklaar-kiosk@tty1",
        90,
    )
    machine.see(WELCOME, 240)
    fill_in(machine)
    during = search(machine)
    assert during["memory"], "the search would find it"
    choose_way(machine, "rint")
    machine.see("naar de printer", 90)
    machine.wait_for(
        lambda: machine.run("test -s /var/tmp/printed && lpstat -o || echo busy") == "", 120, "nothing came out"
    )
    # What the filters say around it may be pages too.
    assert int(machine.run("grep -ac %PDF /var/tmp/printed")) >= 1
    machine.run("rm /var/tmp/printed")
    wipe(machine)
    after = search(machine)
    say(f"  what was typed is found in memory {during['memory']} times during the visit;")
    say(f"  after it {after['memory']} times, and on the disk {after['disk']} times")
    return after


def search(machine: Machine) -> dict[str, int]:
    """How often the marker is in memory and on the disk, as text of one, two or four bytes a sign."""
    found = {"memory": 0, "disk": 0}
    machine.run("sync")
    image = machine.save_memory()
    # A machine that is paused writes nothing while we read its disk.
    for name, file in (("memory", image), ("disk", machine.save_disk())):
        for sign in (0, 1, 3):
            pattern = b"(?s)" + (b"." * sign).join(re.escape(bytes([b])) for b in MARKER.encode())
            found[name] += _count(file, re.compile(pattern))
        file.unlink()
    return found


def _count(file: Path, pattern: re.Pattern[bytes]) -> int:
    total, rest = 0, b""
    with file.open("rb") as data:
        while part := data.read(1 << 24):
            if not (rest + part).strip(b"\0"):
                # Most of a disk.
                continue
            here = rest + part
            hits = list(pattern.finditer(here))
            total += len(hits)
            rest = here[max(len(here) - 64, hits[-1].end() if hits else 0) :]
    return total

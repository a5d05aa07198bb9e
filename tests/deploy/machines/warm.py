"""Warm hosts on a whole machine: their unit is booted with all its walls, and people come and go through it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.deploy.machines.host import (
    F10,
    KIOSK,
    OWN,
    SLOW,
    SLOW_INSTALL,
    HostMachine,
    begin,
    dropped,
    make_host,
    nothing_but_the_program,
    write,
)
from tests.deploy.machines.machine import make_disk
from tests.deploy.machines.roots import say

UNIT = "gespreksklaar-warm@$(id -u {}).service"


def walk(bare: Path, work: Path, release: str) -> None:
    """On what debootstrap made of this release: made warm, used, started anew with people in it, and taken back."""
    root = work / f"warm-{release}"
    make_host(bare, root)
    disk = root.with_suffix(".img")
    make_disk(root, disk)
    with HostMachine(root, disk, work / f"warm-{release}-machine") as host:
        say(f"{release}: sshd answers {host.come_up():.0f} s after power on")
        host.do("deploy/ssh/install --warm --yes", SLOW_INSTALL)
        host.do(f"deploy/ssh/account warm {OWN} --yes", SLOW_INSTALL)
        the_units_run(host)
        people_come_and_go(host)
        made_cold(host)


def the_units_run(host: HostMachine) -> None:
    """Each with the rights of its account alone, and nothing to complain of."""
    for account in (KIOSK, OWN):
        unit = UNIT.format(account)
        host.wait_for(lambda account=account: _socket(host, account) == "there", 120, "no socket")  # type: ignore[misc]
        host.do(f"systemctl is-active {unit}")
        pid = f"$(systemctl show -p MainPID --value {unit})"
        status = host.do(f"grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/{pid}/status")
        number = host.do(f"id -u {account}")
        assert f"Uid:\t{number}\t{number}" in status, status
        assert "NoNewPrivs:\t1" in status, status
        assert "Seccomp:\t2" in status, status
        assert status.count("0000000000000000") == 2, status
        exposed = host.do(f"systemd-analyze security --no-pager {unit} | tail -1")
        say(f"  {account}: {exposed.split(':', 1)[1].strip()}; {_memory(host, account)} MB before anybody is in")


def people_come_and_go(host: HostMachine) -> None:
    """Through the hosts, which start anew meanwhile; nothing stays but what belongs to the hosts."""
    with ExitStack() as stack:
        visit, own = (stack.enter_context(host.log_in(account)) for account in (KIOSK, OWN))
        begin(visit, KIOSK, "Bezoekwoord")
        begin(own, OWN, "Prepwoord")
        for account in (KIOSK, OWN):
            assert _sessions(host, account), f"{account} did not begin in its warm host"
            host.do(f"systemctl restart {UNIT.format(account)}")
        for screen in (visit, own):
            screen.press("shift+tab")
            write(screen, "Daarna")
        more = [stack.enter_context(host.log_in(KIOSK)) for _ in range(2)]
        for screen in more:
            begin(screen, KIOSK, "Nog iemand")
        say(f"  memory of visits: with one more host and three of them {_memory(host, KIOSK)} MB")
        for screen in (visit, *more):
            screen.send(F10)
            screen.wait("Bent u klaar?", limit=SLOW)
            screen.press("2")
            assert screen.wait_end(30) == 0
        own.press("escape")
        own.wait("Een nieuw gesprek", limit=SLOW)
        own.press("ctrl+q")
        assert own.wait_end(30) == 0
    _only_hosts_are_left(host)
    # That who is in stays in when a host starts anew is what systemd warns of.
    complaints = host.run(
        "journalctl --no-pager --quiet -b -p warning -u 'gespreksklaar-warm@*'"
        " | grep -vE 'left-over process|usually indicates';"
        " journalctl --no-pager --quiet -k -b -g 'audit.*gespreksklaar'"
    )
    assert complaints.strip() == "", complaints
    say("  a host started anew with people in it: they go on; all ended by their keys; nothing in the journal")


def _socket(host: HostMachine, account: str) -> str:
    return host.run(f"test -S /run/gespreksklaar-warm-$(id -u {account})/socket && echo there").strip()


def _sessions(host: HostMachine, account: str) -> int:
    """The processes in the unit's group of processes, but for the host itself."""
    unit = UNIT.format(account)
    group = f"/sys/fs/cgroup/user.slice/user-$(id -u {account}).slice/{unit}"
    return len(host.do(f"cat {group}/cgroup.procs").split()) - 1


def _memory(host: HostMachine, account: str) -> str:
    taken = host.slice_of(account)
    return f"{(taken['anon'] + taken['shmem']) / 1e6:.0f}"


def _only_hosts_are_left(host: HostMachine) -> None:
    for account in (KIOSK, OWN):
        host.wait_for(lambda account=account: not _left(host, account), 30, f"of {account} is left")  # type: ignore[misc]


def _left(host: HostMachine, account: str) -> str:
    """Of its logins, besides the host."""
    pid = f"$(systemctl show -p MainPID --value {UNIT.format(account)})"
    return host.run(
        f'ps -o pid=,args= -u {account} | grep -v "^ *{pid} "; loginctl list-sessions --no-legend | grep -w {account};'
        f" find /dev/shm -mindepth 1 -user {account}"
    ).strip()


def made_cold(host: HostMachine) -> None:
    """Taken back: logins start as ever, and nothing of it is left."""
    with host.log_in(KIOSK) as visit:
        begin(visit, KIOSK, "Blijft")
        host.do("deploy/ssh/install --cold --yes", SLOW_INSTALL)
        host.do(f"deploy/ssh/account cold {OWN} --yes", SLOW_INSTALL)
        visit.press("shift+tab")
        write(visit, "Daarna")
        visit.send(F10)
        visit.wait("Bent u klaar?", limit=SLOW)
        visit.press("2")
        assert visit.wait_end(30) == 0
    for account in (KIOSK, OWN):
        host.until_gone(account)
    left = host.run("find /run /etc/systemd/system -name 'gespreksklaar-warm*' ! -name 'gespreksklaar-warm@.service'")
    assert left.strip() == "", left
    nothing_but_the_program(host)
    dropped(host)
    say("  taken back with somebody in it, who went on: logins start as ever, nothing of the hosts is left")

"""What docs/ssh.md has for whoever runs a host, run as it stands: backup, who is in, a way back, one host key, logs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.bare import said_under
from tests.deploy.host import KIOSK, ROOT, Host
from tests.needs import needs

pytestmark = [
    needs("sshd", "ssh", "unshare", "who", "wall"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]
PAGE = (ROOT / "docs/ssh.md").read_text()
OWN = "ouder12"
FIREWALLED = r"""
import socket

def connect(mine, to="10.20.30.5"):
    made = socket.socket(socket.AF_INET6 if ":" in to else socket.AF_INET)
    made.settimeout(1)
    made.bind((mine, 0))
    try:
        made.connect((to, 22))
    except OSError as error:
        return type(error).__name__
    return made

port = socket.create_server(("", 22), family=socket.AF_INET6, backlog=100, dualstack_ipv6=True)
held = [connect("10.20.30.5") for _ in range(40)]
print("ONE", sum(map(lambda each: not isinstance(each, str), held)), held[-1])
print("ANOTHER", isinstance(connect("10.20.30.6"), socket.socket))
print("KNOWN", isinstance(connect("192.0.2.7"), socket.socket))
print("STRANGER", connect("192.0.2.8"))
print("SIX", connect("::1", "::1"))
for each in held[:10]:
    each.close()
    port.accept()[0].close()
print("AGAIN", isinstance(connect("10.20.30.5"), socket.socket))
"""
"""Who gets through to a port 22 behind the firewall of the page, and how often."""


def do(host: Host, script: str) -> str:
    """Run it as root, at the first failure no further; what needs systemd is for a machine that boots."""
    lines = [
        line for line in script.splitlines() if not line.startswith(("systemctl", "systemd-", "loginctl", "journalctl"))
    ]
    return host.run("sh", "-euc", "\n".join(lines)).stdout


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host"))
    try:
        host.install()
        host.run("ln", "-s", str(ROOT), "/usr/local/src/gespreksklaar")
        host.run("sh", "-c", ": >/run/utmp; cp /root/key.pub /root/parent.pub")
        host.run(str(ROOT / "deploy/ssh/account"), "add", OWN, "/root/parent.pub", "--yes")
        (host.inside / f"home/{OWN}/.config/gespreksklaar/config.toml").write_text("first_run_done = true\n")
        host.start_sshd()
        yield host
    finally:
        host.stop()


def test_a_backup_is_brought_back(host: Host) -> None:
    preps = f"/home/{OWN}/.local/share/gespreksklaar"
    with host.log_in(OWN) as screen:
        screen.wait("Een nieuw gesprek")
        screen.settle()
        screen.press("+")
        screen.wait("Stap 1 van 5")
        screen.settle()
        screen.press("1", "enter", "Sam", "enter")
        screen.settle()
        screen.press("escape")
        screen.wait("Een nieuw gesprek", "Sam")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    (sheet := host.inside / f"home/{OWN}/gespreksklaar/blad.txt").write_text("blad\n")
    [backup], [restore, new_host, adopt] = said_under(PAGE, "Backup"), said_under(PAGE, "Restore")
    do(host, backup)
    brought = "/etc/gespreksklaar/kiosk.toml /etc/gespreksklaar/keys/gesprek /etc/ssh/ssh_host_*"
    before = do(host, f"cat {brought}")
    do(host, f"rm {brought} /root/parent.pub")
    do(host, new_host)
    assert do(host, f"cat {brought}") == before
    # On another host the account has another number.
    taker = "useradd --no-create-home somebody"
    do(host, restore.replace("deploy/ssh/account add", f"{taker}\ndeploy/ssh/account add", 1))
    in_order(host, preps)
    host.run("sh", "-c", f"userdel {OWN} && useradd --no-create-home somebody-else")
    do(host, adopt)
    in_order(host, preps)
    assert sheet.read_text() == "blad\n"
    with host.log_in(OWN) as screen:
        screen.wait("Een nieuw gesprek", "Sam")


def in_order(host: Host, preps: str) -> None:
    """The account's own, and nobody else's; the home is root's."""
    owners = host.run("sh", "-c", f"stat -c '%U %a' {preps} {preps}/*.toml; stat -c '%U %a' /home/{OWN}").stdout
    assert owners.split("\n") == [f"{OWN} 700", f"{OWN} 600", "root 711", ""]


def test_who_is_in_is_seen_and_warned(host: Host) -> None:
    [who], [warn, close] = said_under(PAGE, "Who is in"), said_under(PAGE, "Warn them")
    with host.log_in(OWN) as screen:
        screen.wait("Een nieuw gesprek")
        screen.settle()
        assert re.search(rf"^{OWN} .*127\.0\.0\.1", do(host, who), re.M)
        do(host, warn)
        screen.wait("Over tien minuten gaat deze computer even uit.")
        do(host, close)
        # A person's client shows what the host says first; ours is a quiet one.
        client = [word.replace("LogLevel=ERROR", "LogLevel=INFO") for word in host.client(KIOSK, "-tt")]
        try:
            come = subprocess.run(client, capture_output=True, text=True, check=False)
        finally:
            do(host, "rm /etc/nologin")
        assert "Deze computer is even dicht." in come.stdout + come.stderr
        assert come.returncode == 255
    with host.log_in(KIOSK) as screen:
        screen.wait("Beginnen")


def test_from_a_new_version_there_is_a_way_back(host: Host) -> None:
    keep, build, back = said_under(PAGE, "A new version")
    first = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    # What is running is read from there: without it who is in would lose what they do.
    assert set(build.splitlines()) <= set("".join(first).splitlines())
    program = host.inside / "opt/gespreksklaar/bin/gespreksklaar"
    before = program.read_text()
    do(host, keep)
    program.write_text("#!/bin/sh\necho new\n")
    do(host, back)
    assert program.read_text() == before
    assert "new" in program.with_suffix(".new").read_text()
    with host.log_in(KIOSK) as screen:
        screen.wait("Beginnen")


def test_several_hosts_have_one_key(host: Host) -> None:
    look = "cd /etc/ssh; for file in ssh_host_*; do stat -c '%U %a' $file; ssh-keygen -l -f $file; done"
    take, bring = said_under(PAGE, "Several hosts")
    before = do(host, look)
    assert before
    do(host, take)
    do(host, "rm /etc/ssh/ssh_host_*; ssh-keygen -A")
    assert do(host, look) != before
    do(host, bring)
    assert do(host, look) == before


def test_where_something_is_wrong_is_seen(host: Host) -> None:
    logs, debug = said_under(PAGE, "Where to look")
    (host.inside / f"home/{OWN}/.local/state/gespreksklaar/problems.log").write_text("ValueError at start.py\n")
    assert "ValueError at start.py" in do(host, logs)
    export, *starts = debug.splitlines()
    for start, words, mode, leave in zip(
        starts, ("Een nieuw gesprek", "Beginnen"), ("screen", "kiosk"), ("ctrl+q", None), strict=True
    ):
        with host.at_a_terminal(f"{export}\n{start}") as screen:
            screen.wait(words)
            if leave:
                screen.press(leave)
                assert screen.wait_end() == 0
        log = host.inside / start.rpartition(" ")[2].lstrip("/")
        assert f"mode={mode}" in log.read_text()


@needs("nft", "ip")
def test_the_firewall_lets_in_whom_it_names_and_thirty_times_at_most(tmp_path: Path) -> None:
    (rules,) = re.findall(r"^ *```\n( *#!/usr/sbin/nft -f\n.*?)^ *```", PAGE, re.M | re.S)
    (tmp_path / "nftables.conf").write_text(textwrap.dedent(rules))
    (tmp_path / "try.py").write_text(FIREWALLED)
    addresses = [f"ip address add {each} dev lo" for each in ("10.20.30.5/24", "10.20.30.6", "192.0.2.7", "192.0.2.8")]
    script = ["ip link set lo up", *addresses, "nft -f nftables.conf", f"{sys.executable} try.py"]
    done = subprocess.run(
        ["unshare", "--net", "sh", "-euc", "\n".join(script)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    said = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert said == {
        "ONE": "30 ConnectionRefusedError", "ANOTHER": "True", "KNOWN": "True", "STRANGER": "TimeoutError",
        "SIX": "TimeoutError", "AGAIN": "True",
    }, done.stderr  # fmt: skip

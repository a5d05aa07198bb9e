"""Two hosts behind Debian's HAProxy, as docs/performance.md configures it: visits on both, and one stops."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.deploy.host import KIOSK, ROOT, Host, free_port, ssh
from tests.deploy.test_ssh import past_the_welcome, type_words
from tests.needs import needs, program
from tests.terminal import Terminal

pytestmark = [
    needs("haproxy", "sshd", "ssh", "ssh-keyscan", "unshare", "flock"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]
PAGE = (ROOT / "docs/performance.md").read_text()


class Balanced(NamedTuple):
    port: int
    hosts: tuple[Host, Host]
    config: Path
    stack: ExitStack

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Start HAProxy, and wait until a host answers behind it."""
        haproxy = program("haproxy")
        assert haproxy
        balancer = subprocess.Popen([haproxy, "-db", "-f", str(self.config), *options])
        self.stack.callback(balancer.wait)
        self.stack.callback(balancer.kill)
        wait_for_keys(self.port)
        return balancer

    def visit(self) -> Terminal:
        return Terminal(["-t"], program=ssh(KIOSK, self.port, self.hosts[0].key))

    def on(self, host: Host) -> int:
        """How many visits this host has: each holds one seat."""
        seats = (file for each in host.processes(KIOSK) for file in Path(f"/proc/{each}/fd").iterdir())
        return len({os.readlink(file) for file in seats if "/seats/" in os.readlink(file)})


@pytest.fixture
def balanced(tmp_path: Path) -> Iterator[Balanced]:
    with ExitStack() as stack:
        hosts = []
        for name in ("one", "two"):
            host = Host(tmp_path / name)
            stack.callback(host.stop)
            host.install("--visits", "10")
            hosts.append(host)
        one, two = hosts
        (two.inside / "etc/gespreksklaar/keys" / KIOSK).write_text(one.key.with_suffix(".pub").read_text())
        one.run("ssh-keygen", "-A")
        for file in (one.inside / "etc/ssh").glob("ssh_host_*"):
            # As docs/ssh.md says under "Several hosts under one name".
            (two.inside / "etc/ssh" / file.name).write_bytes(file.read_bytes())
        for host in hosts:
            said = host.run("sh", "-euc", many_from_one_address())
            assert said.stdout.strip() == "persourcemaxstartups none"
            host.start_sshd()
        port = free_port()
        config = tmp_path / "haproxy.cfg"
        config.write_text(configured(port, one.port, two.port))
        yield Balanced(port, (one, two), config, stack)


def many_from_one_address() -> str:
    """The page's commands for a host behind the balancer, but for the last: no sshd runs yet."""
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.S)
    block, reload = block.rstrip().rsplit("\n", 1)
    assert reload.strip() == "systemctl reload ssh"
    return str(block)


def configured(port: int, one: int, two: int) -> str:
    """The page's configuration, with this machine's addresses in the place of those it names."""
    (text,) = re.findall(r"```haproxy\n(.*?)```", PAGE, re.S)
    for named, ours in (
        ("bind :22", f"bind 127.0.0.1:{port}"),
        ("10.20.30.11:22", f"127.0.0.1:{one}"),
        ("10.20.30.12:22", f"127.0.0.1:{two}"),
    ):
        assert text.count(named) == 1
        text = text.replace(named, ours)
    return text


def wait_for_keys(port: int) -> set[str]:
    """Wait until an sshd answers behind this port; its keys."""
    end = time.monotonic() + 20
    while not (said := scan(port)):
        assert time.monotonic() < end, "nobody answers behind the balancer"
        time.sleep(0.2)
    return said


def scan(port: int) -> set[str]:
    command = ["ssh-keyscan", "-t", "ed25519", "-p", str(port), "127.0.0.1"]
    return set(subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines())


def test_visits_are_spread_and_outlive_the_other_host(balanced: Balanced) -> None:
    one, two = balanced.hosts
    balanced.start()
    assert len(set.union(*(wait_for_keys(balanced.port) for _ in range(4)))) == 1, "one name has one key"
    with ExitStack() as stack:
        screens = []
        for _ in range(4):
            screens.append(stack.enter_context(balanced.visit()))
            past_the_welcome(screens[-1], KIOSK)
        assert (balanced.on(one), balanced.on(two)) == (2, 2)
        one.stop()
        ended = [screen for screen in screens if has_ended(screen)]
        staying = [screen for screen in screens if screen not in ended]
        assert (len(ended), len(staying)) == (2, 2)
        for number in range(3):
            with balanced.visit() as late:
                type_words(late, KIOSK, f"Daarna{number}")
                assert balanced.on(two) == 3
                late.kill()
            two_has(balanced, 2)
        for number, screen in enumerate(staying):
            screen.press("tab", f"Blijft{number}")
            screen.wait(f"Blijft{number}")


def test_a_host_is_taken_out_and_who_is_there_stays(balanced: Balanced) -> None:
    one, two = balanced.hosts
    before = balanced.start()
    with ExitStack() as stack:
        screens = [stack.enter_context(balanced.visit()) for _ in range(2)]
        for screen in screens:
            past_the_welcome(screen, KIOSK)
        assert (balanced.on(one), balanced.on(two)) == (1, 1)
        text, found = re.subn(r"^ *server one .*\n", "", balanced.config.read_text(), flags=re.M)
        assert found == 1
        balanced.config.write_text(text)
        # What a reload of the service does: the one before serves who is in until they leave.
        balanced.start("-sf", str(before.pid))
        with balanced.visit() as late:
            past_the_welcome(late, KIOSK)
            assert (balanced.on(one), balanced.on(two)) == (1, 2)
        for screen in screens:
            screen.press("tab", "Blijft")
            screen.wait("Blijft")


def has_ended(screen: Terminal) -> bool:
    end = time.monotonic() + 5
    while screen.status is None and time.monotonic() < end:
        screen.read(0.2)
    return screen.status is not None


def two_has(balanced: Balanced, visits: int) -> None:
    end = time.monotonic() + 20
    while balanced.on(balanced.hosts[1]) != visits:
        assert time.monotonic() < end, "a visit that left still holds its seat"
        time.sleep(0.1)

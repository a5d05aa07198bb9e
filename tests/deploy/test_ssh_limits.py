"""What one login, one address and all visits together may take of a host: each limit is tried to pass."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.deploy.host import ANNA, BEN, KIOSK, ROOT, Host
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = [
    needs("sshd", "ssh", "unshare", "flock", "prlimit"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]
VISITS = 2
FULL = "Het is nu vol. Probeer het over een paar minuten nog eens."
FOUR = "U bent al vier keer ingelogd. Sluit eerst een ander venster."
SETTINGS = "etc/ssh/sshd_config.d/gespreksklaar.conf"
UNUSED = 2
"""Seconds, in place of the ten that the page promises."""
GREEDY = r"""#!{python} -I
import errno, os, resource, signal, tempfile
children = []
def until_refused(take, most):
    held = []
    try:
        while len(held) < most:
            held.append(take())
    except (MemoryError, OSError) as error:
        return len(held), type(error).__name__
    return len(held), "never"
def fork():
    if child := os.fork():
        children.append(child)
        return child
    signal.pause()
def large():
    with tempfile.TemporaryFile(buffering=0) as file:
        while file.tell() < 50_000_000:
            if file.write(bytes(1_000_000)) < 1_000_000:
                raise OSError(errno.EFBIG, "")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
print("MEMORY", *until_refused(lambda: bytearray(10_000_000), 100))
print("FILES", *until_refused(lambda: os.open("/dev/null", os.O_RDONLY), 2000))
os.closerange(3, 300)
print("LARGE", *until_refused(large, 1))
print("CORE", *resource.getrlimit(resource.RLIMIT_CORE))
print("FORKS", resource.getrlimit(resource.RLIMIT_NPROC)[1], *until_refused(fork, 101), flush=True)
try:
    resource.setrlimit(resource.RLIMIT_DATA, (10**9, 10**9))
except ValueError:
    print("HELD too", flush=True)
for child in children:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host"))
    try:
        host.install("--visits", str(VISITS))
        (host.inside / "home/anna/.config/gespreksklaar/config.toml").write_text("first_run_done = true\n")
        settings = host.inside / SETTINGS
        text, found = re.subn(r"(UnusedConnectionTimeout) 10", rf"\1 {UNUSED}", settings.read_text())
        assert found == 1
        settings.write_text(text)
        host.start_sshd()
        yield host
    finally:
        host.stop()


def test_who_comes_when_it_is_full_reads_one_sentence_and_a_killed_visit_frees_its_seat(host: Host) -> None:
    with ExitStack() as stack:
        visits = [stack.enter_context(host.log_in(KIOSK)) for _ in range(VISITS)]
        for screen in visits:
            screen.wait("Beginnen")
        turned_away(host, KIOSK, FULL)
        with host.log_in(ANNA) as own:
            own.wait("Een nieuw gesprek")
        # Killed, and nothing of ours left to tidy up.
        supervisor = next(each for each in host.processes(KIOSK) if b"kiosk" in command_of(each))
        os.kill(supervisor, signal.SIGKILL)
        ended = next(screen for screen in visits if has_ended(screen))
        visits.remove(ended)
        with host.log_in(KIOSK) as screen:
            screen.wait("Beginnen")
            turned_away(host, KIOSK, FULL)
    assert host.wait_until_gone(KIOSK, 10) < 10


def command_of(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def has_ended(screen: Terminal) -> bool:
    """Whether the line ends within a moment; the other visit's goes on."""
    end = time.monotonic() + 3
    while screen.status is None and time.monotonic() < end:
        screen.read(0.2)
        screen._reap()
    return screen.status is not None


def turned_away(host: Host, account: str, words: str) -> None:
    with host.log_in(account) as late:
        assert late.wait_end() == 75
        assert words in late.text
        assert "Traceback" not in late.text


def test_an_account_has_four_logins_at_once(host: Host) -> None:
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(host.log_in(BEN)).wait("Gespreksklaar")
        turned_away(host, BEN, FOUR)


@pytest.mark.parametrize(("account", "processes"), [(KIOSK, 2000), (ANNA, 100)])
def test_a_login_that_takes_all_it_can_is_held(host: Host, account: str, processes: int) -> None:
    program = host.inside / "opt/gespreksklaar/bin/gespreksklaar"
    before = program.read_text()
    python = re.search(r"#!(\S+)", before)
    assert python
    program.write_text(GREEDY.replace("{python}", python[1]))
    try:
        with host.log_in(account) as screen:
            screen.wait_end(60)
        said = dict(line.split(maxsplit=1) for line in screen.text.splitlines() if line[:4].isupper())
    finally:
        program.write_text(before)
    taken, how = said["MEMORY"].split()
    assert how == "MemoryError"
    assert 10 <= int(taken) <= 26, "of ten million bytes each"
    assert said["FILES"].endswith("OSError")
    assert int(said["FILES"].split()[0]) < 256
    assert said["LARGE"] == "0 OSError"
    assert said["CORE"] == "0 0"
    limit, _, how = said["FORKS"].split()
    # All visits are one account's: two thousand of them are too many for a test.
    assert (int(limit), how) == (processes, "BlockingIOError" if account == ANNA else "never")
    assert "HELD too" in screen.text, "and no login can raise its own limits"
    assert host.wait_until_gone(account, 10) < 10


def test_a_connection_that_opens_nothing_ends(host: Host) -> None:
    idle = subprocess.Popen(host.client(KIOSK, "-N"), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert idle.wait(UNUSED + 15) == 255
    finally:
        idle.kill()
    assert "UnusedConnectionTimeout 10\n" in (ROOT / "deploy/ssh/sshd_config.d/gespreksklaar.conf").read_text()


def test_connections_held_open_without_logging_in_keep_nobody_else_out(host: Host) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(socket.create_connection(("127.0.0.1", host.port))) for _ in range(70)]
        greeted = [each for each in held if greeting(each)]
        assert len(greeted) == 25, "of one address"
        others = [host.client(ANNA, "-T", "-o", "BindAddress=127.0.0.2", "-o", "ConnectionAttempts=1")] * 10

        def comes_in(client: list[str]) -> bool:
            done = subprocess.run(client, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            return "ssh -t" in done.stderr

        with ThreadPoolExecutor(3) as pool:
            assert all(pool.map(comes_in, others))
    assert "\nlogingracetime 60\n" in host.run("sshd", "-T").stdout


def test_who_does_not_log_in_is_let_go(host: Host) -> None:
    (told,) = re.findall(r"^LoginGraceTime (\d+)$", (host.inside / SETTINGS).read_text(), re.M)
    assert told == "60"
    port = host.start_another_sshd(f"LoginGraceTime={UNUSED}")
    with socket.create_connection(("127.0.0.1", port)) as held:
        began = time.monotonic()
        held.settimeout(UNUSED + 15)
        while held.recv(99):
            pass
        assert time.monotonic() - began > UNUSED - 0.5


def greeting(connection: socket.socket) -> bool:
    connection.settimeout(10)
    try:
        return connection.recv(4) == b"SSH-"
    except ConnectionResetError:
        return False


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_says_nothing_of_itself_is_told_what_to_say(host: Host, term: str) -> None:
    for account in (KIOSK, ANNA):
        with Terminal([], program=host.client(account, "-t"), env={"TERM": term}) as screen:
            assert screen.wait_end() == 64
            assert "TERM=xterm-256color ssh -t" in screen.text
            assert "list" not in screen.text, "a verb that this login has not"


def test_a_huge_terminal_over_ssh_gets_its_picture(host: Host) -> None:
    with Terminal([], program=host.client(KIOSK, "-t"), size=(65_535, 65_535)) as screen:
        screen.looks = False
        while b"Beginnen" not in screen.raw:
            assert screen.read(20), "no first picture"
        peaks = [
            int(Path(f"/proc/{each}/status").read_text().partition("VmHWM:")[2].split()[0])
            for each in host.processes(KIOSK)
        ]
        assert max(peaks) < 100_000, "kB"


def test_allow_groups_lets_both_logins_in_and_allow_users_does_not(host: Host) -> None:
    line = re.search(r"^ *AllowGroups (.+)$", (ROOT / "docs/ssh.md").read_text(), re.M)
    assert line
    for option, opens in ((f"AllowGroups={line[1]}", True), ("AllowUsers=gesprek gesprekken", False)):
        port = host.start_another_sshd(option)
        for account, comes_in in ((KIOSK, True), (ANNA, opens)):
            client = [word if word != str(host.port) else str(port) for word in host.client(account, "-T")]
            done = subprocess.run(client, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            assert ("ssh -t" in done.stderr) == comes_in, (option, account, done.stderr)

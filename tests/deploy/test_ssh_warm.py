"""A warm host behind a real sshd: set up and taken back by the installers, with every limit of a login in force."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.deploy.host import ANNA, BEN, KIOSK, ROOT, Host
from tests.deploy.test_ssh import DROPS, Drop, drop_it, type_words
from tests.kiosk_host import children
from tests.needs import needs

pytestmark = [
    needs("sshd", "ssh", "unshare", "flock", "prlimit", "setpriv", "systemctl"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]
UNIT = ROOT / "deploy/systemd/gespreksklaar-warm@.service"
UNITS = "etc/systemd/system"
LIMITS = {"data size": 268_435_456, "open files": 256, "file size": 10_485_760}
WANTED = f"{UNITS}/multi-user.target.wants"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host"))
    try:
        host.install("--warm", "--visits", "2")
        (host.inside / "home/anna/.config/gespreksklaar/config.toml").write_text("first_run_done = true\n")
        account(host, "warm", ANNA, "--yes")
        host.start_sshd()
        yield host
    finally:
        host.stop()


@pytest.fixture(scope="module")
def warm(host: Host) -> dict[str, int]:
    return {name: host.start_warm(name) for name in (KIOSK, ANNA)}


def account(host: Host, *words: str) -> str:
    return host.run(str(ROOT / "deploy/ssh/account"), *words).stdout


def number(host: Host, name: str) -> str:
    return host.run("id", "-u", name).stdout.strip()


def sessions(host: Host, name: str) -> list[int]:
    """The processes of this account's host and below it, but for the host itself."""
    parents = {}
    for each in host.processes(name):
        # One may end just now.
        with suppress(OSError):
            if b"\0warm\0" in Path(f"/proc/{each}/cmdline").read_bytes():
                parents[each] = int(Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[1])
    return sorted(each for each, parent in parents.items() if parent in parents)


@needs("systemd-analyze")
def test_the_unit_is_closed() -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=10", "--no-pager", str(UNIT)],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    assert "0.7 SAFE" in said or "0.8 SAFE" in said or "0.6 SAFE" in said, said
    text = UNIT.read_text()
    for line in ("KillMode=process", "OOMPolicy=continue", "Slice=user-%i.slice", "Restart=always", "User=%i"):
        assert f"\n{line}\n" in text, line


@pytest.mark.parametrize("name", [KIOSK, ANNA])
@pytest.mark.parametrize("drop", DROPS)
def test_a_dropped_line_saves_a_prep_and_wipes_a_visit(name: str, drop: Drop, host: Host, warm: dict[str, int]) -> None:
    drop_it(host, name, drop)
    assert not sessions(host, name)
    assert Path(f"/proc/{warm[name]}").exists()


@pytest.mark.parametrize("name", [KIOSK, ANNA])
@pytest.mark.usefixtures("warm")
def test_a_session_has_the_limits_and_rights_of_its_login(name: str, host: Host) -> None:
    with host.log_in(name) as screen:
        type_words(screen, name, "Sanne")
        found = sessions(host, name)
        assert len(found) == (2 if name == KIOSK else 1), "a visit has its supervisor"
        for process in found:
            limits = Path(f"/proc/{process}/limits").read_text()
            for kind, limit in LIMITS.items():
                assert re.search(rf"^Max {kind} +{limit} +{limit} ", limits, re.M), limits
            status = Path(f"/proc/{process}/status").read_text()
            who = number(host, name)
            assert f"Uid:\t{who}\t{who}\t{who}\t{who}\n" in status
            assert "CapPrm:\t0000000000000000\n" in status
            assert b"TERM" not in Path(f"/proc/{process}/environ").read_bytes()
        seats = [os.readlink(file) for file in Path(f"/proc/{found[0]}/fd").iterdir()]
        assert any("/seats/" in each for each in seats), "it holds its seat itself"
        screen.kill()
    host.wait_until_gone(name, 20)


@pytest.mark.usefixtures("warm")
def test_seats_count_here_too(host: Host) -> None:
    with host.log_in(KIOSK) as one, host.log_in(KIOSK) as two:
        one.wait("Beginnen")
        two.wait("Beginnen")
        with host.log_in(KIOSK) as late:
            assert late.wait_end() == 75
        supervisor = sessions(host, KIOSK)[0]
        os.kill(supervisor, signal.SIGKILL)
        end = time.monotonic() + 20
        while len(sessions(host, KIOSK)) > 2:
            assert time.monotonic() < end
            time.sleep(0.05)
        with host.log_in(KIOSK) as screen:
            screen.wait("Beginnen")
    host.wait_until_gone(KIOSK, 20)


def test_a_host_that_hangs_or_is_gone_keeps_nobody_out(host: Host, warm: dict[str, int]) -> None:
    host.run("sed", "-E", "-i", "s/^(_GREETING|_READY) = .*/\\1 = 0.5/", "/usr/local/lib/gespreksklaar/enter.py")
    for number_ in (signal.SIGSTOP, signal.SIGKILL):
        os.kill(warm[ANNA], number_)
        with host.log_in(ANNA) as screen:
            screen.wait("Een nieuw gesprek", limit=60)
            assert not children(warm[ANNA])


# These change what is set up.


def test_a_login_without_the_file_that_enters_starts_as_ever(host: Host) -> None:
    host.run("mv", "/usr/local/lib/gespreksklaar/enter.py", "/root/")
    with host.log_in(KIOSK) as screen:
        screen.wait("Beginnen", limit=60)
        assert not sessions(host, KIOSK)
    host.run("rm", "/root/enter.py")


def test_it_is_set_up_kept_and_taken_back(host: Host) -> None:
    visits, anna = (f"gespreksklaar-warm@{number(host, name)}.service" for name in (KIOSK, ANNA))
    install = str(ROOT / "deploy/ssh/install")
    shown = host.run(install).stdout
    assert f"systemctl enable {visits}" in shown
    assert "Nothing was changed." in shown
    host.run(install, "--yes")
    enter = host.inside / "usr/local/lib/gespreksklaar/enter.py"
    assert enter.read_text() == (ROOT / "tui/warm/enter.py").read_text(), "as it is in this version"
    for unit in (visits, anna):
        assert (host.inside / WANTED / unit).is_symlink()
    beside = host.inside / UNITS / f"{anna}.d/home.conf"
    assert "ReadWritePaths=/home/anna\n" in beside.read_text()
    for name in (ANNA, BEN):
        account(host, "cold", name, "--yes")
    assert not beside.parent.exists()
    assert not (host.inside / WANTED / anna).is_symlink()
    account(host, "warm", ANNA, "--yes")
    account(host, "remove", ANNA, "--yes")
    assert not (host.inside / WANTED / anna).is_symlink()
    host.run(install, "--cold", "--yes")
    assert not (host.inside / WANTED / visits).is_symlink()
    host.run(install, "--yes")
    assert not (host.inside / WANTED / visits).is_symlink(), "cold it stays"
    host.run(install, "--warm", "--yes")
    account(host, "warm", BEN, "--yes")
    host.run(install, "--undo", "--yes")
    assert not list((host.inside / UNITS).rglob("*gespreksklaar-warm*"))
    assert not enter.exists()


def test_without_systemd_it_is_refused(host: Host) -> None:
    without = (
        "for name in /usr/bin/* /usr/sbin/*; do case $name in */systemctl) ;; *) ln -s $name /root/bin ;; esac; done"
    )
    run = f"mkdir /root/bin; {without}; cd {ROOT}; PATH=/root/bin deploy/ssh/install --warm"
    done = host.run("sh", "-c", run, check=False)
    assert "A warm host needs systemd" in done.stdout + done.stderr

"""A visit and a prep over a real ssh: from the login to the sheet, and every way in which a line can drop."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deploy.host import ANNA, BEN, KIOSK, ROOT, Host, running_host
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = [
    needs("sshd", "ssh", "ss", "unshare"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]


Drop = Callable[[Host, str, Terminal], None]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running_host(tmp_path_factory.mktemp("host")) as host:
        (host.inside / "home/anna/.config/gespreksklaar/config.toml").write_text("first_run_done = true\n")
        yield host


def past_the_welcome(screen: Terminal, account: str) -> None:
    if account == KIOSK:
        screen.wait("Beginnen")
        screen.press("1")
    else:
        if account == BEN:
            screen.wait("Welkom bij Gespreksklaar")
            screen.press("enter")
        screen.wait("Een nieuw gesprek", gone="Welkom")
        screen.settle()
        screen.press("+")
    screen.wait("Stap 1 van 5")
    screen.settle()


def type_words(screen: Terminal, account: str, words: str) -> None:
    past_the_welcome(screen, account)
    screen.press("tab", words, "tab")
    screen.wait(words)
    screen.settle()


def test_a_prep_by_keys_and_its_sheet(host: Host) -> None:
    with host.log_in(BEN) as screen:
        past_the_welcome(screen, BEN)
        screen.press("1", "enter", "Sam", "enter")
        for words in ("Stap 2 van 5", "Stap 3 van 5", "Stap 4 van 5", "Stap 5 van 5", "Het blad: voor uzelf"):
            screen.press("f4")
            screen.wait(words)
            screen.settle(0.05)
        screen.press("escape")
        screen.wait("Stap 5 van 5")
        screen.press("escape")
        screen.wait("Een nieuw gesprek")
        screen.press("ctrl+q")
        assert screen.wait_end() == 0
    assert host.wait_until_gone(BEN) < 5
    (prep,) = (host.inside / "home/ben/.local/share/gespreksklaar").glob("*.toml")
    assert "Sam" in prep.read_text()
    assert prep.stat().st_mode & 0o777 == 0o600


def test_an_account_saves_among_its_own_sheets_only_and_never_on_its_settings(host: Host) -> None:
    home = host.inside / "home/anna"
    settings = (home / ".config/gespreksklaar/config.toml").read_text()
    with host.log_in(ANNA) as screen:
        past_the_welcome(screen, ANNA)
        screen.press("1")
        for words in ("Stap 2 van 5", "Stap 3 van 5", "Stap 4 van 5", "Stap 5 van 5", "Het blad: voor uzelf"):
            screen.press("f4")
            screen.wait(words)
            screen.settle(0.05)
        screen.press("0")
        ways = screen.wait("Bewaren in een bestand")
        (row,) = (line for line in ways.splitlines() if "Bewaren in een bestand" in line)
        screen.press(row.strip(" │▶").split()[0])
        screen.wait("Waar bewaart u het blad?")
        for path in ("/tmp/gelekt.txt", "~/.config/gespreksklaar/config.toml", "/home/ben/x.txt"):
            screen.settle(0.05)
            screen.press("end", *["backspace"] * 80, path, "enter")
            screen.wait("U kunt alleen bewaren in uw eigen map: /home/anna/gespreksklaar", path)
        screen.press("end", *["backspace"] * 80, "blad.txt", "enter")
        screen.wait("Uw blad is bewaard", "/home/anna/gespreksklaar/blad.txt")
    host.wait_until_gone(ANNA)
    assert not (host.inside / "tmp/gelekt.txt").exists()
    assert (home / ".config/gespreksklaar/config.toml").read_text() == settings
    assert (home / "gespreksklaar/blad.txt").read_text().startswith("Gespreksklaar")


@pytest.mark.parametrize(
    ("account", "file"),
    [(ANNA, "home/anna/.config/gespreksklaar/config.toml"), (KIOSK, "etc/gespreksklaar/kiosk.toml")],
)
def test_settings_with_a_mistake_keep_nobody_out(account: str, file: str, host: Host) -> None:
    settings = host.inside / file
    before = settings.read_text()
    settings.write_text("theme = [\n")
    try:
        with host.log_in(account) as screen:
            if account == ANNA:
                screen.wait(f"/{file}:1:9: ", "Tot dan gelden de gewone instellingen.")
            past_the_welcome(screen, account)
        host.wait_until_gone(account)
        assert settings.read_text() == "theme = [\n"
    finally:
        settings.write_text(before)


def client_killed(host: Host, account: str, screen: Terminal) -> None:
    screen.kill(signal.SIGKILL)


def server_killed(host: Host, account: str, screen: Terminal) -> None:
    for process in host.processes(account):
        if Path(f"/proc/{process}/cmdline").read_text().startswith("sshd:"):
            os.kill(process, signal.SIGKILL)


def line_cut(host: Host, account: str, screen: Terminal) -> None:
    # Both ends get a reset, as from a router that forgot the connection.
    subprocess.run(["ss", "-K", "dst", "127.0.0.1", "dport", "=", f":{host.port}"], capture_output=True, check=True)


DROPS: tuple[Drop, ...] = (client_killed, server_killed, line_cut)


@pytest.mark.parametrize(("account", "drop"), [(KIOSK, client_killed), (KIOSK, server_killed), (ANNA, line_cut)])
def test_a_dropped_line_saves_a_prep_and_wipes_a_visit(host: Host, account: str, drop: Drop) -> None:
    drop_it(host, account, drop)


def drop_it(host: Host, account: str, drop: Drop) -> None:
    """Type, drop the line, and look what is left: every way on every account in tests/soak/ssh.py."""
    words = f"Woorden na {drop.__name__}"
    with host.log_in(account) as screen:
        type_words(screen, account, words)
        assert host.files_with(words)
        drop(host, account, screen)
        host.wait_until_gone(account)
    assert bool(host.files_with(words)) == (account == ANNA)


def account(host: Host, *words: str) -> str:
    return host.run(str(ROOT / "deploy/ssh/account"), *words).stdout


def running(host: Host, number: str) -> list[str]:
    """What still runs under this number; nobody in that host buries its dead."""
    lines = host.run("ps", "-o", "args=", "-u", number, check=False).stdout.splitlines()
    return [line for line in lines if "<defunct>" not in line]


# The last two take away what those above stand on.


def test_an_account_is_removed_with_somebody_in_it(host: Host) -> None:
    assert "Nothing was changed" in account(host, "remove", BEN)
    with host.log_in(BEN) as screen:
        screen.wait("Gespreksklaar")
        number = host.run("id", "-u", BEN).stdout.strip()
        account(host, "remove", BEN, "--yes")
        assert screen.wait_end() != 0
    assert not running(host, number)
    for path in ("etc/gespreksklaar/keys/ben", "home/ben", f"etc/systemd/system/user-{number}.slice.d"):
        assert not (host.inside / path).exists(), path
    assert "ben:" not in (host.inside / "etc/passwd").read_text()
    assert "Permission denied" in subprocess.run(host.client(BEN), capture_output=True, text=True, check=False).stderr


def test_the_host_is_taken_back_with_people_in_it(host: Host) -> None:
    # Not in this source, which may be below the folders that are searched.
    words = secrets.token_hex(4)
    with host.log_in(KIOSK) as visit, host.log_in(ANNA) as own:
        type_words(visit, KIOSK, words)
        type_words(own, ANNA, "Bewaard")
        number = host.run("id", "-u", KIOSK).stdout.strip()
        said = host.run(str(ROOT / "deploy/ssh/install"), "--undo", "--yes").stdout
        assert (visit.wait_end(), own.wait_end()) != (0, 0)
        assert host.wait_until_gone(ANNA) < 5
    assert not running(host, number)
    assert not host.files_with(words), "a visit is wiped"
    assert host.files_with("Bewaard"), "a prep is kept"
    assert f"{KIOSK}:" not in (host.inside / "etc/passwd").read_text()
    assert "can not log in any more: anna" in said
    # What it names works without the installer's record.
    account(host, "remove", ANNA, "--yes")
    assert not (host.inside / "home/anna").exists()
    assert "gesprek" not in (host.inside / "etc/group").read_text()
    assert not (host.inside / "usr/local/lib/gespreksklaar").exists()

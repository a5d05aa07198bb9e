"""Whoever logs in gets the program or nothing: what a client asks for, sends or forwards makes no difference."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest

from tests.deploy.host import ANNA, BEN, KIOSK, ROOT, Host, free_port, running_host
from tests.deploy.ssh_attempts import MARK, WITH_A_TERMINAL, WITHOUT_A_TERMINAL, Attempt
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = [
    needs("sshd", "ssh", "unshare"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a host with accounts of its own"),
]
# What runs in place of the program: it shows what it was given, to be compared with a plain login.
SHOW = r"""#!/bin/sh
# In one write: what is typed is echoed before or after it.
printf 'RUNS %s\001%sEND\n' "$*" "$(tr '\0' '\001' < /proc/$$/environ)"
[ "$TERM" != stay ] || cat
"""
_OF_THE_TERMINAL = re.compile(r"^(TERM|COLORTERM|NO_COLOR)=")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running_host(tmp_path_factory.mktemp("host"), accept="*") as host:
        program = host.inside / "opt/gespreksklaar/bin/gespreksklaar"
        program.write_text(SHOW)
        yield host


@contextmanager
def one_connection(host: Host, account: str) -> Iterator[list[str]]:
    """Gives the options that send a client along one connection, for sessions one after another."""
    path = host.folder / f"{account}.ctl"
    master = subprocess.Popen(
        [*host.client(account, "-M", "-S", str(path), "-N")], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not path.exists():
        assert master.poll() is None, "no connection"
    try:
        yield ["-o", f"ControlPath={path}"]
    finally:
        master.terminate()
        master.wait()


def make(attempt: Attempt, host: Host, account: str, shared: list[str]) -> subprocess.CompletedProcess[str]:
    """What came of it."""
    plain = host.client(account, *shared, *attempt.options)
    words = [word.replace("HOST:", plain[-1] + ":") for word in attempt.words]
    if attempt.program == "ssh":
        own_options = [word for word in words if word in ("-T", "-tt", "-s")]
        command = [*plain[:-1], *own_options, plain[-1], *words[len(own_options) :]]
    else:
        port = plain.index("-p")
        command = [attempt.program, *plain[1:port], "-P", plain[port + 1], *(words or [plain[-1]])]
    return subprocess.run(
        command, input=attempt.typed, capture_output=True, text=True, check=False, timeout=20,
        env={"PATH": os.environ["PATH"], "TERM": "xterm", "DISPLAY": ":9", **attempt.env, "HOME": str(host.folder)},
    )  # fmt: skip


def given(said: str) -> list[str]:
    """What the program was given, but for what a terminal may say of itself."""
    inner = said[said.index("RUNS") : said.index("END")]
    return [line for line in inner.split("\1") if not _OF_THE_TERMINAL.match(line)]


def attempts(first: int, step: int) -> tuple[list[Attempt], list[Attempt]]:
    """Every `step`-th attempt from `first` on: without a terminal, and with one."""
    return WITHOUT_A_TERMINAL[first::step], WITH_A_TERMINAL[first::step]


@pytest.mark.parametrize(("account", "share"), [(KIOSK, (0, 2)), (ANNA, (1, 2))])
def test_whatever_a_client_asks_for_it_gets_the_program_or_nothing(
    host: Host, account: str, share: tuple[int, int]
) -> None:
    # Each attempt on one of the two logins, the same but for the program's words; soak/ssh.py: on both.
    try_each(host, account, *attempts(*share))


def try_each(host: Host, account: str, without: list[Attempt], with_one: list[Attempt]) -> None:
    words = "kiosk --once --config /etc/gespreksklaar/kiosk.toml" if account == KIOSK else ""
    # A checkout that is itself below /tmp has its place there.
    before = set((host.inside / "tmp").iterdir())
    with one_connection(host, account) as shared:
        plain = given(make(Attempt("plain", ["-tt"]), host, account, shared).stdout)
        assert plain[0] == f"RUNS {words}"
        for attempt in without:
            done = make(attempt, host, account, shared)
            assert done.returncode != 0, attempt.name
            assert not re.search(rf"{MARK}|root:|uid=|RUNS", done.stdout), f"{attempt.name}: {done.stdout}"
        for attempt in with_one:
            done = make(attempt, host, account, shared)
            assert MARK not in done.stdout, attempt.name
            assert given(done.stdout) == plain, attempt.name
    assert set((host.inside / "tmp").iterdir()) == before


def test_the_two_logins_differ_in_the_program_alone() -> None:
    # But for what each says when it is full, and how many processes all its logins may have.
    own = ("#", "full=", "full_english=", "processes=")
    kiosk, account = (
        [line for line in (ROOT / "deploy/ssh" / name).read_text().splitlines() if not line.startswith(own)]
        for name in ("login-kiosk", "login-account")
    )
    program = "set -- /opt/gespreksklaar/bin/gespreksklaar"
    begins = next(number for number, line in enumerate(kiosk) if line.startswith("exec "))
    for lines in (kiosk, account):
        assert sum(line.startswith(program) for line in lines[:begins]) == 1
    assert [line.partition(program)[0] for line in kiosk[:begins]] == [
        line.partition(program)[0] for line in account[:begins]
    ]


def listening(family: socket.AddressFamily, address: str | tuple[str, int]) -> socket.socket:
    """Somebody that a forwarded connection would reach."""
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen()
    listener.setblocking(False)
    return listener


def knock(port: int, request: bytes) -> None:
    """Until whoever listens there has taken the request and gone."""
    with suppress(ConnectionResetError), socket.create_connection(("127.0.0.1", port), timeout=5) as through:
        through.sendall(request)
        while through.recv(99):
            pass


def test_nothing_is_forwarded(host: Host) -> None:
    behind = host.inside / "tmp/behind"
    with (
        one_connection(host, ANNA) as shared,
        listening(socket.AF_INET, ("127.0.0.1", 0)) as there,
        listening(socket.AF_UNIX, str(behind)) as file_there,
    ):
        behind.chmod(0o777)
        port = there.getsockname()[1]
        plain = host.client(ANNA, *shared)

        def asked(*words: str) -> int:
            return subprocess.run([*plain[:-1], *words, plain[-1]], capture_output=True, check=False).returncode

        assert asked("-O", "forward", "-R", f"0:127.0.0.1:{port}") != 0, "from there to here"
        assert asked("-O", "forward", "-R", f"/tmp/socket:127.0.0.1:{port}") != 0, "from a socket there to here"
        assert asked("-W", f"127.0.0.1:{port}") != 0, "the input and output of a connection"
        socks = b"\x04\x01" + port.to_bytes(2, "big") + socket.inet_aton("127.0.0.1") + b"\0"
        for kind, to, request in (("-L", f":127.0.0.1:{port}", b"x"), ("-L", ":/tmp/behind", b"x"), ("-D", "", socks)):
            here = free_port()
            assert asked("-O", "forward", kind, f"127.0.0.1:{here}{to}") == 0, "here the client itself listens"
            knock(here, request)
        for listener in (there, file_there):
            with pytest.raises(BlockingIOError):
                listener.accept()
        behind.unlink()
    tunnel = host.client(ANNA, "-w", "0:0", "-oExitOnForwardFailure=yes", "-N")
    assert subprocess.run(tunnel, capture_output=True, check=False, timeout=20).returncode != 0


@pytest.mark.parametrize("account", [KIOSK, ANNA])
def test_what_is_typed_before_the_program_draws_shows_nowhere(account: str, host: Host) -> None:
    with Terminal([], program=host.client(account, "-t"), env={"TERM": "stay"}) as screen:
        screen.wait("RUNS")
        screen.press("2468")
        screen.settle(0.5)
        assert b"2468" not in screen.raw


def test_a_connection_holds_one_session_at_a_time(host: Host) -> None:
    with one_connection(host, ANNA) as shared:
        plain = host.client(ANNA, *shared)
        with Terminal([], program=[*plain[:-1], "-tt", plain[-1]], env={"TERM": "stay"}) as first:
            first.wait("RUNS")
            # Refused on this connection, the client would make one of its own.
            second = make(Attempt("second", ["-tt"], ["-oProxyCommand=false"]), host, ANNA, shared)
            assert "RUNS" not in second.stdout
            assert second.returncode != 0


def _denied(client: list[str]) -> bool:
    done = subprocess.run([*client[:-1], "-tt", client[-1]], input="", capture_output=True, text=True, check=False)
    assert "RUNS" not in done.stdout
    return "Permission denied" in done.stderr


def test_only_a_key_the_administrator_put_there_opens(host: Host) -> None:
    other = host.folder / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    # As if a parent had managed to write these in their own home.
    at_home = host.inside / "home/anna/.ssh"
    at_home.mkdir(mode=0o755)
    (at_home / "authorized_keys").write_text(other.with_suffix(".pub").read_text())
    (at_home / "rc").write_text("touch /tmp/rc-was-run\n")
    ways = [["-i", str(other)], ["-oPreferredAuthentications=password"], ["-oPreferredAuthentications=none"],
            ["-oPreferredAuthentications=keyboard-interactive,hostbased"]]  # fmt: skip
    clients = [host.client(account, *way, key=not way[0].startswith("-i")) for account in (KIOSK, ANNA) for way in ways]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(_denied, clients))
    # And options in the administrator's file change nothing of what runs.
    keys = host.inside / "etc/gespreksklaar/keys" / BEN
    keys.write_text(f'command="id",environment="PYTHONINSPECT=1" {keys.read_text()}')
    said = make(Attempt("key with options", ["-tt"]), host, BEN, []).stdout
    assert "PYTHONINSPECT" not in said
    assert given(said)[0] == "RUNS "
    assert not (host.inside / "tmp/rc-was-run").exists()


def test_an_account_has_no_shell_even_without_sshd_and_can_write_nothing_that_is_obeyed(host: Host) -> None:
    for account in (KIOSK, ANNA):
        assert "uid=" not in host.run("su", "-", account, "-c", "id", check=False).stdout
    drop = ["setpriv", "--reuid=anna", "--regid=anna", "--clear-groups", "sh", "-c"]
    for file in (".pam_environment", ".profile", ".ssh/authorized_keys", ".config/systemd/user/x.service", ".local/x"):
        assert host.run(
            *drop, f"mkdir -p $(dirname /home/anna/{file}); : > /home/anna/{file}", check=False
        ).returncode, file
    host.run(*drop, ": > /home/anna/gespreksklaar/sheet; : > /home/anna/.local/share/gespreksklaar/prep.toml")
    owned = host.run("find", "/etc", "/home", "/opt", "/run", "/tmp", "/usr/local", "/var", "-user", KIOSK).stdout
    assert owned == "", "the kiosk's account owns no file"

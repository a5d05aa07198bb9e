"""A host over SSH on a whole machine: docs/ssh.md's own blocks, and real logins to it from here."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.deploy.bare import SOURCE, blocks, bring_source, run_in, said_under
from tests.deploy.host import ROOT, free_port, ssh
from tests.deploy.machines.machine import Machine, TooSlowError, make_disk
from tests.deploy.machines.roots import say
from tests.terminal import Terminal

PAGE = ROOT / "docs/ssh.md"
KIOSK, OWN, OTHER, GUEST = "gesprek", "ouder12", "ouder13", "gast"
"""A visit, two accounts with preps, and somebody who has nothing to do with us."""
LIMITS = {KIOSK: ("memory.max 7", "pids.max 2000"), OWN: ("memory.max 419430400", "pids.max 100")}
WELCOME = {KIOSK: "Beginnen", OWN: "Een nieuw gesprek", OTHER: "Welkom bij Gespreksklaar"}
STEP_1 = "Stap 1 van 5"
F10 = b"\x1b[21~"
SLOW = 90
"""Seconds that a screen may take on a machine that is computed, beside others."""
SLOW_INSTALL = 300
"""The console's masks two dozen units, and systemd reads all of them again at each."""
BEFORE = """
apt-get update
apt-get install --yes --no-install-recommends libpam-systemd kbd console-setup
"""
"""What Debian's installer leaves on every machine, and what docs/kiosk.md adds, for one that is a kiosk as well."""
NETWORK = "10.0.2.0/24"
"""Where our logins come from, as the machine sees it."""
WAY_IN = f"""
echo root:root | chpasswd
systemctl enable serial-getty@ttyS0.service systemd-networkd.service
echo 'first_run_done = true' >/home/{OWN}/.config/gespreksklaar/config.toml
useradd --create-home --shell /bin/bash {GUEST}
for home in /root /home/{GUEST}; do
    install -D -m 644 /root/gesprek-key.pub $home/.ssh/authorized_keys
done
mkdir -p /run/sshd
! sshd -T | grep -q ^persourcepenaltyexemptlist ||
    echo 'PerSourcePenaltyExemptList {NETWORK}' >/etc/ssh/sshd_config.d/ours.conf
"""
"""The test's own; and what the page has for an sshd that shuts out an address after a refusal."""
ADDRESS = "[Match]\nName=eth0\n[Network]\nAddress=10.0.2.15/24\n"


def make_host(bare: Path, root: Path) -> None:
    """This bare Debian with the page's blocks run in it, as they stand."""
    start = time.monotonic()
    subprocess.run(["cp", "-a", bare, root], check=True)
    variables = bring_source(root)
    (root / "etc/fstab").write_text("/dev/sda / ext4 defaults 0 1\n")
    (root / "etc/hostname").write_text("host\n")
    (root / "etc/systemd/network/eth0.network").write_text(ADDRESS)
    run_in(root, BEFORE, variables)
    run_in(root, "".join(blocks(PAGE.read_text())), variables)
    run_in(root, WAY_IN, variables)
    say(f"{PAGE.name}: every block ran, {time.monotonic() - start:.0f} s")


class HostMachine(Machine):
    """The machine, and ssh to it from here."""

    def __init__(self, root: Path, disk: Path, work: Path) -> None:
        self.port = free_port()
        self.key = root / "root/gesprek-key"
        forward = f"hostfwd=tcp:127.0.0.1:{self.port}-:22"
        super().__init__(root, disk, work, network=f"user,model=virtio-net-pci,restrict=on,{forward}")

    def come_up(self) -> float:
        """Until sshd answers; the seconds since the power was put on."""
        self.wait_for(self._answers, 240, "no sshd")
        took = time.monotonic() - self.started
        # What the kernel says of a process it kills would come between what we read.
        self.do(f"dmesg --console-level emerg; cd /{SOURCE}", 240)
        return took

    def _answers(self) -> bool:
        # QEMU takes the connection at once, and ends it where nobody in the machine listens.
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as link:
                return link.recv(4) == b"SSH-"
        except OSError:
            return False

    def do(self, command: str, seconds: float = 90, status: int = 0) -> str:
        """What this says, in root's shell on the serial line, and that it ended so."""
        said = self.run(f'{command}\necho "ENDED $?"', seconds).strip()
        assert said.endswith(f"ENDED {status}"), f"{command}: {said}"
        return said.rpartition("ENDED")[0].strip()

    def client(self, account: str, *options: str) -> list[str]:
        """The words that start ssh as this account."""
        return ssh(account, self.port, self.key, "-oConnectTimeout=60", *options)

    def ask(self, account: str, *words: str) -> subprocess.CompletedProcess[str]:
        """What comes of a command, without a terminal."""
        command = [*self.client(account, "-T"), *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL
        )

    def sftp(self, account: str) -> subprocess.CompletedProcess[str]:
        """What comes of a wish to fetch a file."""
        *options, _, port, where = self.client(account)[1:]
        command = ["sftp", *options, "-P", port, f"{where}:/etc/hostname", "/dev/null"]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    def log_in(self, account: str, *options: str) -> Terminal:
        """A person at a terminal, at the first screen."""
        start = time.monotonic()
        with ExitStack() as stack:
            screen = stack.enter_context(Terminal([], program=self.client(account, "-t", *options)))
            screen.wait(WELCOME[account], limit=SLOW)
            stack.pop_all()
        say(f"  {account}: first screen after {time.monotonic() - start:.1f} s")
        return screen

    def slice_of(self, account: str) -> dict[str, int]:
        """What all logins of this account take, and may take."""
        said = self.do(
            f"cd /sys/fs/cgroup/user.slice/user-$(id -u {account}).slice\n"
            "for f in memory.current memory.max memory.swap.max memory.swap.current pids.current pids.max cpu.weight\n"
            f"do echo $f $(cat $f); done; grep -E '^(anon|shmem) ' memory.stat; cd /{SOURCE}"
        )
        return {name: int(value) for name, value in re.findall(r"^(\S+) (\d+)$", said, re.M)}

    def left_of(self, account: str) -> str:
        """Processes, sessions and memory that logins of this account still hold; and a manager of its services."""
        said = self.do(
            f"ps -o pid=,args= -u {account}; loginctl list-sessions --no-legend | grep -w {account};"
            f" find /dev/shm /run/user/* -mindepth 1 -user {account};"
            f" systemctl --no-legend list-units 'user@'$(id -u {account})'.service'"
        )
        return said.strip()

    def until_gone(self, account: str, seconds: float = 30) -> float:
        """Until nothing of its logins is left; the seconds that took."""
        left = ""

        def gone() -> bool:
            nonlocal left
            left = self.left_of(account)
            return not left

        try:
            return self.wait_for(gone, seconds)
        except TooSlowError:
            raise TooSlowError(f"{account} still has: {left}") from None


def begin(screen: Terminal, account: str, words: str) -> None:
    """To the first step, and type there."""
    screen.settle()
    screen.press("1" if account == KIOSK else "+")
    screen.wait(STEP_1, limit=SLOW)
    screen.settle()
    screen.press("tab")
    write(screen, words)


def write(screen: Terminal, words: str) -> None:
    """These words in this field, and on to the next: they are kept then."""
    screen.press(words, "tab")
    screen.wait(words, limit=SLOW)
    screen.settle()


def others_are_as_before(host: HostMachine) -> None:
    """Who runs the host, and who has an account on it, come in as ever."""
    assert host.ask("root", "id -u").stdout == "0\n"
    assert host.ask(GUEST, "id -un").stdout == f"{GUEST}\n"
    assert host.sftp(GUEST).returncode == 0
    limits = host.ask(
        GUEST, "cat /sys/fs/cgroup/user.slice/user-$(id -u).slice/memory.max; systemctl is-active user@$(id -u)"
    )
    assert limits.stdout.startswith("max\n"), limits
    assert limits.stdout.endswith("active\n"), "services of its own"


def nothing_but_the_program(host: HostMachine) -> None:
    """A command or a file is refused."""
    for account in (KIOSK, OWN):
        done = host.ask(account, "id")
        assert (done.returncode, "uid=" in done.stdout) == (64, False), done
        assert host.sftp(account).returncode != 0
        host.until_gone(account)
    say("  a command and sftp: refused; root and another account: as before")


def logins(host: HostMachine) -> None:
    """Both at once, while the installer is run again; limits, memory, an end by the keys."""
    with ExitStack() as stack:
        visit, own = (stack.enter_context(host.log_in(account)) for account in (KIOSK, OWN))
        begin(visit, KIOSK, "Bezoekwoord")
        begin(own, OWN, "Prepwoord")
        one = host.slice_of(KIOSK)
        who_runs_it_sees(host)
        installed_again(host)
        for screen in (visit, own):
            screen.press("shift+tab")
            write(screen, "Daarna")
        for account in (KIOSK, OWN):
            limits = host.slice_of(account)
            for name, value in (line.split() for line in LIMITS[account]):
                assert str(limits[name]).startswith(value), (account, limits)
            assert limits["memory.swap.max"] == 0
        more = [stack.enter_context(host.log_in(KIOSK)) for _ in range(2)]
        for screen in more:
            begin(screen, KIOSK, "Nog iemand")
        three = host.slice_of(KIOSK)
        alone = host.slice_of(OWN)
        say(f"  memory of visits: one {_memory(one)}, three {_memory(three)}; of an account: {_memory(alone)}")
        say(f"  processes and threads: one visit {one['pids.current']}, three {three['pids.current']}")
        a_greedy_one_is_ended(host, [*more, visit], own)
        nothing_in_swap(host)
        for screen in (visit, *more):
            screen.send(F10)
            screen.wait("Bent u klaar?", limit=SLOW)
            screen.press("2")
            assert screen.wait_end(30) == 0
        own.press("escape")
        own.wait("Een nieuw gesprek", limit=SLOW)
        own.press("ctrl+q")
        assert own.wait_end(30) == 0
        ended = [host.until_gone(account) for account in (KIOSK, OWN)]
    say(f"  ended by their keys: nothing left after {max(ended):.1f} s")


def who_runs_it_sees(host: HostMachine) -> None:
    """By the page's own commands: who is in, what they take, and where to look when something is wrong."""
    [who], [logs, _] = (said_under(PAGE.read_text(), heading) for heading in ("Who is in", "Where to look"))
    # By itself it shows that until a key is pressed.
    who = who.replace("systemd-cgtop", "systemd-cgtop --batch --iterations=2 --raw")
    for command in who.splitlines():
        said = host.do(command)
        assert (f"user-{host.do(f'id -u {OWN}')}" if "cgtop" in command else OWN) in said, (command, said)
    opened, visits, killed, _ = logs.splitlines()
    assert f"for {OWN} from" in host.do(opened)
    for command in (visits, killed):
        # Nothing failed yet: some versions of journalctl then end with 1.
        host.run(f"{command}; true")
    say("  who is in and what they take: by each command of the page")


def _memory(taken: dict[str, int]) -> str:
    return f"{(taken['anon'] + taken['shmem']) / 1e6:.0f} MB ({taken['memory.current'] / 1e6:.0f} with files read)"


def installed_again(host: HostMachine) -> None:
    """On the running machine, with and without the open door, sshd reads its settings anew."""
    shown = host.do(f"deploy/ssh/install --open {NETWORK}")
    assert "Nothing was changed." in shown
    with reloaded(host):
        done = host.do(f"deploy/ssh/install --open {NETWORK} --yes")
    assert shown.splitlines()[1:-1] == done.splitlines()[1:-1], "it does what it showed"
    with Terminal([], program=ssh(KIOSK, host.port, None, "-t", "-oConnectTimeout=60")) as screen:
        screen.wait(WELCOME[KIOSK], limit=SLOW)
    with reloaded(host):
        host.do("deploy/ssh/install --yes")
    refused = subprocess.run(ssh(KIOSK, host.port, None), capture_output=True, text=True, check=False)
    assert "Permission denied" in refused.stderr, refused
    say("  installed again, opened for a network and closed: sshd reloaded, who is in stays in")


@contextmanager
def reloaded(host: HostMachine) -> Iterator[None]:
    """What runs in it has sshd start anew; until that listens again."""
    starts = "journalctl -b -u ssh | grep -c 'Server listening on 0.0.0.0'"
    before = int(host.run(starts))
    yield
    host.wait_for(lambda: int(host.run(starts)) == before + 1, 30, "sshd was not told")


def a_greedy_one_is_ended(host: HostMachine, visits: Sequence[Terminal], own: Terminal) -> None:
    """Who takes more than there is for its kind is killed; all others go on."""
    for account in (KIOSK, OWN):
        greedy = f"systemd-run --quiet --wait --collect --slice=user-$(id -u {account}).slice"
        said = host.run(f"{greedy} --unit=greedy-{account} -p OOMPolicy=continue tail /dev/zero; echo ENDED $?")
        assert "ENDED 0" not in said, said
        assert "Killed process" in host.do("journalctl -k -b | grep 'Killed process' | tail -1 | grep '(tail)'")
    # Each of them one process more than there may be.
    forks = "sh -c 'for n in $(seq 100); do sleep 300 & done'"
    assert "fork" in host.run(f"systemd-run --quiet --pipe --wait --slice=user-$(id -u {OWN}).slice {forks}")
    for screen in (*visits, own):
        screen.press("shift+tab")
        write(screen, "Ongestoord")
    say("  memory and processes above the limit: refused or killed, the logins go on")


def nothing_in_swap(host: HostMachine) -> None:
    """On a machine that swaps, and short of memory, none of it goes to the disk."""
    host.do("fallocate -l 256M /swap; chmod 600 /swap; mkswap -q /swap; swapon /swap")
    # As much as there is: less than that is what the kernel then says.
    host.run("for f in system.slice user.slice; do echo 200M >/sys/fs/cgroup/$f/memory.reclaim; done", 120)
    for account in (KIOSK, OWN):
        assert host.slice_of(account)["memory.swap.current"] == 0
    assert int(host.do("cat /sys/fs/cgroup/system.slice/memory.swap.current")) > 0, "this machine did not swap"
    host.do("swapoff /swap; rm /swap")
    say("  a machine that swaps: nothing of a login is in its swap")


def dropped(host: HostMachine) -> None:
    """A client that is killed: a prep is kept, a visit is not."""
    with host.log_in(KIOSK) as visit, host.log_in(OWN) as own:
        begin(own, OWN, "Nadelijn")
        begin(visit, KIOSK, "Weggewist")
        assert host.run("grep -rl Weggewist /dev/shm"), "what is looked for is there"
        for account, screen in ((KIOSK, visit), (OWN, own)):
            screen.kill()
            say(f"  {account}, line dropped: nothing left after {host.until_gone(account):.1f} s")
    assert host.run("grep -rlE 'Weggewist|Bezoekwoord' /dev/shm /run /tmp /var /home /etc") == ""
    assert host.run("ls -A /dev/shm") == ""
    assert OWN in host.run("grep -rl Nadelijn /home"), "the prep was saved"


def account_removed(host: HostMachine) -> None:
    """Made and taken away on the running machine, the second while somebody is in."""
    listed = "ls -d /etc/systemd/system/user* /etc/gespreksklaar/keys/* /home/*"
    before = host.do(listed)
    host.do(f"deploy/ssh/account add {OTHER} /root/gesprek-key.pub --yes")
    number = host.do(f"id -u {OTHER}")
    with host.log_in(OTHER) as screen:
        assert host.slice_of(OTHER)["pids.max"] == 100
        host.do(f"deploy/ssh/account remove {OTHER} --yes")
        assert screen.wait_end(30) != 0
    assert host.do(listed) == before
    assert host.run(f"ps -o args= -u {number}; loginctl --no-legend | grep {number}; getent passwd {OTHER}") == ""
    assert "Permission denied" in host.ask(OTHER).stderr
    say("  an account removed with somebody in it: no key, process, session or home left")


def undone_with_a_kiosk(host: HostMachine) -> None:
    """The same machine as a kiosk: the host goes while people are in, the kiosk stays; then that goes too."""
    host.do("deploy/console/install --yes", SLOW_INSTALL)
    host.do("systemctl start gespreksklaar-kiosk@tty1", 120)
    host.see("Niets blijft bewaard", 120)
    with host.log_in(KIOSK) as visit, host.log_in(OWN) as own:
        begin(visit, KIOSK, "Afgebroken")
        begin(own, OWN, "Bewaard")
        said = host.do("deploy/ssh/install --undo --yes")
        for screen in (visit, own):
            assert screen.wait_end(30) != 0
    assert f"any more: {OWN} " in said, said
    keys = " ".join(f"/etc/gespreksklaar/keys/{account}" for account in (KIOSK, OWN))
    assert f"these keys stay: {keys} (to remove them: rm -r /etc/gespreksklaar/keys)" in said, said
    for account in (KIOSK, OWN):
        assert "Permission denied" in host.ask(account).stderr
    assert "Bewaard" in host.do(f"grep -rh Bewaard /home/{OWN}"), "the prep was saved"
    assert host.run("loginctl --no-legend | grep -E 'gesprek|ouder'") == ""
    assert host.do(f"getent passwd {KIOSK}").endswith("/usr/sbin/nologin")
    host.do("sshd -t; systemctl is-active ssh gespreksklaar-kiosk@tty1")
    host.see("Niets blijft bewaard")
    host.do("deploy/console/install --undo --yes", SLOW_INSTALL)
    host.do("systemctl stop gespreksklaar-kiosk@tty1; systemctl daemon-reload")
    nothing_is_left(host, f"/etc/gespreksklaar/keys/{OWN}", f"/home/{OWN}")
    say("  the host undone with people in it, the kiosk goes on; that undone too: nothing left but what is named")


def undone_the_other_way_round(host: HostMachine) -> None:
    """Installed again, the account that stayed has its limits; the kiosk goes first, then the host."""
    host.do("deploy/ssh/install --reopen --yes; deploy/console/install --yes", SLOW_INSTALL)
    host.do("deploy/console/install --undo --yes", SLOW_INSTALL)
    with host.log_in(KIOSK) as visit, host.log_in(OWN, "-oSetEnv=NO_COLOR=1") as own:
        begin(visit, KIOSK, "Afgebroken")
        assert host.slice_of(OWN)["pids.max"] == 100
        said = host.do("deploy/ssh/install --undo --yes")
        for screen in (visit, own):
            assert screen.wait_end(30) != 0
    for command in re.findall(r"to remove (?:it|them): (rm .*)\)", said):
        host.do(command)
    host.do(f"deploy/ssh/account remove {OWN} --yes")
    assert host.run("ls -A /opt") == ""
    assert f"{OWN}:" not in host.do("getent passwd")
    nothing_is_left(host)
    say("  both the other way round, and the account removed after it: nothing left")


def nothing_is_left(host: HostMachine, *but: str) -> None:
    """Of what the installers wrote, but for these; and sshd is as it was."""
    ours = "-name '*gesprek*' -o -name 'ouder1*' -o -path '/etc/systemd/system/user*' -o -lname /dev/null"
    said = host.run(
        f"find /etc /home /usr/local /var -path /usr/local/src -prune -o -path '/home/*/*' -prune"
        f" -o \\( {ours} \\) -print; getent passwd {KIOSK}; sshd -t; sshd -T | grep -E 'gesprek|^maxstartups'"
    )
    kept = {"/etc/gespreksklaar", f"/etc/gespreksklaar/keys/{KIOSK}", *but} if but else set()
    assert set(said.split()) == {*kept, "maxstartups", "10:30:100"}, said
    others_are_as_before(host)


def walk(bare: Path, work: Path, release: str) -> None:
    """The whole walk, on what debootstrap made of this release."""
    root = work / f"host-{release}"
    make_host(bare, root)
    disk = root.with_suffix(".img")
    make_disk(root, disk)
    with HostMachine(root, disk, work / f"host-{release}-machine") as host:
        say(f"{release}: sshd answers {host.come_up():.0f} s after power on")
        nothing_but_the_program(host)
        others_are_as_before(host)
        logins(host)
        dropped(host)
        account_removed(host)
        undone_with_a_kiosk(host)
        undone_the_other_way_round(host)

"""A host for Gespreksklaar that exists for one test module: this system, copied on write, with a real sshd of its own.

The files and accounts that the installers make are in memory, and are gone when the host stops. Needs root.
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.kiosk_host import children
from tests.needs import program
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
KIOSK, ANNA, BEN = "gesprek", "anna", "ben"
"""The account for visits, which keeps nothing, and two accounts with preps of their own."""
_SYSTEM = """
set -e
mount -t tmpfs tmpfs {base}
mkdir {base}/upper {base}/work {base}/root
mount -t overlay overlay -o lowerdir=/,upperdir={base}/upper,workdir={base}/work {base}/root
cd {base}/root
for folder in run tmp; do mount -t tmpfs tmpfs $folder; done
chmod 1777 tmp
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs tmpfs dev/shm
for folder in {seen}; do
    mkdir -p .$folder
    mount --bind -o ro $folder .$folder
    while [ $folder != / ]; do chmod o+x .$folder 2>/dev/null || :; folder=$(dirname $folder); done
done
mkdir -p changed
mount --bind {base}/upper changed
mkdir -p run/sshd opt/gespreksklaar/bin
cat > opt/gespreksklaar/bin/gespreksklaar <<END
#!{python} -IXutf8
import sys
from gespreksklaar.tui.__main__ import main
sys.exit(main())
END
chmod 755 opt/gespreksklaar/bin/gespreksklaar
# Who enters finds the root of this process: before it is changed, that is the machine's own.
exec chroot . sh -c 'echo ready; exec sleep infinity'
"""
_CLIENT = (
    "-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
    "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=20",
)  # fmt: skip
_PATH = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}


class Host:
    """A running host. `folder` is outside it, for the client's files; `inside` is the path of its root from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = folder / "key"
        self.port = free_port()
        self._entered: list[subprocess.Popen[bytes]] = []
        self._warm: set[int] = set()
        (folder / "system").mkdir(parents=True)
        script = _SYSTEM.format(
            base=shlex.quote(str(folder / "system")),
            seen=" ".join({str(ROOT), sys.prefix, sys.base_prefix}),
            python=sys.executable,
        )
        unshare = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")
        self._holder = subprocess.Popen([*unshare, "sh", "-c", script], stdout=subprocess.PIPE)
        assert self._holder.stdout
        assert self._holder.stdout.readline() == b"ready\n", "no host of our own can be made here"
        (child,) = Path(f"/proc/{self._holder.pid}/task/{self._holder.pid}/children").read_text().split()
        self._init = child
        self.inside = Path(f"/proc/{child}/root")
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.key)], check=True)

    def stop(self) -> None:
        """Kill everything that runs in it."""
        self._holder.kill()
        self._holder.wait()
        for process in self._entered:
            # It stopped itself if what it waits for was stopped.
            process.kill()
            process.wait()
        assert self._holder.stdout
        self._holder.stdout.close()

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run this inside, as root."""
        done = subprocess.run([*self._enter, *command], capture_output=True, text=True, check=False, env=_PATH)
        assert done.returncode == 0 or not check, f"{command}: {done.stdout}{done.stderr}"
        return done

    def install(self, *options: str) -> str:
        """Follow docs/ssh.md: run the installer, add two accounts and a key for the kiosk; returns the output."""
        said = self.run(str(ROOT / "deploy/ssh/install"), "--yes", *options).stdout
        public = self.inside / "root/key.pub"
        public.write_text(self.key.with_suffix(".pub").read_text())
        for name in (ANNA, BEN):
            self.run(str(ROOT / "deploy/ssh/account"), "add", name, "/root/key.pub", "--yes")
        (self.inside / "etc/gespreksklaar/keys" / KIOSK).write_text(public.read_text())
        return said

    def start_warm(self, account: str) -> int:
        """Start the warm host that the installer set up for this account, as its unit says; returns its process id."""
        number = self.run("id", "-u", account).stdout.strip()
        unit = (self.inside / "etc/systemd/system/gespreksklaar-warm@.service").read_text().replace("%i", number)
        said = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and not line.startswith("#"))
        self.run("install", "-d", "-o", account, "-m", said["RuntimeDirectoryMode"], f"/run/{said['RuntimeDirectory']}")
        patient = "s/^(_GREETING|_READY) = .*/\\1 = 60/"
        self.run("sed", "-E", "-i", patient, "/usr/local/lib/gespreksklaar/enter.py")
        group = self.run("id", "-g", account).stdout.strip()
        as_it = ("setpriv", "--reuid", said["User"], "--regid", group, "--init-groups", "--no-new-privs")
        start = [*self._enter, *as_it, "env", "-i", *said["Environment"].split(), *said["ExecStart"].split()]
        process = subprocess.Popen(start, stdin=subprocess.DEVNULL, umask=int(said["UMask"], 8), start_new_session=True)
        while not (self.inside / said["ExecStart"].rpartition(" ")[2].lstrip("/")).exists():
            assert process.poll() is None
            time.sleep(0.05)
        # nsenter waits for it.
        (warm,) = children(process.pid)
        self._entered.append(process)
        self._warm.add(warm)
        return warm

    def start_sshd(self, accept: str = "LANG LC_*") -> None:
        """Start sshd and wait until it listens. `accept` names the variables that clients may send."""
        self.run("ssh-keygen", "-A")
        self._start_sshd(self.port, f"AcceptEnv={accept}")

    def start_another_sshd(self, *options: str) -> int:
        """One with these settings before all others; gives its port."""
        port = free_port()
        self._start_sshd(port, f"PidFile=/run/sshd-{port}.pid", *options)
        return port

    def _start_sshd(self, port: int, *options: str) -> None:
        sshd = program("sshd") or "/usr/sbin/sshd"
        options = (f"ListenAddress=127.0.0.1:{port}", *options)
        self.run(sshd, "-E", "/run/sshd.log", *(word for option in options for word in ("-o", option)))
        while True:
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                return
            time.sleep(0.01)

    def client(self, account: str, *options: str, key: bool = True) -> list[str]:
        """The words that run ssh as this account; append a command for it to request."""
        return ssh(account, self.port, self.key if key else None, *options)

    def at_a_terminal(self, script: str) -> Terminal:
        """Run this script inside, as root at a terminal does."""
        return Terminal([script], program=[*self._enter, "sh", "-euc"], env=_PATH)

    @property
    def _enter(self) -> list[str]:
        return ["nsenter", "--target", self._init, "--mount", "--pid", "--root", "--wdns=/"]

    def log_in(self, account: str, *options: str, command: Sequence[str] = (), key: bool = True) -> Terminal:
        """Log in as a person at a terminal does."""
        return Terminal(command, program=self.client(account, "-t", *options, key=key))

    def processes(self, account: str) -> list[int]:
        """The ids of the host's processes that run as this account."""
        uid = next(
            int(line.split(":")[2])
            for line in (self.inside / "etc/passwd").read_text().splitlines()
            if line.startswith(f"{account}:")
        )
        return [each for each in self.all_processes() if _user(each) == uid]

    def all_processes(self) -> list[int]:
        """The ids of all processes of the host."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if os.readlink(entry / "ns/mnt") == os.readlink(f"/proc/{self._init}/ns/mnt"):
                    found.append(int(entry.name))
        return found

    def files_with(self, words: str) -> list[Path]:
        """Every file with these words, of those written since the system was copied and those in memory."""
        found = []
        for place in ("changed", "run", "tmp", "dev/shm"):
            for folder, _, names in os.walk(self.inside / place):
                files = [Path(folder, name) for name in names]
                found += [each for each in files if each.is_file() and words.encode() in each.read_bytes()]
        return found

    def wait_until_gone(self, account: str, limit: float = 5) -> float:
        """Wait until nothing runs as this account any more but its warm host; returns the seconds that took."""
        start = time.monotonic()
        while left := set(self.processes(account)) - self._warm:
            assert time.monotonic() - start < limit, f"still there: {left}"
            time.sleep(0.01)
        return time.monotonic() - start


def _user(process: int) -> int | None:
    with suppress(OSError):
        return os.stat(f"/proc/{process}").st_uid
    return None


@contextmanager
def running_host(folder: Path, *options: str, accept: str = "LANG LC_*") -> Iterator[Host]:
    """Run a host with the installers run and sshd listening."""
    host = Host(folder)
    try:
        host.install(*options)
        host.start_sshd(accept)
        yield host
    finally:
        host.stop()


def ssh(account: str, port: int, key: Path | None, *options: str) -> list[str]:
    """The words that run ssh as this account; append a command for it to request."""
    identity = ["-i", str(key)] if key else ["-o", "PubkeyAuthentication=no"]
    return ["ssh", *_CLIENT, *identity, *options, "-p", str(port), f"{account}@127.0.0.1"]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])

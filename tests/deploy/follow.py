"""Follow a page word for word (as root, with debootstrap): `python -m tests.deploy.follow docs/ssh.md`.

Runs every `sh` block of the page, in order, in a bare Debian 12 that holds nothing but this source; then looks whether
it works: a visit on the kiosk, or a login of each kind.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.deploy.host import ROOT, free_port
from tests.terminal import Terminal

SOURCE = "usr/local/src/gespreksklaar"
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        bare = Path(name) / "bare"
        # Every Debian that starts a machine has systemd.
        make = ["debootstrap", "--variant=minbase", "--include=systemd-sysv", "bookworm", bare]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        for page in map(Path, sys.argv[1:]):
            root = Path(name) / page.stem
            subprocess.run(["cp", "-a", bare, root], check=True)
            start = time.monotonic()
            follow(page.read_text(), root)
            print(f"{page}: every block ran, {time.monotonic() - start:.0f} s")


def follow(page: str, root: Path) -> None:
    files = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=True).stdout
    for file in files.decode().split("\0")[:-1]:
        (root / SOURCE / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, root / SOURCE / file, follow_symlinks=False)
    # What this machine needs to reach its packages is no part of the page.
    for file in ("etc/apt/sources.list", "etc/apt/apt.conf.d", "etc/pip.conf", "etc/resolv.conf"):
        if Path("/", file).exists():
            subprocess.run(["cp", "-aT", f"/{file}", root / file], check=True)
    export = "HOME=/root DEBIAN_FRONTEND=noninteractive"
    if certificates := os.environ.get("PIP_CERT"):
        shutil.copy2(certificates, root / "etc/certificates-of-this-machine")
        export += "".join(f" {name}=/etc/certificates-of-this-machine" for name in ("PIP_CERT", "REQUESTS_CA_BUNDLE"))
    script = f"set -eux\nexport {export}\n" + "".join(_BLOCK.findall(page))
    mounts = "mount -t proc proc proc && mount --rbind /dev dev && mount -t tmpfs tmpfs run"
    inside = f"cd {root} && {mounts} && exec chroot . sh -c 'cd /{SOURCE}; sh /tmp/page.sh && sh /tmp/after.sh'"
    (root / "tmp/page.sh").write_text(script)
    port = free_port()
    serve = f"/usr/sbin/sshd -D -e -o ListenAddress=127.0.0.1:{port} 2>/tmp/sshd.log"
    after = serve if "openssh-server" in page else "sleep infinity"
    (root / "tmp/after.sh").write_text(f"mkdir -p /run/sshd\ntouch /tmp/done\n{after}\n")
    unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", "-c", inside]
    # Not into a pipe: what the page starts may hold it open.
    with (root / "tmp/log").open("w") as log, subprocess.Popen(unshare, stdout=log, stderr=log) as running:
        try:
            while not (root / "tmp/done").exists():
                assert running.poll() is None, (root / "tmp/log").read_text()[-3_000:]
                time.sleep(0.1)
            if "openssh-server" in page:
                log_in(root, port)
            else:
                visit(root, running.pid)
        finally:
            running.kill()


def visit(root: Path, holder: int) -> None:
    """What the unit starts, as its account and with its variables, for want of a systemd that runs."""
    unit = (root / "etc/systemd/system/gespreksklaar-kiosk@.service").read_text()
    command, variables = (re.search(rf"^{name}=(.*)$", unit, re.M) for name in ("ExecStart", "Environment"))
    assert command
    assert variables
    (inside,) = Path(f"/proc/{holder}/task/{holder}/children").read_text().split()
    enter = ["nsenter", "--target", inside, "--mount", "--pid", "--root", "--wdns=/"]
    become = ["setpriv", "--reuid=gesprek", "--regid=gesprek", "--clear-groups", "env", "-i", *variables[1].split()]
    start = time.monotonic()
    with Terminal([], program=[*enter, *become, *command[1].split()]) as screen:
        screen.wait("Beginnen")
        print(f"  the kiosk: first screen after {time.monotonic() - start:.2f} s")
        screen.press("1")
        screen.wait("Stap 1 van 5")


def log_in(root: Path, port: int) -> None:
    for account, words in (("gesprek", "Beginnen"), ("ouder12", "Welkom bij Gespreksklaar")):
        options = ["-F", "none", "-i", str(root / "root/gesprek-key"), "-p", str(port), "-oStrictHostKeyChecking=no"]
        client = ["ssh", *options, "-oUserKnownHostsFile=/dev/null", "-oLogLevel=ERROR", f"{account}@127.0.0.1"]
        _until_it_listens(port)
        start = time.monotonic()
        with Terminal([], program=client) as screen:
            screen.wait(words)
        print(f"  {account}: first screen after {time.monotonic() - start:.2f} s")
        assert subprocess.run([*client, "id"], capture_output=True, check=False).returncode == 64


def _until_it_listens(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    main()

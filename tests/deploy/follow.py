"""Follow a page word for word (as root, with debootstrap): `python -m tests.deploy.follow docs/ssh.md`.

Runs every `sh` block of the page, in order, in a bare Debian 12 with nothing but this source; then checks that the
result works: a visit on the kiosk, or a login of each kind.
"""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.deploy.bare import SOURCE, blocks, bring_source, inside, make_root
from tests.deploy.host import free_port, ssh
from tests.terminal import Terminal


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        bare = Path(name) / "bare"
        # Every Debian that boots a machine has systemd.
        make_root(bare, "bookworm", ["systemd-sysv"])
        for page in map(Path, sys.argv[1:]):
            root = Path(name) / page.stem
            subprocess.run(["cp", "-a", bare, root], check=True)
            start = time.monotonic()
            follow(page.read_text(), root)
            print(f"{page}: every block ran, {time.monotonic() - start:.0f} s")


def follow(page: str, root: Path) -> None:
    (root / "tmp/page.sh").write_text(f"set -eux\nexport {bring_source(root)}\n" + "".join(blocks(page)))
    port = free_port()
    serve = f"/usr/sbin/sshd -D -e -o ListenAddress=127.0.0.1:{port} 2>/tmp/sshd.log"
    after = serve if "openssh-server" in page else "sleep infinity"
    (root / "tmp/after.sh").write_text(f"mkdir -p /run/sshd\ntouch /tmp/done\n{after}\n")
    command = inside(root, f"cd /{SOURCE}; sh /tmp/page.sh && sh /tmp/after.sh")
    # Not into a pipe, which a process that the page starts may hold open.
    with (root / "tmp/log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as running:
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
    """Start what the unit starts, as its account and with its variables: no systemd runs here."""
    unit = (root / "etc/systemd/system/gespreksklaar-kiosk@.service").read_text()
    command, variables = (re.search(rf"^{name}=(.*)$", unit, re.M) for name in ("ExecStart", "Environment"))
    assert command
    assert variables
    (inside,) = Path(f"/proc/{holder}/task/{holder}/children").read_text().split()
    enter = ["nsenter", "--target", inside, "--mount", "--pid", "--root", "--wdns=/"]
    become = ["setpriv", "--reuid=gesprek", "--regid=gesprek", "--clear-groups", "env", "-i", *variables[1].split()]
    start = time.monotonic()
    with Terminal([], program=[*enter, *become, *shlex.split(command[1])]) as screen:
        screen.wait("Beginnen")
        print(f"  the kiosk: first screen after {time.monotonic() - start:.2f} s")
        screen.press("1")
        screen.wait("Stap 1 van 5")


def log_in(root: Path, port: int) -> None:
    for account, words in (("gesprek", "Beginnen"), ("ouder12", "Welkom bij Gespreksklaar")):
        client = ssh(account, port, root / "root/gesprek-key")
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

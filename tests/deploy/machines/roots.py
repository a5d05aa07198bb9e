"""The machines of this folder as folders, set up from the pages' own blocks: what they boot from."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gespreksklaar.tui.kiosk.pin import make_hash
from tests.deploy.bare import blocks, bring_source, make_root, run_in
from tests.deploy.host import ROOT
from tests.deploy.machines.machine import Machine, make_disk

PAGE = ROOT / "docs/kiosk.md"
PACKAGES = [
    "systemd", "systemd-sysv", "dbus", "udev", "kbd", "console-setup", "linux-image-amd64", "initramfs-tools", "login",
    "passwd", "kmod", "util-linux", "procps",
]  # fmt: skip
"""What a Debian without a desktop has at least; the page adds what it needs."""
PIN = "2580"
BEGUN = "systemd has begun"
OUR_UNIT = f"""
[Unit]
DefaultDependencies=no
[Service]
ExecStart=sh -c 'echo {BEGUN} >/dev/ttyS0; exec python3 /root/no-repeat.py'
[Install]
WantedBy=sysinit.target
"""
"""Until it has begun Ctrl+Alt+Del is the kernel's: it restarts a machine on which nobody did anything yet."""
NO_REPEAT = """
import fcntl, struct
with open("/dev/tty0", "rb") as console:
    fcntl.ioctl(console, 0x4B52, struct.pack("ii", 60_000, 60_000))
"""
"""KDKBDREP: a machine that is too busy to see a key come up would take it for one that is held down."""
INSTALLER = """
apt-get install --yes --no-install-recommends locales libpam-systemd
sed -i 's/^# *nl_NL.UTF-8/nl_NL.UTF-8/' /etc/locale.gen
locale-gen
echo LANG=nl_NL.UTF-8 >/etc/default/locale
sed -i 's/^CHARMAP=.*/CHARMAP="UTF-8"/' /etc/default/console-setup
sed -i 's/^XKBVARIANT=.*/XKBVARIANT="intl"/' /etc/default/keyboard
"""
"""What Debian's installer leaves on a machine in the Netherlands, beside what a bare one has."""


def say(*words: object) -> None:
    """One line of what was seen."""
    print(*words, flush=True)


class Roots:
    """Kiosks in folders, each made once. What debootstrap makes is kept for a next time, in the user's cache."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gespreksklaar-machines"

    def bare(self, release: str) -> Path:
        """A Debian that boots, and nothing more."""
        bare = self._cache / f"{release}-{hashlib.sha256(' '.join(PACKAGES).encode()).hexdigest()[:8]}"
        if not bare.exists():
            self._cache.mkdir(parents=True, exist_ok=True)
            half = Path(tempfile.mkdtemp(dir=self._cache))
            start = time.monotonic()
            make_root(half, release, PACKAGES)
            half.chmod(0o755)
            half.rename(bare)
            say(f"a bare {release}: {time.monotonic() - start:.0f} s")
        return bare

    def kiosk(self, release: str, *, bare: bool) -> Path:
        """The page's blocks on it, as they stand; and the test's own way in."""
        root = self._work / f"{release}-{'bare' if bare else 'installer'}"
        if root.exists():
            return root
        start = time.monotonic()
        subprocess.run(["cp", "-a", self.bare(release), root], check=True)
        variables = bring_source(root)
        (root / "etc/fstab").write_text("/dev/sda / ext4 defaults 0 1\n")
        (root / "etc/hostname").write_text("kiosk\n")
        if not bare:
            run_in(root, INSTALLER, variables)
        run_in(root, "".join(blocks(PAGE.read_text())), variables)
        say(f"{PAGE.name} on {root.name}: every block ran, {time.monotonic() - start:.0f} s")
        config = root / "etc/gespreksklaar/kiosk.toml"
        text = re.sub(r'^pin = ""', f'pin = "{make_hash(PIN)}"', config.read_text(), flags=re.M)
        config.write_text(re.sub(r'^stick = ""', 'stick = "/media"', text, flags=re.M))
        (root / "etc/systemd/system/ours.service").write_text(OUR_UNIT)
        (root / "root/no-repeat.py").write_text(NO_REPEAT)
        run_in(root, "echo root:root | chpasswd; systemctl enable serial-getty@ttyS0 ours", variables)
        return root

    def with_printer(self, kiosk: Path) -> Path:
        """The same with CUPS, as the page has it, and a printer that is a file."""
        root = self._work / f"{kiosk.name}-printer"
        subprocess.run(["cp", "-a", kiosk, root], check=True)
        variables = bring_source(root)
        run_in(root, "apt-get install --yes --no-install-recommends cups-daemon cups-client cups-filters", variables)
        page = PAGE.read_text()
        settings, spool = re.findall(r"^ *```\n((?: *Preserve|tmpfs| *tmpfs).*?)^ *```", page, re.M | re.S)
        lines = "\n".join(line.strip() for line in settings.splitlines())
        names = [line.split()[0] for line in lines.splitlines()]
        conf = root / "etc/cups/cupsd.conf"
        kept = [line for line in conf.read_text().splitlines() if line.split()[:1] not in [[name] for name in names]]
        # JobPrivate* belong to a policy; Debian's default one is the first.
        ours = [line for line in lines.splitlines() if line.startswith("Preserve")]
        private = [line for line in lines.splitlines() if line.startswith("Job")]
        at = kept.index("<Policy default>") + 1
        conf.write_text("\n".join([*ours, *kept[:at], *private, *kept[at:]]) + "\n")
        with (root / "etc/fstab").open("a") as fstab:
            fstab.write(spool.strip() + "\n")
        with (root / "etc/cups/cups-files.conf").open("a") as files:
            files.write("FileDevice Yes\n")
        config = root / "etc/gespreksklaar/kiosk.toml"
        config.write_text(re.sub(r'^printer = ""', 'printer = "blad"', config.read_text(), flags=re.M))
        return root


@contextmanager
def booted(root: Path, work: Path, **options: object) -> Iterator[Machine]:
    """A machine with this root; its disk is made once."""
    disk = root.with_suffix(".img")
    if not disk.exists():
        make_disk(root, disk)
    folder = Path(tempfile.mkdtemp(dir=work)) / "machine"
    with Machine(root, disk, folder, **options) as machine:  # type: ignore[arg-type]
        yield machine
    shutil.rmtree(folder.parent)

"""A bare Debian in a folder, with this source in it, to run the `sh` blocks of a page of docs/ unchanged."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.deploy.host import ROOT

SOURCE = "usr/local/src/gespreksklaar"
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def make_root(root: Path, release: str, packages: list[str]) -> None:
    """Make a root with debootstrap, with these packages."""
    make = ["debootstrap", "--variant=minbase", f"--include={','.join(packages)}", release, str(root)]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)


def bring_source(root: Path) -> str:
    """Copy in this source and this machine's set-up for reaching packages; returns the shell variables for it."""
    files = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=True).stdout
    for file in files.decode().split("\0")[:-1]:
        (root / SOURCE / file).parent.mkdir(parents=True, exist_ok=True)
        # One that links to a folder would be followed, and the new one put in there.
        (root / SOURCE / file).unlink(missing_ok=True)
        shutil.copy2(ROOT / file, root / SOURCE / file, follow_symlinks=False)
    for file in ("etc/apt/apt.conf.d", "etc/pip.conf", "etc/resolv.conf"):
        if Path("/", file).exists():
            subprocess.run(["cp", "-aT", f"/{file}", root / file], check=True)
    variables = "HOME=/root DEBIAN_FRONTEND=noninteractive"
    if certificates := os.environ.get("PIP_CERT"):
        shutil.copy2(certificates, root / "etc/certificates-of-this-machine")
        variables += "".join(
            f" {name}=/etc/certificates-of-this-machine" for name in ("PIP_CERT", "REQUESTS_CA_BUNDLE")
        )
    return variables


def blocks(page: str) -> list[str]:
    """The `sh` blocks of a page, in order."""
    return _BLOCK.findall(page)


def said_under(page: str, heading: str) -> list[str]:
    """The blocks of a page, of any kind, between this heading in bold and the next."""
    part = page[page.index(f"\n**{heading}") + 3 :]
    part = re.split(r"^(?:\*\*|#)", part, maxsplit=1, flags=re.M)[0]
    found = re.findall(r"^```(?:sh)?\n(.*?)^```", part, re.M | re.S)
    assert found, heading
    return found


def inside(root: Path, then: str) -> list[str | Path]:
    """The command that runs the shell words `then` in this root, with its own processes and mounts."""
    mounts = "mount -t proc proc proc && mount --rbind /dev dev && mount -t tmpfs tmpfs run"
    command = f"cd {root} && {mounts} && exec chroot . sh -c '{then}'"
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", "-c", command]


def run_in(root: Path, script: str, variables: str) -> None:
    """Run these lines in the root, as root and in the folder of our source; fails at the first that fails."""
    (root / "tmp/lines.sh").write_text(f"set -eux\nexport {variables}\n{script}\n")
    with (root / "tmp/log").open("w") as log:
        done = subprocess.run(inside(root, f"cd /{SOURCE}; sh /tmp/lines.sh"), stdout=log, stderr=log, check=False)
    assert done.returncode == 0, (root / "tmp/log").read_text()[-3_000:]

"""What the benches say of the machine, and write into pages of ours: between two markers, all other text stays."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """The machine and the versions that a figure holds for."""
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1e6
    return (
        f"{os.cpu_count()} processors ({found[1] if found else platform.machine()}), {memory:.0f} GB, "
        f"Linux {platform.release().partition('-')[0]}, Python {platform.python_version()}, "
        f"Textual {version('textual')}, load {os.getloadavg()[0]:.1f}"
    )


def write_between(page: Path, name: str, text: str) -> None:
    """Replace what stands between the page's two markers of this name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = page.read_text().partition(begin)
    assert found, f"{page} has no {begin!r}"
    page.write_text(f"{before}{begin}{text}\n{end}{rest.partition(end)[2]}")

"""Programs of the system that a test needs: skipped where they are missing at home, failing in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def program(name: str) -> str | None:
    """Where this program is; also the ones that only an administrator has on the path."""
    return shutil.which(
        name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin:/usr/sbin:/sbin"])
    )


def is_here(thing: str) -> bool:
    """Whether this program, or this file where a path is given, is on the system."""
    return Path(thing).exists() if "/" in thing else program(thing) is not None


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip the test where one of these programs, or of these files where a path is given, is missing.

    With CI=true nothing is skipped: there a test that can't run has to fail.
    """
    missing = [each for each in programs if not is_here(each)]
    in_ci = os.environ.get("CI") == "true"
    return pytest.mark.skipif(bool(missing) and not in_ci, reason=f"not on this system: {', '.join(missing)}")

"""System programs that a test needs: without them the test is skipped at home, and fails in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def program(name: str) -> str | None:
    """The path of this program, also in the administrator's folders; None when it is missing."""
    return shutil.which(
        name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin:/usr/sbin:/sbin"])
    )


def is_here(thing: str) -> bool:
    """Whether this program, or the file at this path, is on the system."""
    return Path(thing).exists() if "/" in thing else program(thing) is not None


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip the test if one of these programs, or files given by path, is missing.

    With CI=true nothing is skipped: there a test that can't run must fail.
    """
    missing = [each for each in programs if not is_here(each)]
    in_ci = os.environ.get("CI") == "true"
    return pytest.mark.skipif(bool(missing) and not in_ci, reason=f"not on this system: {', '.join(missing)}")

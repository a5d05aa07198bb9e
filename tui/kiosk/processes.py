"""Linux process control: no core files, no orphans, and a way to end all children."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

_END_WITH_PARENT: Final = 1
_TRACEABLE: Final = 4
_ADOPT_ORPHANS: Final = 36
"""PR_SET_PDEATHSIG, PR_SET_DUMPABLE and PR_SET_CHILD_SUBREAPER of <linux/prctl.h>."""


def _control(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def leave_no_traces() -> None:
    """No core file when it crashes, and no other process of this account may look into its memory."""
    # A service may lack the right; then its unit sets the limit.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _control(_TRACEABLE, 0)


def end_with(parent: int, number: signal.Signals) -> None:
    """Receive this signal when the parent ends, even if it is killed; immediately if it has ended already."""
    _control(_END_WITH_PARENT, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def adopt_orphans() -> None:
    """Become the parent of processes that a child leaves behind, so that they can be ended."""
    _control(_ADOPT_ORPHANS, 1)


def end_all(group: int) -> None:
    """Kill this process group and all children, and wait until they are gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    while True:
        for child in _children():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(child, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children() -> list[int]:
    with suppress(OSError):
        return list(map(int, Path("/proc/thread-self/children").read_text().split()))
    return []

"""What Linux can be asked about processes: no traces, no orphans, and an end that takes all of them."""

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
    # A service may not be allowed to; its unit has set it then.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _control(_TRACEABLE, 0)


def end_with(parent: int, number: signal.Signals) -> None:
    """Get this signal when the parent ends, also when it is killed; at once where it did so already."""
    _control(_END_WITH_PARENT, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def adopt_orphans() -> None:
    """Whatever a child of ours leaves behind becomes ours, so that it can be ended."""
    _control(_ADOPT_ORPHANS, 1)


def end_all(group: int) -> None:
    """End this group and every child there is, at once, and wait until they are gone."""
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

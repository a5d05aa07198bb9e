"""The last words where the system refused memory. Imports next to nothing: there may be no room for more."""

import math
import os
import resource
from typing import Final

NO_MEMORY: Final = "Er is te weinig geheugen. There is too little memory."
"""Where no text can be read any more."""
SCREEN_NEEDS: Final = 160
"""MB of memory that a full screen can come to. Where a process may not take as much it can be aborted at any key: by
Python, or by the library that checks a prep, and no line of ours runs then."""


def allowed() -> float:
    """The MB that this process may take, by the limits that were set for it; infinite without one."""
    limits = (resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS))
    return min((limit >> 20 for limit in limits if limit != resource.RLIM_INFINITY), default=math.inf)


def report(words: str = NO_MEMORY) -> None:
    """Print these words among the errors."""
    try:
        os.write(2, words.encode() + b"\n")
    except (OSError, MemoryError):
        # Nobody is there, or nothing works any more.
        return

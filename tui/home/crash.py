"""Crashes: logged by class, place and function, never by a value, and reported in two plain sentences."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.failures import is_no_memory
from gespreksklaar.content.files.writing import append
from gespreksklaar.content.words import debug_log

STATUS: Final = 70
"""The exit code after a bug of ours: EX_SOFTWARE of sysexits.h."""
LOG: Final = "problems.log"
_LARGEST: Final = 64 * 1024
_no_memory = False
"""Whether the system has refused this process memory."""


def note(error: BaseException | None, state: Path) -> None:
    """Log one line about this error: neither its message nor any value, of paths only the last folder and the file."""
    global _no_memory  # noqa: PLW0603 - of the whole process, as its memory is
    if is_no_memory(error):
        # Not a bug, and neither is any error that follows from it.
        _no_memory = True
    if _no_memory:
        return
    kind = type(error).__name__ if error else "unknown"
    frames = traceback.extract_tb(error.__traceback__) if error else []
    places = " < ".join(f"{'/'.join(Path(f.filename).parts[-2:])}:{f.lineno} {f.name}" for f in reversed(frames))
    at = tuple(f"{'/'.join(Path(f.filename).parts[-2:])}:{f.lineno}" for f in reversed(frames))
    debug_log.note("crash", error=kind, at=at)
    line = f"{datetime.now():%Y-%m-%d %H:%M:%S} {kind} {places}\n"
    with suppress(OSError):
        append(state / LOG, line.encode("utf-8", "replace"), _LARGEST)


def run_guarded(
    run: Callable[[], int], state: Path, words: Callable[[], str], no_memory: Callable[[], str] | None = None
) -> int:
    """Run the program; returns its exit code. After a crash it prints these words, and nothing prints a traceback.

    Where the system refused memory it prints those of `no_memory`, if given, and returns 1: that is no bug of ours.
    """

    def in_thread(args: threading.ExceptHookArgs) -> None:
        note(args.exc_value, state)

    def unraisable(args: sys.UnraisableHookArgs) -> None:
        note(args.exc_value, state)

    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
    try:
        code = run()
    except Exception as error:  # noqa: BLE001 - fails before the app runs, or again while it shuts down
        note(error, state)
        code = STATUS
    if code == STATUS and _no_memory and no_memory:
        print(no_memory(), file=sys.stderr)
        return 1
    if code == STATUS:
        print(words(), file=sys.stderr)
    return code

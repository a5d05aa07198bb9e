"""One verb of the program in a process of its own, forked from one that has loaded all: that takes the longest."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import gespreksklaar.content.prep.model
import gespreksklaar.content.sheets.readers
import gespreksklaar.tui.cli.check
import gespreksklaar.tui.cli.subcommands
import gespreksklaar.tui.home.log_file
import gespreksklaar.tui.home.settings
import gespreksklaar.tui.take.landing  # noqa: F401
from gespreksklaar.tui.__main__ import main

_CAPABILITIES, _OVERRIDE = 0x20080522, 0b110
"""The version of capset's structures, and CAP_DAC_OVERRIDE with CAP_DAC_READ_SEARCH."""
_FROM = multiprocessing.get_context("forkserver")
_FROM.set_forkserver_preload([__name__])


def run_verb(here: Path, words: Sequence[str], told: Path, patience: float) -> tuple[int, float, float]:
    """Run it in the folder `here`, with its output into `told`: its exit code, most memory in kB, and seconds of work.

    The memory is with all that was loaded, the work without.
    """
    theirs, ours = _FROM.Pipe()
    process = _FROM.Process(target=_run, args=(str(here), list(words), str(told), theirs))
    process.start()
    theirs.close()
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        raise AssertionError((words, "no answer"))
    try:
        code, memory, work = ours.recv()
    except EOFError:
        raise AssertionError((words, process.exitcode, told.read_bytes())) from None
    return code, memory, work


def _see_what_is_closed() -> None:
    """Give up root's right to open what is closed for everybody."""
    system = ctypes.CDLL(None, use_errno=True)
    header, rights = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    assert system.capget(header, rights) == 0
    for which in (0, 1):
        rights[which] &= ~_OVERRIDE
    assert system.capset(header, rights) == 0


def _run(here: str, words: list[str], told: str, line: multiprocessing.connection.Connection) -> None:
    os.chdir(here)
    handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    _see_what_is_closed()
    sys.argv = ["gespreksklaar", *words]
    began = time.process_time()
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    memory = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    line.send((code, float(memory), time.process_time() - began))

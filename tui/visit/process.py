"""One visitor's session: a process of its own, that ends with its supervisor and leaves nothing by itself."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import sys

from gespreksklaar.content.words import debug_log
from gespreksklaar.tui.kiosk import processes
from gespreksklaar.tui.kiosk.protocol import Briefing
from gespreksklaar.tui.kiosk.terminal_wipe import wipe
from gespreksklaar.tui.terminal import terminal_setup
from gespreksklaar.tui.terminal.early_signals import ignore_keys_that_end


def main() -> int:
    """Run the session that the supervisor at the other end of this socket tells of; gives its exit code.

    The arguments are the number of the socket and, where there is a debug log, that of its open file.
    """
    ignore_keys_that_end()
    processes.leave_no_traces()
    os.umask(0o077)
    line = socket.socket(fileno=int(sys.argv[1]))
    line.set_inheritable(False)
    try:
        briefing = Briefing.receive(line)
    except (OSError, ValueError):
        return 1
    if len(sys.argv) > 2:
        os.set_inheritable(log := int(sys.argv[2]), False)
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - loaded for who wants a log

        log_file.begin_on(log)
        debug_log.note_start("visit", briefing.config.languages[0])
    processes.end_with(briefing.supervisor, signal.SIGTERM)
    terminal_setup.scrub_environment()
    gc.disable()
    try:
        with terminal_setup.quiet_terminal():
            from gespreksklaar.tui.visit.app import run_session  # noqa: PLC0415 - Textual, after the environment

            return run_session(briefing, line)
    finally:
        if os.getppid() != briefing.supervisor:
            # Nobody is there to wipe after us.
            wipe(0)
            shutil.rmtree(briefing.folder, ignore_errors=True)

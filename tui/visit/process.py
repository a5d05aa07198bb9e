"""The process of one visitor's session: it ends with its supervisor, and leaves nothing behind by itself."""

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
from gespreksklaar.tui.terminal.early_keys import ignore_keys_that_end
from gespreksklaar.tui.terminal.light_textual import light_textual


def main() -> int:
    """Run the session whose briefing the supervisor sends over a socket; returns its exit code.

    The command-line arguments are the file descriptors of the socket and, if there is a debug log, of its open file.
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
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - only when a log is wanted

        log_file.begin_on(log)
        debug_log.note_start("visit", briefing.config.languages[0])
    processes.end_with(briefing.supervisor, signal.SIGTERM)
    terminal_setup.scrub_environment()
    gc.disable()
    try:
        with terminal_setup.quiet_terminal():
            with light_textual():
                from gespreksklaar.tui.visit.app import run_session  # noqa: PLC0415 - Textual, after the environment

            return run_session(briefing, line)
    finally:
        if os.getppid() != briefing.supervisor:
            # The supervisor is gone, so nobody else will wipe.
            wipe(0)
            shutil.rmtree(briefing.folder, ignore_errors=True)

"""Start of the kiosk, before its first visit: settings, log, terminal, and a folder in memory."""

from __future__ import annotations

import os
import signal
import sys
import syslog
from pathlib import Path

from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.kiosk import font, processes
from gespreksklaar.tui.kiosk.config import PLACE
from gespreksklaar.tui.kiosk.config_file import ConfigFile
from gespreksklaar.tui.kiosk.memory_folder import find_memory, private_folder
from gespreksklaar.tui.kiosk.supervisor import Supervisor
from gespreksklaar.tui.terminal import console_mode, terminal_setup


def run_kiosk(config_file: str, *, once: bool = False, log: str = "") -> int:
    """Run until a signal, the PIN, or with `once` the end of the first session. Returns the exit code.

    `log` is the file of the debug log, if any: only who starts the kiosk can name one.
    """
    syslog.openlog("gespreksklaar-kiosk", facility=syslog.LOG_DAEMON)
    # One that is there must stay there: if it goes missing later, the settings hold that it had.
    file = Path(config_file) if config_file else PLACE if os.path.lexists(PLACE) else None
    settings = ConfigFile(file)
    if log:
        _begin_log(log, settings.config.languages[0], once=once)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise Problem("dumb-terminal")
    memory = find_memory()
    terminal_setup.scrub_environment()
    processes.leave_no_traces()
    processes.adopt_orphans()
    os.umask(0o077)
    # The supervisor writes to the terminal while a session owns it: these signals would stop it.
    for number in (signal.SIGTTOU, signal.SIGTTIN):
        signal.signal(number, signal.SIG_IGN)
    with private_folder(memory) as folder, terminal_setup.quiet_terminal():
        if not once:
            # It has a console of its own, which would flicker at each start.
            return Supervisor(settings, folder, once=False).run()
        with console_mode.in_utf8(), font.given_back(folder / "font"):
            return Supervisor(settings, folder, once=True).run()


def _begin_log(file: str, language: str, *, once: bool) -> None:
    """Log to this file; if that fails, only the system's log says so: visitors do not wait for a log."""
    try:
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - loaded for who wants a log

        log_file.begin(file)
    except Problem as problem:
        syslog.syslog(syslog.LOG_ERR, problem.message(Texts("en")))
    else:
        debug_log.note_start("kiosk-once" if once else "kiosk", language)

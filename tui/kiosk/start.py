"""What is done once before the kiosk's first visit: settings, log, terminal, and a folder in memory."""

from __future__ import annotations

import os
import signal
import sys
import syslog
from pathlib import Path

from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.kiosk import processes
from gespreksklaar.tui.kiosk.config import PLACE, KioskConfig, read_kiosk_config, warning_about
from gespreksklaar.tui.kiosk.memory_folder import find_memory, private_folder
from gespreksklaar.tui.kiosk.supervisor import Supervisor
from gespreksklaar.tui.terminal import terminal_setup


def run_kiosk(config_file: str, *, once: bool = False, log: str = "") -> int:
    """Run until a signal, the PIN, or with `once` the end of the first session. Returns the exit code.

    `log` is the file of the debug log, if any: only who starts the kiosk can name one.
    """
    syslog.openlog("gespreksklaar-kiosk", facility=syslog.LOG_DAEMON)
    # A named file must exist, even one in its usual place: if it goes missing later, no kiosk opens by the defaults.
    file = Path(config_file) if config_file else PLACE if os.path.lexists(PLACE) else None
    config = _read(file)
    if log:
        _begin_log(log, config.languages[0], once=once)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise Problem("dumb-terminal")
    memory = find_memory()
    terminal_setup.scrub_environment()
    processes.leave_no_traces()
    processes.adopt_orphans()
    os.umask(0o077)
    # The terminal is ours also while a session has it; and nothing stops either.
    for number in (signal.SIGTTOU, signal.SIGTTIN):
        signal.signal(number, signal.SIG_IGN)
    with private_folder(memory) as folder, terminal_setup.quiet_terminal():
        return Supervisor(config, folder, once=once, file=file).run()


def _read(file: Path | None) -> KioskConfig:
    """Read the config. A mistake also goes to the system's log: a unit that starts again wipes it from the screen."""
    if file and (warning := warning_about(file)):
        syslog.syslog(syslog.LOG_WARNING, warning.say(Texts("en")))
    try:
        return read_kiosk_config(file)
    except Problem as problem:
        syslog.syslog(syslog.LOG_ERR, problem.say(Texts("en")))
        raise


def _begin_log(file: str, language: str, *, once: bool) -> None:
    """Log to this file; if that fails, only the system's log says so: visitors do not wait for a log."""
    try:
        from gespreksklaar.tui.home import log_file  # noqa: PLC0415 - loaded for who wants a log

        log_file.begin(file)
    except Problem as problem:
        syslog.syslog(syslog.LOG_ERR, problem.say(Texts("en")))
    else:
        debug_log.note_start("kiosk-once" if once else "kiosk", language)

"""The kiosk's supervisor: a session for each visitor, and all traces gone after it. It never holds what is typed.

It is small on purpose: neither Textual nor pydantic is loaded here, it does not read the terminal, and never looks
into the session's folder.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import syslog
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final

from gespreksklaar.content.words import debug_log
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.home import crash
from gespreksklaar.tui.kiosk import pin, processes, protocol, session_process
from gespreksklaar.tui.kiosk.config_file import ConfigFile
from gespreksklaar.tui.kiosk.font import ConsoleFont
from gespreksklaar.tui.kiosk.memory_folder import remove
from gespreksklaar.tui.kiosk.protocol import Briefing
from gespreksklaar.tui.kiosk.session_process import SessionProcess
from gespreksklaar.tui.kiosk.terminal_wipe import Console

SILENCE: Final = 20.0
"""Seconds without a sign of life after which a session has hung, or its terminal takes no output."""
_START: Final = 60.0
"""Seconds to the first sign of life. If a session gave none in that time, the next one gets twice as many."""
_LONGEST_START: Final = 600.0
_GRACE: Final = 3.0
"""Seconds from asking a session to end to ending it."""
_QUICK: Final = 3.0
"""Seconds. If a session fails sooner, the next one starts later, and later still each time."""
_LONGEST_WAIT: Final = 30.0
_LOOK_EVERY: Final = 1.0
"""Seconds between two checks for a screen that Scroll Lock holds."""
KEYS_CHANGED: Final = os.EX_TEMPFAIL
"""The exit code that asks for a restart, because only root can set the keys."""
_CANCELLING: Final = 4.0
"""Seconds in which to cancel all print jobs of a visit."""
_PASSED_ON: Final = ("TERM", "COLORTERM", "NO_COLOR", "TZ", "CUPS_SERVER")


class Supervisor:
    """Starts a session for each visitor, watches for its signs of life, and wipes after it."""

    def __init__(self, settings: ConfigFile, folder: Path, *, once: bool) -> None:
        """`settings` are read again before each visit."""
        self._settings = settings
        self._folder = folder
        self._once = once
        self._console = Console()
        self._keys_were_right = not self._console.has_a_key_that_holds
        self._font = ConsoleFont(settings.config.font)
        self._texts = Texts(settings.config.languages[0])
        self._told_to_end = 0
        self._staff_leave = False
        self._misses = 0
        self._missed_at = 0.0
        self._quick_ends = 0
        self._time_to_start = _START
        self._signs = protocol.SignReader()
        self._woken, self._wake = socket.socketpair()
        for end in (self._woken, self._wake):
            end.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno())
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._signalled)

    def _signalled(self, number: int, _: FrameType | None) -> None:
        self._told_to_end = number
        debug_log.note("signal", number=number)

    def run(self) -> int:
        """Run one session per visitor until a signal or the PIN. Returns the exit code."""
        note, words = "", self._texts("kiosk.wait.begin")
        while True:
            self._console.reclaim()
            self._read_again()
            self._font.fit()
            self._console.show_line(words)
            began = time.monotonic()
            code = self._session(note)
            debug_log.note("visit-ends", code=code, seconds=round(time.monotonic() - began), staff=self._staff_leave)
            if self._console.is_gone:
                self._told_to_end = self._told_to_end or signal.SIGHUP
            if self._told_to_end:
                return 128 + self._told_to_end
            if self._staff_leave:
                return 0
            _log(code)
            if self._once:
                return code
            if self._keys_were_right and self._console.has_a_key_that_holds:
                syslog.syslog(syslog.LOG_NOTICE, "somebody changed the keys: starting again, to set them")
                return KEYS_CHANGED
            note = "crashed" if code else ""
            words = self._texts("kiosk.wait.again" if code else "kiosk.wait.wiped")
            self._console.show_line(words)
            self._wait(self._pause_after(code, time.monotonic() - began))

    def _read_again(self) -> None:
        """Apply changes to the config file."""
        font = self._settings.config.font
        if not self._settings.read():
            return
        syslog.syslog(syslog.LOG_INFO, "new settings")
        config = self._settings.config
        if config.font != font:
            self._font = ConsoleFont(config.font)
        self._texts = Texts(config.languages[0])

    def _session(self, note: str) -> int:
        """Run a session for one visitor, then remove all it left. Returns its exit code."""
        ours, theirs = socket.socketpair()
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        with ours:
            with theirs:
                inherited = [theirs.fileno(), *([] if (log := debug_log.handle()) is None else [log])]
                session = session_process.start(inherited, _environment(folder), folder)
            try:
                self._console.give_to(session.pid)
                self._brief(ours, folder, note)
                self._watch(session, ours)
            finally:
                session.kill()
                code = session.wait()
                processes.end_all(session.pid)
                self._console.reclaim()
                remove(folder)
                self._cancel_prints(ours)
        return code

    def _cancel_prints(self, line: socket.socket) -> None:
        """Cancel what the visit printed and is not out: paper put in by the next visitor would print it."""
        while data := _listen(line, socket.MSG_DONTWAIT):
            self._signs.hear(data)
        jobs, self._signs = self._signs.jobs, protocol.SignReader()
        if not jobs:
            return
        from gespreksklaar.tui.take import printing  # noqa: PLC0415 - only after a visit that printed

        limit = time.monotonic() + _CANCELLING
        for job in reversed(jobs):
            with suppress(Problem):
                # Raised for a job that is printed already.
                printing.cancel(job, max(0.1, limit - time.monotonic()))

    def _brief(self, line: socket.socket, folder: Path, note: str) -> None:
        wait = max(0.0, self._missed_at + pin.wait_after(self._misses) - time.monotonic())
        told = Briefing(str(folder), self._settings.config, os.getpid(), self._once, self._misses, wait, note)
        with suppress(OSError):
            told.send(line)

    def _watch(self, session: SessionProcess, line: socket.socket) -> None:
        """Wait for the end of the session. Terminate it if it is silent for too long, or if this process must stop."""
        ended = os.pidfd_open(session.pid)

        def resized(*_: object) -> None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(ended, signal.SIGWINCH)

        # Who entered by the warm host tells this process; else the terminal tells the session itself.
        signal.signal(signal.SIGWINCH, resized)
        try:
            if not self._ends_by_itself(ended, line):
                debug_log.note("visit-ended", why="signal" if self._told_to_end else "silence")
                session.terminate()
                select.select([ended], [], [], _GRACE)
        finally:
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            os.close(ended)

    def _ends_by_itself(self, ended: int, line: socket.socket) -> bool:
        limit = time.monotonic() + self._time_to_start
        heard, lived = [line.fileno()], False
        while not self._told_to_end and (left := limit - time.monotonic()) > 0:
            ready, _, _ = select.select([ended, self._woken.fileno(), *heard], [], [], min(left, _LOOK_EVERY))
            self._console.let_go()
            if self._woken.fileno() in ready:
                self._woken.recv(64)
            if line.fileno() in ready:
                data = _listen(line)
                if self._heard(self._signs.hear(data)):
                    signal.pidfd_send_signal(ended, signal.SIGCONT)
                # A closed line means that the session has ended.
                heard = [line.fileno()] if data else []
                if data:
                    self._time_to_start, lived = _START, True
                limit = time.monotonic() + (SILENCE if data else _GRACE)
            elif ended in ready:
                return True
        if not lived and not self._told_to_end:
            self._time_to_start = longer(self._time_to_start)
        return False

    def _heard(self, signs: bytes) -> bool:
        """Act on the signs of a session. Returns whether it must redraw, as after a stop."""
        if misses := signs.count(protocol.PIN_MISSED):
            debug_log.note("pin-missed", times=misses)
            self._misses += misses
            self._missed_at = time.monotonic()
        if protocol.PIN_RIGHT in signs:
            self._misses = 0
            self._staff_leave = True
        # Another program, such as an upgrade, may change the font or the mode in the middle of a visit. The kernel does
        # not report the mode of output. After two changes of its size a console does not show what was drawn.
        changed = self._font.fit()
        self._console.in_utf8()
        return changed

    def _pause_after(self, code: int, lived: float) -> float:
        self._quick_ends = self._quick_ends + 1 if code and lived < _QUICK else 0
        return min(2.0 ** min(self._quick_ends - 1, 10), _LONGEST_WAIT) if self._quick_ends else 0.0

    def _wait(self, seconds: float) -> None:
        if seconds and not self._told_to_end:
            select.select([self._woken], [], [], seconds)


def longer(time_to_start: float) -> float:
    """The time to start after one that was too short: on a very slow machine none would ever be enough otherwise."""
    return min(2 * time_to_start, _LONGEST_START)


def _log(code: int) -> None:
    """Log how a session ended, to the system: on our own streams the next visitor would see it."""
    if code:
        why = "failed" if code == crash.STATUS else "ended"
        syslog.syslog(syslog.LOG_WARNING, f"session {why} ({code})")


def _listen(line: socket.socket, flags: int = 0) -> bytes:
    """Read from the session; empty if it is gone, even if it never read its briefing."""
    try:
        return line.recv(64, flags)
    except OSError:
        return b""


def _environment(folder: Path) -> Mapping[str, str]:
    """The environment of a session: nothing it does not need, and all its folders where they are wiped."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    here = dict.fromkeys(("HOME", "TMPDIR"), str(folder))
    return kept | here | {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

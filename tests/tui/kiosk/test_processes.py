"""What a visitor's session started ends with the visit, also what went out of its group."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.kiosk_host import gone
from tests.test_layers import FILES, ROOT

VISIT = """
import subprocess, sys
left = subprocess.Popen(["sleep", "1000"], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
open({note!r}, "w").write(str(left.pid))
"""
KIOSK = """
from pathlib import Path
from types import SimpleNamespace
from gespreksklaar.tui.kiosk import processes, session_process, supervisor
from gespreksklaar.tui.kiosk.config_file import ConfigFile

terminal = SimpleNamespace(
    reclaim=lambda: None, give_to=lambda pid: None, show_line=lambda words: None, let_go=lambda: None, is_gone=False,
    in_utf8=lambda: None, has_a_key_that_holds=False,
)
supervisor.Console = lambda: terminal
session_process._PROGRAM = {visit!r}
processes.adopt_orphans()
supervisor.Supervisor(ConfigFile(None), Path({folder!r}), once=True).run()
print("still there" if Path("/proc/" + Path({note!r}).read_text()).exists() else "gone")
"""


def test_no_process_of_a_visit_lives_on_into_the_next(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = KIOSK.format(visit=VISIT.format(note=str(note)), note=str(note), folder=str(tmp_path))
    try:
        told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
        assert (told.stdout, told.stderr) == ("gone\n", "")
    finally:
        left = int(note.read_text())
        if Path(f"/proc/{left}").exists():
            os.kill(left, 9)


def test_the_program_never_starts_itself_anew() -> None:
    # What it was started with, such as SHIV_ROOT, could get lost: 42 MB would be unpacked in a folder of the kiosk's.
    again = [str(file) for file in FILES if re.search(r"\bexec[lv]\w*\(", (ROOT / file).read_text("utf-8"))]
    # That becomes another program: a shell that waits, or for a login the program for the first time.
    assert again == ["tui/warm/enter.py"]
    unit = (ROOT / "deploy/systemd/gespreksklaar-kiosk@.service").read_text()
    assert "SHIV_ROOT=/opt/gespreksklaar/lib" in unit


PARENT = """
import os, signal, sys, time
from gespreksklaar.tui.kiosk import processes
read, write = os.pipe()
parent = os.getpid()
if child := os.fork():
    os.read(read, 1)
    print(child, flush=True)
    os._exit(0)
os.close(1)
processes.end_with(parent, signal.SIGKILL)
os.write(write, b"x")
time.sleep(60)
"""


def test_a_session_ends_with_its_supervisor_however_that_ended() -> None:
    told = subprocess.run([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    gone(int(told.stdout))


CHANGED_KEYS = """
from pathlib import Path
from types import SimpleNamespace
from gespreksklaar.tui.kiosk import processes, session_process, supervisor
from gespreksklaar.tui.kiosk.config_file import ConfigFile

class Terminal:
    asked, is_gone = 0, False
    reclaim = let_go = in_utf8 = lambda self: None
    give_to = show_line = lambda self, _: None

    @property
    def has_a_key_that_holds(self):
        self.asked += 1
        return self.asked > 1

supervisor.Console = Terminal
session_process._PROGRAM = "import sys; sys.exit()"
processes.adopt_orphans()
print(supervisor.Supervisor(ConfigFile(None), Path({folder!r}), once=False).run())
"""


def test_a_console_whose_keys_somebody_changed_asks_to_be_started_again(tmp_path: Path) -> None:
    script = CHANGED_KEYS.format(folder=str(tmp_path))
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (told.stdout, told.stderr) == (f"{os.EX_TEMPFAIL}\n", "")

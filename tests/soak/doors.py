"""Every odd file at every path: each verb, the full screen and a kiosk answer, in little memory, and harm nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from gespreksklaar.tui.kiosk.config_file import COPY
from tests.kiosk_host import WELCOME
from tests.odd_files import PLACES, PLANTS, make_elsewhere, plant, unchanged
from tests.soak._verb import run_verb
from tests.terminal import PROGRAM, Terminal
from tests.tui.walk import FULL_PREP

KIOSK_PLACES = ("kiosk.toml", "memory/gespreksklaar-kiosk-oud", f"kept/{COPY}", "kiosk-log")
# A folder of that name, of this owner and held by nobody is what a killed supervisor leaves: that is removed. And
# memory is a file system of its own, to which no hard link leads.
PAIRS = [
    (place, kind)
    for place in (*PLACES, *KIOSK_PLACES)
    for kind in PLANTS
    if place != KIOSK_PLACES[1] or kind not in ("folder", "hard link")
]
LONG, SHORT = len(PAIRS), 2
VERBS = ("list", "sheet x", "sheet bo", "check preps/x.toml", "schema", "where", "--help")
MOST_MEMORY = 100_000
"""In kB."""
MOST_WORK = 2.0
"""Seconds of processor time for an answer: those of the clock depend on who else uses the machine."""
PATIENCE = 30
LIKE_ANYBODY = () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Root opens what is closed for everybody, unless it gives up that right."""
MEASURED = (
    sys.executable, "-c",
    "import sys; from gespreksklaar.tui.__main__ import main; from pathlib import Path; place = sys.argv.pop(1);"
    "code = main(); status = Path('/proc/self/status').read_text(); import time;"
    "Path(place).write_text(status.partition('VmHWM:')[2].split()[0] + ' ' + str(time.process_time())); sys.exit(code)",
)  # fmt: skip
"""The program, which at its end writes down its most memory and its processor time."""


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Try `amount` pairs of a path and an odd file, each once, in an order by the seed; `LONG` is all of them."""
    pairs = random.Random(seed).sample(PAIRS, len(PAIRS))
    memory = work = 0.0
    for number, (place, kind) in enumerate(pairs[:amount]):
        here = folder / str(number)
        try:
            most = _kiosk(here, place, kind) if place in KIOSK_PLACES else _one(here, place, kind)
        except AssertionError as error:
            raise AssertionError(f"{kind} at {place}: {error}") from error
        finally:
            shutil.rmtree(here, ignore_errors=True)
        memory, work = max(memory, most[0]), max(work, most[1])
    return (
        f"{len(pairs[:amount])} odd files: {len(VERBS)} verbs, the screen and a kiosk answered, at most "
        f"{memory / 1000:.0f} MB and {work:.2f} s of work, no other file changed"
    )


def _one(here: Path, place: str, kind: str) -> tuple[float, float]:
    (here / "preps").mkdir(parents=True)
    for name in ("x", "bo"):
        (here / "preps" / f"{name}.toml").write_bytes(FULL_PREP.read_bytes())
    make_elsewhere(here)
    planted = plant(here, place, kind)
    given = ["--lang", "nl", "--data", "preps", "--config", "config.toml", "--log", "log"]
    told, measured = here / "told", here / "measured"
    memory = work = 0.0
    with unchanged(here, planted, kind):
        for verb in VERBS:
            code, *found = run_verb(here, [*given, *verb.split()], told, PATIENCE)
            assert code in (0, 1), (verb, code, told.read_bytes())
            assert b"Traceback" not in told.read_bytes(), (verb, told.read_bytes())
            memory, work = max(memory, found[0]), max(work, found[1])
            assert found[0] < MOST_MEMORY, (verb, found)
            assert found[1] < MOST_WORK, (verb, found)
        found = _screen(here, [str(measured), *given, "open", "bo"])
        assert found[0] < MOST_MEMORY, found
    return max(memory, found[0]), work


def _screen(here: Path, given: list[str]) -> tuple[float, float]:
    before = os.getcwd()
    os.chdir(here)
    try:
        with Terminal([*MEASURED[2:], *given], program=[*LIKE_ANYBODY, *MEASURED[:2]]) as terminal:
            end = time.monotonic() + PATIENCE
            while terminal.status is None and not terminal.shows("Stap 1 van 5"):
                assert time.monotonic() < end, f"a black screen:\n{terminal.text}"
                terminal.read(0.1)
                terminal._reap()
            if terminal.status is None:
                terminal.press("tab", "nieuw", "ctrl+q")
                assert terminal.wait_end(PATIENCE) == 0
            else:
                assert terminal.status == 1, terminal.text
    finally:
        os.chdir(before)
    memory, work = map(float, (here / "measured").read_text().split())
    return memory, work


def _kiosk(here: Path, place: str, kind: str) -> tuple[float, float]:
    """A visit: the welcome, or one line that says why not."""
    make_elsewhere(here)
    with tempfile.TemporaryDirectory(prefix="test-kiosk-", dir="/dev/shm") as memory:
        (here / "memory").symlink_to(memory)
        path = here / place
        (here / "kept").mkdir()
        (here / "kiosk.toml").write_text("")
        path.unlink(missing_ok=True)
        PLANTS[kind](path, here / "elders")
        env = {"HOME": str(here), "RUNTIME_DIRECTORY": memory, "STATE_DIRECTORY": str(here / "kept")}
        given = ["kiosk", "--config", str(here / "kiosk.toml"), "--log", str(here / "kiosk-log")]
        with (
            unchanged(here, path, kind),
            Terminal(given, env=env, program=[*LIKE_ANYBODY, *PROGRAM]) as terminal,
        ):
            end = time.monotonic() + PATIENCE
            while terminal.status is None and not terminal.shows(WELCOME):
                assert time.monotonic() < end, f"a black screen:\n{terminal.text}"
                terminal.read(0.1)
                terminal._reap()
            if terminal.status is None:
                os.kill(terminal.pid, signal.SIGTERM)
                terminal.wait_end(PATIENCE)
            else:
                assert terminal.status == 1, terminal.text
                assert str(path) in "".join(terminal.text.split("\n")), terminal.text
    return 0.0, 0.0

"""Print on a CUPS queue: by `lp` alone, and leaving no job behind that did not come out.

Its jobs have a neutral title and the text goes in by a pipe, so that neither a process list nor a file of ours holds
what it says. What the spool keeps of a job that is done is the administrator's: `PreserveJobFiles No`.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from typing import Final

from gespreksklaar.content.words.clean import clean_line
from gespreksklaar.content.words.problems import Problem

PATIENCE: Final = 10.0
"""Seconds for a command to answer, and for the printer to take the job."""
_PAUSE: Final = 0.2
_ENGLISH: Final = "C.UTF-8"
_MARGINS: Final = {"page-left": "54", "page-right": "36", "page-top": "36", "page-bottom": "36"}
_PAPER: Final = {"document-format": "text/plain", "media": "A4", **_MARGINS}
_SIZES: Final = {False: {"cpi": "12", "lpi": "6"}, True: {"cpi": "8", "lpi": "4"}}
"""Letters and lines to the inch, in ordinary and in large print: the room of `A4` and `A4_LARGE`."""
_REASONS: Final = {
    "paused": "off",
    "media-empty": "paper",
    "media-needed": "paper",
    "media-jam": "jam",
    "cover-open": "open",
    "door-open": "open",
    "interlock-open": "open",
    "toner-empty": "ink",
    "marker-supply-empty": "ink",
    "offline": "offline",
    "shutdown": "offline",
    "connecting-to-device": "offline",
    "timed-out": "offline",
}
"""What CUPS calls the state of a printer that needs a person, with the end of our reason for it."""


def print_text(
    text: str, queue: str, title: str, *, large: bool = False, limit: int | None = None, patience: float = PATIENCE
) -> bool:
    """Print this on a queue, "" being the default one. False when the printer is still busy with it by then.

    Raises Problem when it won't come out; then no job is left. Once its turn has come CUPS itself gives it up after
    `limit` seconds, so that none is left either where we can't take it back any more.
    """
    queue = _find(queue, patience)
    until = {} if limit is None else {"job-cancel-after": str(limit)}
    options = [f"-o{name}={value}" for name, value in (_PAPER | _SIZES[large] | until).items()]
    said = _run("lp", "-d", queue, "-t", title, *options, "--", "-", text=text, patience=patience)
    job = re.search(r"request id is (\S+)", said)
    return job is None or _is_taken(job[1], queue, patience)


def _find(queue: str, patience: float) -> str:
    """The name of a queue that prints. Raises Problem."""
    known = _run("lpstat", "-r", "-d", patience=patience)
    if "scheduler is not running" in known:
        raise Problem("print-no-service")
    default = re.search(r"destination: (\S+)", known)
    if not queue and not default:
        raise Problem("print-no-printer")
    queue = queue or (default[1] if default else "")
    try:
        accepts = _run("lpstat", "-a", _plain(queue), patience=patience)
    except Problem as problem:
        raise (
            Problem("print-no-queue", name=clean_line(queue)) if problem.reason == "print-failed" else problem
        ) from None
    if "not accepting requests" in accepts:
        raise Problem("print-closed")
    if "paused" in _alerts(queue, patience):
        # Such a queue takes the job, and keeps it.
        raise Problem("print-off")
    return queue


def _plain(queue: str) -> str:
    """The queue without the name of a set of options for it."""
    return queue.partition("/")[0]


def _alerts(queue: str, patience: float) -> list[str]:
    """What CUPS says of the printer now, without how grave it is."""
    said = re.search(r"^\tAlerts: (.*)$", _run("lpstat", "-l", "-p", _plain(queue), patience=patience), re.MULTILINE)
    return [re.sub(r"-(error|warning|report)$", "", reason) for reason in said[1].split()] if said else []


def _is_taken(job: str, queue: str, patience: float) -> bool:
    """Whether the printer took the job in time. Raises Problem where a person is needed first, without the job."""
    end = time.monotonic() + patience
    while job in _run("lpstat", "-W", "not-completed", "-o", _plain(queue), patience=patience).split():
        if time.monotonic() > end:
            # Only now: what is said of a printer stays as it was until it tries again.
            reason = next((_REASONS[alert] for alert in _alerts(queue, patience) if alert in _REASONS), "")
            if not reason:
                return False
            _run("cancel", "-x", job, patience=patience)
            raise Problem(f"print-{reason}")
        time.sleep(_PAUSE)
    return True


def _run(program: str, *arguments: str, text: str = "", patience: float) -> str:
    """What a command of CUPS says, in English. Raises Problem."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "CUPS_SERVER") if name in os.environ}
    try:
        done = subprocess.run(
            [program, *arguments],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=patience,
            check=False,
            env=kept | {"LC_ALL": _ENGLISH},
            # Without a terminal: it has none to ask for a password on.
            start_new_session=True,
        )
    except FileNotFoundError:
        raise Problem("print-no-program") from None
    except subprocess.TimeoutExpired:
        raise Problem("print-no-answer") from None
    except OSError as error:
        raise Problem("print-failed", why=error.strerror or "?") from None
    if done.returncode:
        first = clean_line(done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
        raise Problem("print-failed", why=first or "?")
    return done.stdout.decode("utf-8", "replace")

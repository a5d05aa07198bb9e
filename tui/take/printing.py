"""Print on a CUPS queue with CUPS's own commands, and leave no unprinted job behind.

Jobs have a neutral title, and their text goes through a pipe: no process list and no file of ours holds it. What the
spool keeps of a finished job is up to the administrator: `PreserveJobFiles No`.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from typing import TYPE_CHECKING, Final

from gespreksklaar.content.words.clean import clean_line, visible_name
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.tui.print_jobs import Jobs

if TYPE_CHECKING:
    from gespreksklaar.content.form.places.delivery import Printing

PATIENCE: Final = 10.0
"""Seconds for a command to answer, and for the printer to take the job."""
_PAUSE: Final = 0.2
_ENGLISH: Final = "C.UTF-8"
_MARGINS: Final = {"page-left": "54", "page-right": "36", "page-top": "36", "page-bottom": "36"}
_PAPER: Final = {"document-format": "text/plain", "media": "A4", **_MARGINS}
_SIZES: Final = {False: {"cpi": "12", "lpi": "6"}, True: {"cpi": "8", "lpi": "4"}}
"""Characters and lines per inch, by whether it is large print: they fill `A4` and `A4_LARGE`."""
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
"""CUPS's names for a printer that needs attention, and the end of our reason for each."""


_NO_PRINTER: Final = ("print-no-program", "print-no-service", "print-no-printer", "print-no-queue")
"""The problems of a machine on which there is nothing to print on."""


def print_text(
    text: str, queue: str, title: str, *, large: bool = False, limit: int | None = None, jobs: Jobs | None = None,
    patience: float = PATIENCE,
) -> bool:  # fmt: skip
    """Print this on a queue, "" being the default one. False if the printer is still busy after `patience` seconds.

    Raises Problem if it can't be printed; then no job is left. CUPS itself cancels a job that takes more than `limit`
    seconds, even if this program has ended. A limit means a shared printer: there the previous job of these `jobs`
    must be finished first.
    """
    jobs = jobs or Jobs()
    if limit is not None and jobs.last and _is_waiting(jobs.last, patience):
        raise Problem("print-already")
    queue = _find(queue, patience)
    until = {} if limit is None else {"job-cancel-after": str(limit)}
    options = [f"-o{name}={value}" for name, value in (_PAPER | _SIZES[large] | until).items()]

    def submit() -> str:
        said = _run("lp", "-d", queue, "-t", title, *options, "--", "-", text=text, patience=patience)
        found = re.search(r"request id is (\S+)", said)
        return found[1] if found else ""

    jobs.hand_in(submit)
    return not jobs.last or _is_taken(jobs, queue, patience)


def state_now(queue: str) -> Printing:
    """Whether this queue prints now, "" being the default one. No answer is no reason to doubt one that is set up."""
    try:
        _find(queue, PATIENCE)
    except Problem as problem:
        is_there = problem.reason not in _NO_PRINTER and (queue or problem.reason != "print-no-answer")
        return "troubled" if is_there else "none"
    return "works"


def cancel(job: str, patience: float = PATIENCE) -> None:
    """Cancel a job and remove it from the spool. Raises Problem, also if it is printed already."""
    _run("cancel", "-x", job, patience=patience)


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
            Problem("print-no-queue", name=visible_name(queue)) if problem.reason == "print-failed" else problem
        ) from None
    if "not accepting requests" in accepts:
        raise Problem("print-closed")
    if "paused" in _alerts(queue, patience):
        # A paused queue accepts the job and does not print it.
        raise Problem("print-off")
    return queue


def _plain(queue: str) -> str:
    """The queue's name without that of an instance, after the slash."""
    return queue.partition("/")[0]


def _alerts(queue: str, patience: float) -> list[str]:
    """The alerts of the printer now, without their severity."""
    said = re.search(r"^\tAlerts: (.*)$", _run("lpstat", "-l", "-p", _plain(queue), patience=patience), re.MULTILINE)
    return [re.sub(r"-(error|warning|report)$", "", reason) for reason in said[1].split()] if said else []


def _is_taken(jobs: Jobs, queue: str, patience: float) -> bool:
    """Whether the printer took the last job in time. Cancels it, raising Problem, if the printer needs attention."""
    end = time.monotonic() + patience
    while _is_waiting(jobs.last, patience):
        if time.monotonic() > end:
            # Not earlier: alerts stay the same until the printer tries again.
            reason = next((_REASONS[alert] for alert in _alerts(queue, patience) if alert in _REASONS), "")
            if not reason:
                return False
            cancel(jobs.last, patience)
            jobs.accepted()
            raise Problem(f"print-{reason}")
        time.sleep(_PAUSE)
    jobs.accepted()
    return True


def _is_waiting(job: str, patience: float) -> bool:
    """Whether this job waits in the queue or is being printed."""
    return job in _run("lpstat", "-W", "not-completed", "-o", patience=patience).split()


def _run(program: str, *arguments: str, text: str = "", patience: float) -> str:
    """The output of a CUPS command, in English. Raises Problem if it fails or takes too long."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "CUPS_SERVER") if name in os.environ}
    try:
        done = subprocess.run(
            [program, *arguments],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=patience,
            check=False,
            env=kept | {"LC_ALL": _ENGLISH},
            # In a session without a terminal, so that it can't ask for a password.
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

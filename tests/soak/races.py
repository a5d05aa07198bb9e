"""Sessions that open one prep at the same time: never two writers, and every change of a writer is in the file."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.synchronize import Barrier
from pathlib import Path

from gespreksklaar.content.prep.model import Prep
from gespreksklaar.content.store.library import Library
from gespreksklaar.content.store.read_prep import read_prep
from tests.content.sessions import reopened

LONG, SHORT = 1_000, 40
RACERS = 3


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Run `amount` races; in each, every session that may write adds a line, and a third of them is then cut off."""
    preps = folder / "preps"
    name = Library(preps).create(Prep().edited("going.child", "Sam"))
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(RACERS), context.Queue()
    racers = [
        context.Process(target=_race, args=(preps, name, racer, amount, seed, barrier, results))
        for racer in range(RACERS)
    ]
    for racer in racers:
        racer.start()
    written: list[str] = []
    refused = 0
    for _ in racers:
        lines, no = results.get(timeout=600)
        written += lines
        refused += no
    for racer in racers:
        racer.join()
    kept = set(read_prep(preps / f"{name}.toml").prep.ask.mind.split())
    lost = set(written) - kept
    assert not lost, f"seed {seed}: {len(lost)} changes lost, such as {sorted(lost)[:3]}"
    assert len(written) == len(kept) == amount * RACERS - refused
    assert [entry.name for entry in Library(preps).list()] == [name], "no prep went apart"
    assert not list(folder.glob("two-*")), "two writers"
    return (
        f"{amount} races of {RACERS}: {len(written)} wrote, {refused} were told it is in use, 0 lost, never two writers"
    )


def _race(preps: Path, name: str, racer: int, amount: int, seed: int, barrier: Barrier, results) -> None:  # type: ignore[no-untyped-def]
    library = Library(preps)
    lines, refused = [], 0
    mark = preps.parent / "writer"
    for number in range(amount):
        barrier.wait(60)
        session = reopened(library, name)
        if session.barred:
            refused += 1
            continue
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            (preps.parent / f"two-{number}").touch()
        line = f"{racer}-{number}"
        session.edit("ask.mind", f"{session.prep.ask.mind} {line}".strip())
        mark.unlink(missing_ok=True)
        if (number + racer + seed) % 3:
            session.save()
            session.close()
        else:
            # As after kill -9: nothing is saved, the lock is gone, the journal stays.
            session.close(crashed=True)
        lines.append(line)
    results.put((lines, refused))

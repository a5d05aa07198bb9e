"""A monkey at the keyboard: any key at any place, at six sizes, without a terminal and on a real one."""

from __future__ import annotations

import asyncio
import gc
import os
import random
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from textual import events

from gespreksklaar.content.store.read_prep import read_prep
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.screens.drawing.settled import settled
from tests.pressing import as_pressed, at_rest
from tests.soak._alive import LIMIT, SIZES, Alive
from tests.terminal import KEYS
from tests.tui.walk import FULL_PREP, make_app

LONG, SHORT = 1_000_000, 300
"""The number of keys without a terminal; a tenth of it on a real one."""
A_SESSION = 5_000
BATCH = 40
GROWTH = 20
"""MB that a run may grow after warming up: more than Python's fragmented memory, less than a leak."""
# ctrl+z is left out: it needs a shell to come back from.
_NOT = {"ctrl+z"}
_NAMED = [
    *KEYS, *(f"ctrl+{letter}" for letter in "abcdefghijklmnoqrstuvwxy"),
    *(f"f{number}" for number in range(1, 13)), "shift+tab", "ctrl+left", "ctrl+right", "shift+up", "shift+end",
    "ctrl+home", "ctrl+end", "ctrl+pageup", "ctrl+delete", "ctrl+backspace", "alt+x", "shift+f6", "ctrl+@",
]  # fmt: skip
_MOVING = ["up", "down", "left", "right", "home", "end", "tab", "shift+tab", "space", "backspace", "delete"]
_GOING = ["enter", "escape", "f1", "f2", "f3", "f4", "pagedown", "pageup"]
_SIGNS = "abcdefghijklmnoprstuvwxyz0123456789  .,?!/~[]*+-=<'\"Zoëéß丏👩\u200d\u0301\u202e\u00ad"


def _key(rolls: random.Random) -> events.Key:
    kind = rolls.random()
    if kind < 0.8:
        return as_pressed(rolls.choice(_SIGNS))
    # A new screen takes as long as a hundred letters, so most keys are for the current screen.
    name = rolls.choice(
        _MOVING if kind < 0.96 else _GOING if kind < 0.98 else [name for name in _NAMED if name not in _NOT]
    )
    # This key quits the program, as it should, but we do not want that every time.
    name = "f1" if name == "ctrl+q" and rolls.random() < 0.9 else name
    return events.Key(name, {"enter": "\r", "tab": "\t", "space": " "}.get(name))


async def _session(folder: Path, size: tuple[int, int], amount: int, rolls: random.Random, what: str) -> int:
    """Press this many keys, or until one ends the program; each once the effect of the last is complete."""
    (folder / "sam.toml").write_text(FULL_PREP.read_text())
    # Not among the preps, where random keys can rename the settings too.
    config = folder.with_name(f"{folder.name}-config.toml")
    app, pressed = make_app(folder, language=rolls.choice(("nl", "en")), config=config), 0
    last: list[str] = []

    async def batch() -> None:
        nonlocal pressed
        for _ in range(BATCH):
            if app._exit:
                return
            key = _key(rolls)
            last.append(key.key)
            app.post_message(key)
            await settled()
            pressed += 1
        await at_rest(app)

    try:
        async with app.run_test(size=size, notifications=True, tooltips=True):
            await at_rest(app)
            while pressed < amount and not app._exit:
                await asyncio.wait_for(batch(), LIMIT)
    except Exception as error:
        raise AssertionError(f"{what}: {type(error).__name__} {error} after {last[-20:]}") from error
    log = folder / ".state" / "problems.log"
    assert not log.exists(), f"{what}: {log.read_text()} after {last[-20:]}"
    return pressed


def _read(file: Path, what: str) -> None:
    try:
        read_prep(file)
    except Problem as problem:
        raise AssertionError(f"{what}: {problem.reason} {file.name}: {file.read_bytes()[:300]!r}") from None


def _megabytes() -> float:
    # At its start the app exempts all objects from garbage collection; here every session is a start.
    gc.unfreeze()
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _without_terminal(amount: int, folder: Path, seed: int) -> str:
    folder.mkdir(parents=True)
    os.chdir(folder)
    pressed, sessions, warm = 0, 0, 0.0
    while pressed < amount and not _stopped(folder):
        size = SIZES[sessions % len(SIZES)]
        what = f"seed {seed}, session {sessions} at {size}"
        rolls = random.Random(seed * 1_000_003 + sessions)
        share = min(A_SESSION, max(amount // len(SIZES), BATCH), amount - pressed)
        pressed += asyncio.run(_session(folder, size, share, rolls, what))
        sessions += 1
        for file in folder.glob("*.toml"):
            _read(file, what)
            file.unlink()
        _megabytes()
        if not warm and pressed > amount / 5:
            warm = _megabytes()
    end = _megabytes()
    assert amount < LONG / 10 or end - warm < GROWTH, f"seed {seed}: grew from {warm:.0f} to {end:.0f} MB"
    return (
        f"{pressed:,} keys in {sessions} sessions at six sizes, 0 crashes, {warm:.0f} MB warm, {end:.0f} MB at the end"
    )


def _on_a_terminal(amount: int, folder: Path, seed: int) -> str:
    alive, pressed, proofs = Alive(folder, seed), 0, 0
    rolls = alive.random
    named = [key for name, key in KEYS.items() if name not in {*_NOT, "ctrl+q"}]
    try:
        while pressed < amount and not _stopped(folder):
            alive.resize(*rolls.choice(SIZES))
            for _ in range(min(2_000, amount - pressed)):
                alive.send(rolls.choice((rolls.choice(_SIGNS).encode(), rolls.choice(named))))
                pressed += 1
            alive.prove(again=pressed < amount)
            proofs += 1
    finally:
        alive.close()
    return f"{pressed:,} on a terminal, {alive.sessions} sessions, {proofs} proofs of life, at most {alive.largest} MB"


def _stopped(folder: Path) -> bool:
    """Whether another worker has failed, so that this one can stop."""
    return (folder.parent / "stop").exists()


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Press `amount` keys without a terminal and a tenth of that on one; on all cores when they are many."""
    shares = max(1, min(os.cpu_count() or 1, amount // A_SESSION))
    with ProcessPoolExecutor(shares + 1, get_context("spawn")) as pool:
        parts = [
            pool.submit(_without_terminal, amount // shares, folder / f"without-{share}", seed * shares + share)
            for share in range(shares)
        ]
        parts.append(pool.submit(_on_a_terminal, amount // 10, folder / "with", seed))
        for part in as_completed(parts):
            if error := part.exception():
                (folder / "stop").touch()
                raise error
        return "; ".join(part.result() for part in parts)

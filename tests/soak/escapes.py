"""All attempts to escape from a kiosk, in random order, joined and cut anywhere, in each place: none gets out."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.kiosk_host import Kiosk
from tests.tui.kiosk_attempts import ATTEMPTS, PLACES, Outside

LONG, SHORT = 5_000, 25
EACH = 250
"""Attempts in one session."""
TOGETHER = 6


def run(amount: int, folder: Path, seed: int = 0) -> str:
    chance = random.Random(seed)
    done = sessions = 0
    while done < amount:
        place = list(PLACES)[sessions % len(PLACES)]
        share = min(EACH, amount - done)
        with Kiosk(folder / str(sessions)) as kiosk:
            # This kiosk has no PIN, so the place of its dialog is the welcome.
            PLACES["welcome" if place == "PIN" else place](kiosk)
            _try(kiosk, place, share, chance, f"seed {seed}, session {sessions}")
        done += share
        sessions += 1
    return f"{done} attempts in {sessions} sessions, glued and cut at random: nobody got out"


def _try(kiosk: Kiosk, place: str, amount: int, chance: random.Random, what: str) -> None:
    outside = Outside(kiosk, place)
    tried: list[str] = []
    while len(tried) < amount:
        names = chance.choices(list(ATTEMPTS), k=min(chance.randint(1, TOGETHER), amount - len(tried)))
        data = b"".join(ATTEMPTS[name] for name in names)
        cut = chance.randrange(len(data) + 1)
        for part in (data[:cut], data[cut:]):
            kiosk.send(part)
            time.sleep(chance.choice((0, 0, 0.06)))
            while kiosk.read(0):
                pass
        tried += names
        # A visit wiped by the visitor's own keys is no way out: the next visitor is in the program too.
        if (session := kiosk.session) not in (0, outside.session):
            outside = Outside(kiosk, place)
        elif session:
            outside.check(f"{what}: {tried[-TOGETHER:]}")
    kiosk.settle()
    assert kiosk.status is None, what

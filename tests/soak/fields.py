"""Bursts of keys in every kind of field, empty, full, and as an older or foreign file can fill it: none crashes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

from gespreksklaar.content.prep.declaration import Agreement, Item, Noted
from gespreksklaar.content.prep.fields import LIST_LIMIT, LONG_LIMIT
from gespreksklaar.content.prep.model import Prep
from tests.pressing import press
from tests.screens.host import Host

LONG, SHORT = 10_000, 40
PER_STATE = 15
"""Bursts for each value of each field."""

KEYS = [
    "up", "down", "left", "right", "ctrl+left", "ctrl+right", "home", "end", "ctrl+a", "ctrl+e", "tab", "shift+tab",
    "backspace", "delete", "enter", "escape", "space", "insert", "ctrl+u", "ctrl+y", "pageup", "pagedown", "f1",
    *"*/+-.,=<", *"0123456789", *"ex\"'", "é", "²", "字", "\u0958", "\u200d",
]  # fmt: skip


def _lines(kind: type[Item], count: int) -> dict[str, Item]:
    return {f"own-{n}": kind(text=f"regel {n}") for n in range(count)}


STATES: Mapping[str, list[object]] = {
    "going.child": ["", "Sam", "x" * 60],
    "child.report": ["", "een\ntwee", "x" * LONG_LIMIT],
    "going.kind": ["", "progress", "een oude id", "x" * 200],
    "child.likes": [{}, _lines(Item, 2), {"oud": Item()}, {"oud": Item(text="x" * 2_000)}, _lines(Item, LIST_LIMIT)],
    "ask.questions": [
        {},
        {f"own-{n}": Item(text=str(n), top=n < 3) for n in range(4)},
        {"oud": Item(top=True)},
        _lines(Item, LIST_LIMIT - 1),
    ],
    "agree.agreements": [
        {},
        {"oud": Agreement(who="niemand", by="ooit")},
        {"own-1": Agreement(by=date.max)},
        _lines(Agreement, LIST_LIMIT),
    ],
    "talk.noted": [{}, {"plan.teacher": Noted(state="asked", notes="x" * 2_000), "questions.oud": Noted(notes="oud")}],
    "going.day": [None, date(2026, 12, 3), date.min, date.max],
    "agree.contact_day": [None, date.max],
    "going.start": [None, time(0, 0), time(23, 59, 59)],
    "going.minutes": [None, 1, 480],
}


def run(amount: int, folder: Path, seed: int = 0) -> str:
    """Press `amount` bursts of up to ten keys; after each, the field shows the prep's value and the prep is valid."""
    keys = asyncio.run(_press_all(amount, random.Random(seed), seed))
    return f"{keys} keys in {amount} bursts in {len(STATES)} kinds of field: 0 crashes, field and prep agree"


async def _press_all(amount: int, chance: random.Random, seed: int) -> int:
    app = Host("going.child")
    pressed = 0
    async with app.run_test():
        for number in range(amount):
            if number % PER_STATE == 0:
                while app.screen is not app.step:
                    await press(app, "escape")
                path = chance.choice(list(STATES))
                await app.open(path, chance.choice(STATES[path]))
            if app.screen is app.step:
                chance.choice(app.field.stops).focus()
            keys = chance.choices(KEYS, k=chance.randint(1, 10))
            await press(app, *keys)
            pressed += len(keys)
            here = f"seed {seed}, burst {number}, {app.path}: {' '.join(keys)}"
            assert app.is_running, here
            assert app.field.value == app.value, here
            Prep.model_validate(app.prep.model_dump())
    return pressed

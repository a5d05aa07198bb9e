"""Wait until the app has handled everything so far: the last key, or what one key brought about."""

from __future__ import annotations

import asyncio

_PATIENCE = 20.0
"""Seconds after which the next key is passed on, even if the app is still busy with the last one.

Then something in it never ends. A slow machine needs seconds to show a step, and a key that came meanwhile would go to
what is just leaving."""
_UNASKED = 0.02
"""Seconds to wait after a key on an event loop that can't show whether the work is done."""

_waiting: set[asyncio.Task[object] | None] = set()
"""The tasks that wait in `settled` now."""


async def settled(patience: float = _PATIENCE) -> None:
    """Wait until the running loop has nothing else to do, at most `patience` seconds."""
    loop = asyncio.get_running_loop()
    ready = getattr(loop, "_ready", None)
    if ready is None:
        # Another kind of loop can't be asked. A pause separates keys too, unless their work takes longer.
        await asyncio.sleep(_UNASKED)
        return
    limit = loop.time() + patience
    _waiting.add(here := asyncio.current_task())
    try:
        # Other tasks that wait here are in the ready queue too, but have no work.
        while len(ready) >= len(_waiting) and loop.time() < limit:
            await asyncio.sleep(0)
    finally:
        _waiting.discard(here)

"""Press keys in an app without a terminal, and wait until it has handled them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.message_pump import MessagePump

from gespreksklaar.screens.drawing.settled import settled


async def press(app: App[Any], *keys: str) -> None:
    """Press keys in one burst, and wait until their messages have reached the app.

    Textual's pilot waits by the clock after each key; this follows the messages.
    """
    for key in keys:
        app.post_message(as_pressed(key))
    await _all_handled(app)


_PATIENCE = 60.0
"""Seconds that a widget of a busy machine may take."""
_SIGNS = {_character_to_key(sign): sign for sign in " *+-.,=</'\""}


def as_pressed(key: str) -> Key:
    """The key as a terminal sends it: given by its name, or as the character it writes."""
    if len(key) == 1:
        return Key(_character_to_key(key), key)
    return Key(key, _SIGNS.get(key))


async def press_each(app: App[Any], *keys: str) -> None:
    """Press these keys, each once the effect of the one before is complete and painted."""
    for key in keys:
        await press(app, key)
        await at_rest(app)


async def type_text(app: App[Any], text: str) -> None:
    """Type this without a look at the screen between two letters: ten times as fast as to press each."""
    await press(app, *text)
    await at_rest(app)


async def until(seen: Callable[[], bool]) -> None:
    """Wait until this holds, for what comes by itself and by no key."""
    async with asyncio.timeout(_PATIENCE):
        while not seen():
            await asyncio.sleep(0.05)


async def at_rest(app: App[Any]) -> None:
    """Wait until no widget of the screen has work left and the result is painted.

    Textual's pilot waits until the process is idle by the clock, and mistakes a busy machine for an idle program.
    """
    for _ in range(200):
        screen = app.screen
        await _all_handled(app)
        if waiting := [asyncio.wrap_future(each) for each in getattr(app, "settling", ()) if not each.done()]:
            await asyncio.gather(*waiting)
            continue
        if getattr(screen, "_is_held", False):
            # It is in the middle of a picture of its own, which waits until nothing else is done.
            await asyncio.sleep(0.001)
            continue
        screen._on_timer_update()
        if screen is app.screen and not screen._callbacks and not any(map(_has_work, _nodes(app))):
            return
    busy = [node for node in _nodes(app) if _has_work(node)]
    raise AssertionError(f"the screen never comes to rest: {app.screen_stack}, {app.focused}, {busy}")


async def _all_handled(app: App[Any]) -> None:
    """Wait until every widget of the screen has handled its messages, and those that came of them."""
    async with asyncio.timeout(_PATIENCE):
        await settled()
        while any(map(_is_busy, _nodes(app))):
            # One waits for a thread or for the clock.
            await asyncio.sleep(0.005)
            await settled()


def _nodes(app: App[Any]) -> list[MessagePump]:
    return [app, *app.screen.walk_children(with_self=True)]


def _has_work(node: MessagePump) -> bool:
    return bool(node.message_queue_size or node._next_callbacks)


def _is_busy(node: MessagePump) -> bool:
    """Whether it is in the middle of a message: it does not wait for the next."""
    return node.is_running and not node._message_queue.ready_event._waiters

"""Orderly shutdown on signals, hang-up and crashes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from types import FrameType, MappingProxyType
from typing import TYPE_CHECKING, Any

from gespreksklaar.content.words import debug_log
from gespreksklaar.screens.drawing.settled import settled
from gespreksklaar.tui.guide_base import GuideBase
from gespreksklaar.tui.home import crash
from gespreksklaar.tui.terminal import early_keys, textual_caches
from gespreksklaar.tui.terminal.driver import QuietDriver

if TYPE_CHECKING:
    from pathlib import Path

DEADLINE = 2.0
"""Seconds after which the process ends, even if the terminal takes no more output."""
SETTLING = 0.5
"""Seconds that the keys typed last have to reach the prep."""


class SteadyApp(GuideBase, inherit_bindings=False):
    """An app that saves its work however it ends. It uses private names of Textual: see docs/textual.md."""

    CLOSE_TIMEOUT = 1.0
    clears_the_screen = True
    """Whether the screen is given back empty."""
    digit_row: Mapping[str, str] = MappingProxyType({})
    """What the digit row types where a digit needs Shift, and the digit on that key."""

    def __init__(self, state: Path) -> None:
        super().__init__(driver_class=QuietDriver)
        textual_caches.let_go()
        self._state = state
        self._runs_in: asyncio.AbstractEventLoop | None = None
        self.settling: list[Future[None]] = []
        """The pending calls of `call_when_settled`."""
        self._leaving = False
        self._broken = False

    def put_away(self, *, crashed: bool = False) -> None:
        """Save everything without asking or reporting. Supplied by the subclass."""

    def on_load(self) -> None:
        """Handle signals from here on."""
        self._runs_in = asyncio.get_running_loop()
        self._runs_in.set_exception_handler(self._task_failed)
        if self.is_headless:
            return
        # Not the loop's own handlers: the loop may be waiting for a terminal that takes no more output.
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, self._signalled)

    def call_from_beside(self, then: Callable[..., object], *values: object) -> None:
        """Call `then` on the app's own thread, from another one. Does nothing if the app has ended by then."""
        with suppress(RuntimeError):
            if self._runs_in:
                self._runs_in.call_soon_threadsafe(self.call_later, then, *values)

    def call_when_settled(self, then: Callable[[], object]) -> None:
        """Call `then` on the app's own thread, once the app has handled all keys typed before."""

        async def wait() -> None:
            await settled(SETTLING)
            self.call_later(then)

        if self._runs_in and not self._runs_in.is_closed():
            self.settling = [each for each in self.settling if not each.done()]
            self.settling.append(asyncio.run_coroutine_threadsafe(wait(), self._runs_in))

    def _signalled(self, number: int, _: FrameType | None) -> None:
        debug_log.note("signal", number=number)
        self.leave_now(128 + number)

    def leave_now(self, code: int = 128 + signal.SIGHUP) -> None:
        """Save and end, from any thread; by force if the app does not end by itself within DEADLINE."""
        if self._leaving or self._runs_in is None or self._runs_in.is_closed():
            # The app is ending already.
            return
        self._leaving = True
        debug_log.note("leave-now", code=code)
        last_resort = threading.Timer(DEADLINE, self._end_by_force, (code,))
        last_resort.daemon = True
        last_resort.start()
        asyncio.run_coroutine_threadsafe(self._settle_and_leave(code), self._runs_in)

    async def _settle_and_leave(self, code: int) -> None:
        # The last keys may still be on their way, or on the screen and not yet in the prep.
        loop = asyncio.get_running_loop()
        limit = loop.time() + SETTLING
        while isinstance(self._driver, QuietDriver) and self._driver.is_behind and loop.time() < limit:
            await asyncio.sleep(0.005)
        await settled(SETTLING)
        loop.call_soon(self._leave, code)

    def _leave(self, code: int) -> None:
        self.put_away()
        self.exit(code, return_code=code)

    def _end_by_force(self, code: int) -> None:
        # The journal already has every change.
        debug_log.note("end-by-force", code=code)
        early_keys.give_back()
        os._exit(code)

    def action_suspend_process(self) -> None:
        """Give the terminal back to the shell until `fg`; without a shell that waits, go on at once."""
        with self.suspend():
            print(self.suspend_words(), flush=True)
            before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            # Stop the whole job, as the key itself would: the process that started us has to stop too.
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, before)
        self.refresh(layout=True)

    def suspend_words(self) -> str:
        """How to come back, to print on the shell's screen. Supplied by the subclass."""
        return ""

    # Crashes. Textual's own traceback shows the values of variables, such as a child's name.

    def _handle_exception(self, error: Exception) -> None:
        crash.note(error, self._state)
        self._give_up()
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._give_up()

    def panic(self, *renderables: Any) -> None:
        """End because of an error in a part that the app can't do without."""
        crash.note(sys.exception(), self._state)
        self._give_up()

    def _give_up(self) -> None:
        if not self._broken:
            self._broken = True
            try:
                self.put_away(crashed=True)
            except Exception as error:  # noqa: BLE001 - whatever else fails, the journal has every change
                crash.note(error, self._state)
        self._return_code = crash.STATUS
        self._close_messages_no_wait()

    def _task_failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        crash.note(context.get("exception"), self._state)

    def _set_pointer_shape(self, shape: str) -> None:
        """Send nothing: there is no mouse."""

    def _print_error_renderables(self) -> None:
        """Print nothing: Textual would print values, and `crash.run_guarded` reports the crash."""
        self._exit_renderables.clear()
        if self._broken:
            self._return_code = crash.STATUS

"""Whether a visitor is still there: warn and end the visit if not, blank the screen on request, end at closing time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from textual import events

from gespreksklaar.screens.kiosk.dialogs import BlankScreen, ChooseKey, IdleWarning
from gespreksklaar.screens.widgets.dialogs import Page
from gespreksklaar.tui.visit.idle_clock import Idle, minutes_until, next_closing

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase
    from gespreksklaar.tui.kiosk.config import KioskConfig

CLOSING_WARNING = 5
"""Minutes before closing time at which the visitor is warned."""


class Watch:
    """Handles every key first, and checks the clock once a second."""

    def __init__(
        self, app: GuideBase, config: KioskConfig, *, visiting: Callable[[], bool], end: Callable[[], None]
    ) -> None:
        """`visiting` returns whether a visit has begun; `end` ends it."""
        self.app = app
        self._closing = config.closing
        self._visiting = visiting
        self._end = end
        self._idle = Idle(config.idle_seconds, config.warning_seconds)
        self._warning: IdleWarning | None = None
        self._blank: BlankScreen | None = None
        self._own_key = ""
        self._closes: datetime | None = None
        self._told_closing = False

    def visit_begins(self) -> None:
        """Find the next closing time; not earlier, because the welcome may have been open for days."""
        self._closes = next_closing(datetime.now(), self._closing)

    def somebody_is_there(self) -> None:
        """Restart the idle time."""
        self._idle.key(time.monotonic())

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Handle a key or paste; True if it must go no further, because of the warning or the blank screen."""
        if self._warning is not None:
            self.somebody_is_there()
            warning, self._warning = self._warning, None
            warning.dismiss(None)
            return True
        if self._blank is not None:
            # Someone who presses another key at the blank screen may be another person.
            if isinstance(event, events.Key) and event.key == self._own_key:
                self.somebody_is_there()
                blank, self._blank = self._blank, None
                blank.dismiss(None)
            return True
        self.somebody_is_there()
        return False

    def look(self) -> None:
        """Check the idle time and the closing time. The app calls this once a second."""
        self._look_at_idle(time.monotonic())
        if self._visiting():
            self._look_at_clock(datetime.now())

    def _look_at_idle(self, now: float) -> None:
        left = self._idle.left(now)
        if left is None or not self._idle.warns(now):
            return
        if left <= 0 or not self._visiting():
            self._end()
        elif self._warning is None:
            self._warning = IdleWarning(ceil(left), self.app.texts)
            self.app.push_screen(self._warning)
        else:
            self._warning.count(ceil(left))

    def _look_at_clock(self, now: datetime) -> None:
        if self._closes is None:
            return
        left = minutes_until(self._closes, now)
        if left == 0:
            self._end()
        elif left <= CLOSING_WARNING and not (self._told_closing or self._warning or self._blank):
            self._told_closing = True
            texts = self.app.texts
            self.app.push_screen(Page(texts("kiosk.closing.title"), texts.count("kiosk.closing.left", left), texts))

    def blank(self) -> None:
        """Blank the screen until the visitor's own key, which the first time is asked for."""
        if self._own_key:
            self._blank_until(self._own_key)
        elif not isinstance(self.app.screen, ChooseKey):
            self.app.push_screen(ChooseKey(self.app.texts), self._blank_until)

    def _blank_until(self, own_key: str | None) -> None:
        if own_key:
            self._own_key = own_key
            self._blank = BlankScreen(self.app.texts)
            self.app.push_screen(self._blank)

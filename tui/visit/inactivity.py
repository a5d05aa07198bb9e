"""Ends a visit when nobody is there any more or the building closes, and hides the screen on request."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from textual import events

from gespreksklaar.screens.kiosk.dialogs import BlankScreen, ChooseKey, IdleWarning
from gespreksklaar.screens.widgets.frame import Standing
from gespreksklaar.screens.widgets.keys import sign_of
from gespreksklaar.tui.visit.idle_clock import Idle, OwnKey, Repeats, minutes_until, next_closing

if TYPE_CHECKING:
    from gespreksklaar.tui.guide_base import GuideBase
    from gespreksklaar.tui.kiosk.config import KioskConfig

CLOSING_WARNING = 5
"""Minutes before closing time from which a line on every screen says so."""
_LAST_WARNING = 1
"""Minutes before it from which that line stands out."""
_WIPE = "f10"
_EACH = 10
"""In the last seconds of a wait the count is shown every second."""


class Inactivity:
    """Handles every key first, and checks the clock once a second."""

    def __init__(
        self, app: GuideBase, config: KioskConfig, *, visiting: Callable[[], bool], end: Callable[[], None],
        stand: Callable[[Standing], None],
    ) -> None:  # fmt: skip
        """`visiting` returns whether a visit has begun; `end` ends it; `stand` puts a line on every screen."""
        self.app = app
        self._closing = config.closing
        self._visiting = visiting
        self._end = end
        self._stand = stand
        self._idle = Idle(config.idle_seconds, config.warning_seconds)
        self._warning: IdleWarning | None = None
        self._blank: BlankScreen | None = None
        self._own_key: OwnKey | None = None
        self._asked_to_wipe = False
        self._repeats = Repeats()
        self._closes: datetime | None = None

    def visit_begins(self) -> None:
        """Find the next closing time; not earlier, because the welcome may have been open for days."""
        self._closes = next_closing(datetime.now(), self._closing)

    def somebody_is_there(self) -> None:
        """Restart the idle time."""
        self._idle.key(time.monotonic())

    def accepts(self, event: events.Key | events.Paste) -> bool:
        """Handle a key or paste; True if it must go no further, because of the warning or the hidden screen."""
        # A held key is no sign that somebody is there.
        held = isinstance(event, events.Key) and self._repeats.is_held(event.key, time.monotonic())
        if self._warning is not None:
            if not held:
                self.somebody_is_there()
                warning, self._warning = self._warning, None
                warning.dismiss(None)
            return True
        if self._blank is not None:
            if isinstance(event, events.Key):
                self._press_hidden(self._blank, event)
            return True
        if not held:
            self.somebody_is_there()
        return False

    def look(self) -> None:
        """Check the idle time and the closing time. The app calls this once a second."""
        self._look_at_idle(time.monotonic())
        if self._blank is not None:
            self._tell_hidden(self._blank)
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
        elif left <= CLOSING_WARNING:
            self._stand(Standing(self.app.texts.count("kiosk.closing.left", left), urgent=left <= _LAST_WARNING))

    # The hidden screen. Another person may press keys there, so only the visitor's own key restarts the idle time.

    def blank(self) -> None:
        """Hide the screen until the visitor's own key, which the first time is asked for."""
        if self._own_key:
            self._hide()
        elif not isinstance(self.app.screen, ChooseKey):
            self.app.push_screen(ChooseKey(self.app.texts), self._hide_until)

    def _hide_until(self, sign: str | None) -> None:
        if sign:
            self._own_key = OwnKey(sign)
            self._hide()

    def _hide(self) -> None:
        self._asked_to_wipe = False
        self._blank = BlankScreen(self._hidden_words(), self.app.texts)
        self.app.push_screen(self._blank)

    def _press_hidden(self, blank: BlankScreen, event: events.Key) -> None:
        asked, self._asked_to_wipe = self._asked_to_wipe, event.key == _WIPE
        # Another key than F10, which a resting hand would press again.
        if asked and event.key == "enter":
            self._end()
            return
        sign = sign_of(event) or ""
        if self._own_key and sign.isalnum() and self._own_key.is_right(sign, time.monotonic()):
            self.somebody_is_there()
            self._blank = None
            blank.dismiss(None)
            return
        self._tell_hidden(blank)

    def _tell_hidden(self, blank: BlankScreen) -> None:
        blank.show_words(self._hidden_words())

    def _hidden_words(self) -> str:
        texts = self.app.texts
        if self._asked_to_wipe:
            return texts("kiosk.blank.wipe")
        wait = ceil(self._own_key.wait(time.monotonic())) if self._own_key else 0
        if not wait:
            return texts("kiosk.blank.line")
        # In tens at first, as the warning counts: sshd notices a frozen client only while nothing is sent to it.
        return texts.count("kiosk.blank.wait", wait if wait <= _EACH else -10 * (-wait // 10))

"""The kiosk's file of settings: read again before each visit, and never what keeps a visitor out.

What is wrong in it goes to the system's log, once. Then the settings hold that were right last: those that hold now, at
the start those of the copy that the service keeps, and where there is none the defaults.
"""

from __future__ import annotations

import os
import syslog
from contextlib import suppress
from pathlib import Path
from typing import Final

from gespreksklaar.content.files.reading import read_text
from gespreksklaar.content.files.writing import write_text
from gespreksklaar.content.words.problems import Problem
from gespreksklaar.content.words.texts import Texts
from gespreksklaar.tui.home.settings import of_settings
from gespreksklaar.tui.kiosk.config import KioskConfig, config_of, warning_about

COPY: Final = "last-right.toml"


class ConfigFile:
    """The file at `path`; None has the defaults. `config` is what holds."""

    def __init__(self, path: Path | None) -> None:
        """Read it for the first time."""
        self._path = path
        folder = os.environ.get("STATE_DIRECTORY", "").partition(":")[0]
        self._copy = Path(folder, COPY) if path and folder else None
        self._text: str | None = None
        self._trouble = ""
        self.config = KioskConfig()
        if path and (warning := warning_about(path)):
            syslog.syslog(syslog.LOG_WARNING, warning.message(Texts("en")))
        self.read()

    def read(self) -> bool:
        """Take over what changed in it; whether anything did."""
        if self._path is None:
            return False
        before = self.config
        try:
            text = read_text(self._path, links=True)
            if text != self._text:
                self.config = config_of(text, self._path)
                self._keep(text)
            self._text, self._trouble = text, ""
        except Problem as problem:
            self._tell(of_settings(problem).message(Texts("en")))
        return self.config != before

    def _tell(self, what: str) -> None:
        right = self._text is not None or self._take_copy()
        then = f"The kiosk uses {'the settings that were right last' if right else 'the defaults'}."
        if what != self._trouble:
            syslog.syslog(syslog.LOG_ERR, f"{what} {then}")
        self._trouble = what

    def _take_copy(self) -> bool:
        if (text := self._kept()) is None:
            return False
        try:
            self.config = config_of(text, Path(COPY))
        except Problem:
            # Of a version of ours that had other keys.
            return False
        return True

    def _kept(self) -> str | None:
        with suppress(Problem):
            return read_text(self._copy) if self._copy else None
        return None

    def _keep(self, text: str) -> None:
        if self._copy is None or self._kept() == text:
            return
        try:
            write_text(self._copy, text)
        except Problem as problem:
            syslog.syslog(syslog.LOG_WARNING, f"No copy of the settings can be kept. {problem.message(Texts('en'))}")

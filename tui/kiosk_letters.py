"""Larger letters while a helper reads along: a console has fonts, and its own terminal may choose one."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

_PATIENCE: Final = 5.0


class Letters:
    """The console's font. `large` is the name of another one; `kept` is where the usual one waits meanwhile."""

    def __init__(self, large: str, kept: Path) -> None:
        self._large = large if os.environ.get("TERM") == "linux" else ""
        self._kept = kept

    def grow(self) -> None:
        """Take the large one; where there is none the letters stay as they are."""
        if self._large:
            _setfont("-O", str(self._kept), self._large)

    def shrink(self) -> None:
        """Have the usual one back."""
        if self._kept.exists():
            _setfont(str(self._kept))
            self._kept.unlink()


def _setfont(*arguments: str) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        # The console is the one that is our input.
        subprocess.run(
            ["setfont", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )

"""Where Textual writes: a terminal whose other end may be gone."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_NOBODY_THERE = {errno.EIO, errno.ENXIO, errno.EPIPE}
"""What the system says of a terminal whose other end is gone."""


class Output:
    """Where Textual's own thread writes. On a line that dropped it writes to nobody, which is no bug to be noted.

    Whoever reads the keys notices as well, and tells the app.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write this, if anybody is there."""
        with _nobody_may_be_there():
            self._file.write(text)

    def flush(self) -> None:
        """Have it sent, if anybody is there."""
        with _nobody_may_be_there():
            self._file.flush()

    def fileno(self) -> int:
        """The number of the terminal."""
        return self._file.fileno()


@contextmanager
def _nobody_may_be_there() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NOBODY_THERE:
            raise

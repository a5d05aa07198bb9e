"""The ways to take a sheet along that are offered here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ways:
    """What a parent can do with a sheet; showing it on the screen is always possible.

    `printer` is a queue, "" the system's default one, None no printing. `anywhere` lets the parent name any file;
    `stick` is the folder below which a memory stick is mounted, None where that is not offered. After `print_limit`
    seconds CUPS gives up a job that does not come out, also when who sent it has gone; None lets it wait.
    """

    printer: str | None
    anywhere: bool
    stick: Path | None
    qr: bool
    large_print: bool
    print_limit: int | None = None

    @classmethod
    def at_home(cls) -> Ways:
        """Everything, on the parent's own printer and to a file of their own."""
        return cls(printer="", anywhere=True, stick=None, qr=True, large_print=True)

"""Keyboards on which a digit needs Shift: what their digit row types without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DIGIT_ROWS: Final[Mapping[str, Mapping[str, str]]] = {
    "azerty": dict(zip("&é\"'(§è!çà_", "12345678908", strict=True)),
}
"""The digit on each key. A French row has _ on the 8, and - on the 6; a - acts by itself, as on every keyboard."""

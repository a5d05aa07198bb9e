"""The last words where the system refused memory. Imports next to nothing: there may be no room for more."""

import os
from typing import Final

NO_MEMORY: Final = "Er is te weinig geheugen. There is too little memory."
"""Where no text can be read any more."""


def tell(words: str = NO_MEMORY) -> None:
    """Print these words among the errors."""
    try:
        os.write(2, words.encode() + b"\n")
    except (OSError, MemoryError):
        # Nobody is there, or nothing works any more.
        return

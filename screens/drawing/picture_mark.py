"""The mark of what is nothing without its colours. It stands alone: the first screen has no picture, but looks for one."""

from __future__ import annotations

from typing import Final

PICTURE: Final = "picture"
"""In the meta of the style."""

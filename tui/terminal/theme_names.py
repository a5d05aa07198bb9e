"""The names of the themes, for those who need no colours."""

from typing import Final

NAMES: Final = ("dark", "light", "contrast")
DEFAULT: Final = "dark"

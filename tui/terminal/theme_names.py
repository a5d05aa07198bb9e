"""The names of the themes, without Textual."""

from typing import Final

NAMES: Final = ("dark", "light", "contrast")
DEFAULT: Final = "dark"

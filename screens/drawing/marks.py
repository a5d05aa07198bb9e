"""What a part of a picture tells of itself to what sends it."""

from typing import Final

PICTURE: Final = "picture"
"""In the meta of what is nothing without its colours."""

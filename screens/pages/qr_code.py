"""A QR code painted in the terminal: half a cell to a module, in black and white whatever the theme.

Background colours paint it wherever they can: in some fonts a block does not fill its cell, and no reader recognises
a code with gaps in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from gespreksklaar.content.sheets.pocket import split_card
from gespreksklaar.screens.drawing.marks import PICTURE

if TYPE_CHECKING:
    from segno import QRCode

Level = Literal["M", "L"]
_CAPACITY: Final[dict[Level, tuple[int, ...]]] = {
    "M": (14, 26, 42, 62, 84, 106, 122, 152, 180, 213),
    "L": (17, 32, 53, 78, 106, 134, 154, 192, 230, 271),
}
"""Bytes in a code of version 1 to 10, the largest that cameras read well from a screen."""
_UTF8_MARK: Final = 2
"""Bytes that say it is UTF-8: without them some readers guess a Chinese encoding."""
_SMALLEST: Final = 3
_QUIET: Final = (4, 2)
"""Modules of white around a code: as many as the standard asks, and as few as readers still accept."""
_COLORS: Final = ("#ffffff", "#000000")


class Shape(NamedTuple):
    """The version, the error correction and the quiet zone, in modules, of a code."""

    version: int
    level: Level
    quiet: int

    @property
    def room(self) -> int:
        """The bytes of text it holds."""
        return _CAPACITY[self.level][self.version - 1] - _UTF8_MARK


def _largest(columns: int, rows: int, quiet: int) -> int:
    """The highest version that fits; 0 when not even the smallest useful one does."""
    version = (min(columns, 2 * rows) - 2 * quiet - 17) // 4
    return min(version, len(_CAPACITY["M"])) if version >= _SMALLEST else 0


def fits(columns: int, rows: int) -> bool:
    """Whether there is room for a code at all."""
    return bool(_largest(columns, rows, _QUIET[-1]))


def make_codes(text: str, columns: int, rows: int) -> list[tuple[str, Shape]]:
    """Split the text over as few codes as possible; gives each part with its shape, nothing when no code fits.

    Of equally short series it takes the one with better error correction, then the one with the wider quiet zone.
    """
    sizes = {quiet: _largest(columns, rows, quiet) for quiet in _QUIET}
    shapes = [Shape(version, level, quiet) for level in _CAPACITY for quiet, version in sizes.items() if version]
    series = [[(part, shape) for part in split_card(text, shape.room)] for shape in shapes]
    return min(series, key=len, default=[])


class QrCode(Widget):
    """A widget that shows one code, at the code's own size."""

    DEFAULT_CSS = "QrCode { width: auto; height: auto; }"

    _rows: tuple[bytes, ...] = ()

    def show(self, text: str, shape: Shape) -> None:
        """Show the code of this text."""
        self._rows = _modules(_encode(text, shape), shape.quiet)
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """One cell for each module."""
        return len(self._rows[0]) if self._rows else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One cell for every two modules."""
        return len(self._rows) // 2

    def render_line(self, y: int) -> Strip:
        """Two rows of modules in one row of cells."""
        if 2 * y >= len(self._rows):
            return Strip.blank(self.size.width)
        return Strip(_cell(*pair) for pair in zip(*self._rows[2 * y : 2 * y + 2], strict=True))


def _encode(text: str, shape: Shape) -> QRCode:
    import segno  # noqa: PLC0415 - only when a code is shown

    return segno.make_qr(text, error=shape.level, mode="byte", encoding="utf-8", eci=True, boost_error=False)


def _modules(code: QRCode, quiet: int) -> tuple[bytes, ...]:
    """The code's rows with its quiet zone, 1 for a dark module; always an even number of rows."""
    rows = tuple(bytes(row) for row in code.matrix_iter(border=quiet))
    return (*rows, bytes(len(rows[0]))) if len(rows) % 2 else rows


def _cell(top: int, bottom: int) -> Segment:
    if top == bottom:
        return Segment(" ", Style(bgcolor=_COLORS[top], meta={PICTURE: True}))
    return Segment("▀", Style(color=_COLORS[top], bgcolor=_COLORS[bottom], meta={PICTURE: True}))

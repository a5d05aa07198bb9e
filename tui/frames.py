"""Turn a frame as Textual writes it into the shortest simple output that has the same effect."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import get_character_cell_size

_TOKEN = re.compile(
    r"\x1b\[(?P<numbers>[0-9;]*)(?P<final>[Hm])"
    r"|(?P<newline>\r?\n)"
    r"|(?P<control>\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)))"
    r"|(?P<text>[^\x1b\r\n]+)"
)
Cell = tuple[str, str]
"""What a cell shows and in which style; an empty text is the right half of a wide character."""
_ENTER_SCREEN = "\x1b[?1049h"


class Frames:
    """Knows what is on the screen, so that a frame needs to send only what differs."""

    def __init__(self) -> None:
        self._widths: dict[str, int] = {}
        self.forget()

    def forget(self) -> None:
        """Nothing is known of the screen any more: the next frame is sent whole."""
        self._cells: dict[tuple[int, int], Cell] = {}
        self._style: str | None = None
        self._cursor: tuple[int, int] | None = None

    def shorten(self, data: str) -> str:
        """The output to send instead of this frame."""
        new, controls, cursor = self._read(data)
        out = [*controls]
        changed = sorted(at for at, cell in new.items() if self._cells.get(at) != cell)
        for at in self._with_whole_characters(changed, new):
            self._put(at, new[at], out)
        if cursor and cursor != self._cursor:
            out.append(f"\x1b[{cursor[0] + 1};{cursor[1] + 1}H")
            self._cursor = cursor
        return "".join(out)

    def _read(self, data: str) -> tuple[dict[tuple[int, int], Cell], list[str], tuple[int, int] | None]:
        """The cells a frame writes, its other sequences, and where it leaves the cursor if it says so."""
        y = x = 0
        style, end = "", None
        cells: dict[tuple[int, int], Cell] = {}
        controls: list[str] = []
        for token in _TOKEN.finditer(data):
            kind, numbers = token.lastgroup, token["numbers"]
            if token["final"] == "m":
                style = "" if numbers in ("", "0") else f"{style};{numbers}".strip(";")
            elif token["final"] == "H":
                row, _, column = numbers.partition(";")
                y, x = int(row or 1) - 1, int(column or 1) - 1
                end = (y, x)
            elif kind == "newline":
                y, x = y + 1, 0
            elif kind == "control":
                if token[0] == _ENTER_SCREEN:
                    self.forget()
                controls.append(token[0])
            else:
                x = self._write(token["text"], y, x, style, cells)
                end = None
        return cells, controls, end

    def _write(self, text: str, y: int, x: int, style: str, cells: dict[tuple[int, int], Cell]) -> int:
        for character in text:
            width = self._widths.get(character)
            if width is None:
                width = self._widths[character] = get_character_cell_size(character)
            if width == 0:
                base = max(x - 1, 0)
                while base and not cells.get((y, base), (" ", ""))[0]:
                    base -= 1
                cells[y, base] = (cells.get((y, base), ("", style))[0] + character, style)
                continue
            cells[y, x] = (character, style)
            if width == 2:
                cells[y, x + 1] = ("", style)
            x += width
        return x

    def _with_whole_characters(
        self, changed: list[tuple[int, int]], new: dict[tuple[int, int], Cell]
    ) -> list[tuple[int, int]]:
        """The cells to send: the changed ones, short gaps between them, and never half a character."""
        send = set(changed)
        for (y, x), (next_y, next_x) in pairwise(changed):
            if y == next_y and next_x - x <= 4:
                send.update((y, gap) for gap in range(x + 1, next_x) if (y, gap) in new)
        for y, x in list(send):
            while x and not new[y, x][0] and (y, x - 1) in new:
                x -= 1  # noqa: PLW2901 - walks to the character this half belongs to
                send.add((y, x))
        return sorted(send)

    def _put(self, at: tuple[int, int], cell: Cell, out: list[str]) -> None:
        self._cells[at] = cell
        character, style = cell
        if not character:
            return
        y, x = at
        if self._cursor != at:
            ahead = self._cursor and self._cursor[0] == y and self._cursor[1] < x
            out.append(f"\x1b[{x - self._cursor[1]}C" if ahead and self._cursor else f"\x1b[{y + 1};{x + 1}H")
        if style != self._style:
            out.append(f"\x1b[0;{style}m" if style else "\x1b[0m")
            self._style = style
        out.append(character)
        # After anything but a plain narrow character the terminal's idea of the place may differ from ours.
        plain = len(character) == 1 and self._widths.get(character) == 1
        self._cursor = (y, x + 1) if plain else None

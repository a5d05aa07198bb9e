"""Turn a frame of Textual's output into the shortest simple output with the same effect."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import get_character_cell_size, split_graphemes

_TOKEN = re.compile(
    r"\x1b\[(?P<numbers>[0-9;]*)(?P<final>[Hm])"
    r"|(?P<newline>\r?\n)"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<other>[\x00-\x1f\x7f])"
)
# Modes (but not those that switch screens), queries, the kitty keyboard, titles and the bell change no cell.
_HARMLESS = re.compile(
    r"(?:\x1b\[\?(?!47[hl]|104[79][hl]|3[hl])[0-9]+(?:[hl]|\$p)|\x1b\[[<>=][0-9;]*u|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)*"
)
_GAP = 4
"""The most unchanged cells that are cheaper to send again than to jump over."""

Position = tuple[int, int]
Cell = tuple[str, str]
"""A cell's text and style; an empty text is the right half of a wide character."""
Cells = dict[Position, Cell]


class Frames:
    """A model of the screen, so that a frame needs to send only the cells that differ."""

    def __init__(self) -> None:
        self._widths: dict[str, int] = {}
        self._size: tuple[int, int] | None = None
        self._unsure = False
        self.forget()

    def forget(self) -> None:
        """Forget what is on the screen: the next frame is sent whole."""
        self._cells: Cells = {}
        self._style: str | None = None
        self._cursor: Position | None = None

    def resize(self, width: int, height: int) -> None:
        """Set the window's size in cells. After a change the screen's contents are unknown: terminals differ."""
        if self._size != (width, height):
            self._unsure = self._size is not None
            self._size = width, height

    def shorten(self, data: str) -> str:
        """The output to send instead of this frame; any other output is returned unchanged."""
        if self._unsure:
            self.forget()
        frame = self._read(data)
        if frame is None:
            if not _HARMLESS.fullmatch(data):
                self.forget()
            return data
        written, cursor = frame
        new = self._inside(written)
        out: list[str] = []
        changed = sorted(at for at, cell in new.items() if self._cells.get(at) != cell)
        for at in self._with_whole_characters(changed, new):
            self._put(at, new, out)
        if cursor and cursor != self._cursor:
            out.append(_move(cursor))
            self._cursor = cursor
        if self._unsure and self._size and len(new) == len(written) == self._size[0] * self._size[1]:
            self._unsure = False
        return "".join(out)

    def _read(self, data: str) -> tuple[Cells, Position | None] | None:
        """The cells a frame writes, and the cursor's position if it ends by setting one; None for other output."""
        position: Position | None = None
        style, end = "", None
        cells: Cells = {}
        for token in _TOKEN.finditer(data):
            kind, numbers = token.lastgroup, token["numbers"]
            if token["final"] == "m":
                style = "" if numbers in ("", "0") else f"{style};{numbers}".strip(";")
            elif token["final"] == "H":
                row, _, column = numbers.partition(";")
                position = end = int(row or 1) - 1, int(column or 1) - 1
            elif kind == "other" or position is None:
                return None
            elif kind == "newline":
                position = position[0] + 1, 0
            else:
                position, end = self._write(token["text"], position, style, cells), None
        self._mend(cells)
        return cells, end

    def _write(self, text: str, position: Position, style: str, cells: Cells) -> Position:
        y, x = position
        # One for all blanks of a large window: a cell of its own for each would take tens of megabytes.
        known: dict[str, Cell] = {}
        for character, width in self._characters(text):
            if width == 0:
                before = next((left for left in range(x - 1, -1, -1) if cells.get((y, left), (" ",))[0]), 0)
                cells[y, before] = (cells.get((y, before), (" ", style))[0] + character, style)
                continue
            cells[y, x] = known.setdefault(character, (character, style))
            if width == 2:
                cells[y, x + 1] = ("", style)
            x += width
        return y, x

    def _characters(self, text: str) -> list[tuple[str, int]]:
        """The characters that take a cell of their own, each with its width, measured exactly as Textual does."""
        widths = self._widths
        for character in text:
            if character not in widths:
                widths[character] = get_character_cell_size(character)
        if all(widths[character] for character in text):
            return [(character, widths[character]) for character in text]
        found = [(text[start:end], width) for start, end, width in split_graphemes(text)[0]]
        widths.update(found)
        return found

    def _mend(self, cells: Cells) -> None:
        """Put a space in the other half of a wide character that a frame overwrote by half, as terminals do."""
        for (y, x), (text, style) in list(cells.items()):
            orphan = not text and self._widths.get(cells.get((y, x - 1), ("", ""))[0]) != 2
            if orphan or (self._widths.get(text) == 2 and cells[y, x + 1][0]):
                cells[y, x] = (" ", style)

    def _inside(self, cells: Cells) -> Cells:
        """The cells inside the window: a terminal would put the others in its last column."""
        if self._size is None:
            return cells
        width, height = self._size
        if all(x < width and y < height for y, x in cells):
            return cells
        return {(y, x): cell for (y, x), cell in cells.items() if x < width and y < height}

    def _with_whole_characters(self, changed: list[Position], new: Cells) -> list[Position]:
        """The cells to send: the changed ones, short gaps between them, and never half a character."""
        send = set(changed)
        for (y, x), (next_y, next_x) in pairwise(changed):
            if y == next_y and next_x - x <= _GAP:
                send.update((y, gap) for gap in range(x + 1, next_x) if (y, gap) in new)
        send.update((y, x - 1) for y, x in list(send) if not new[y, x][0])
        return sorted(send)

    def _put(self, at: Position, new: Cells, out: list[str]) -> None:
        y, x = at
        character, style = new[at]
        self._lose_halves(at, new)
        self._cells[at] = new[at]
        if not character:
            return
        if self._cursor != at:
            ahead = self._cursor and self._cursor[0] == y and self._cursor[1] < x
            out.append(f"\x1b[{x - self._cursor[1]}C" if ahead and self._cursor else _move(at))
        if style != self._style:
            out.append(f"\x1b[0;{style}m" if style else "\x1b[0m")
            self._style = style
        out.append(character)
        # After anything but a plain narrow character, and in the last column, the terminal's cursor may
        # not be where we expect it.
        plain = len(character) == 1 and self._widths.get(character) == 1
        last = self._size is not None and x + 1 >= self._size[0]
        self._cursor = (y, x + 1) if plain and not last else None

    def _lose_halves(self, at: Position, new: Cells) -> None:
        """Forget the other half of a wide character that was here: terminals differ in what they leave there."""
        y, x = at
        old = self._cells.get(at, (" ", ""))[0]
        other = (y, x - 1) if not old else (y, x + 1)
        if (not old or self._widths.get(old) == 2) and other not in new:
            self._cells.pop(other, None)


def _move(position: Position) -> str:
    return f"\x1b[{position[0] + 1};{position[1] + 1}H"

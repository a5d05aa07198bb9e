"""Turn a frame of Textual's output into the shortest simple output with the same effect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from rich.cells import get_character_cell_size, split_graphemes

from gespreksklaar.tui.terminal.picture.looks import PLAIN, Look, change, look

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
_FEW = 6
"""Up to so many runs are sent in the shortest order; more from top to bottom, as one reads them on a slow line."""
_BLANKS = 9
"""The fewest blanks that are cheaper to erase and jump over than to send."""

Position = tuple[int, int]
Cell = tuple[str, Look]
"""A cell's text and look; an empty text is the right half of a wide character."""
Cells = dict[Position, Cell]


@dataclass
class _Run:
    """Cells side by side that are sent with one look."""

    cells: list[Position]
    look: Look
    is_blank: bool
    """Whether they are blanks only, which any look with their paper shows the same."""

    def takes(self, at: Position, cell: Cell) -> bool:
        """Add this cell at the end, if it can be sent with the same look."""
        text, seen = cell
        y, x = self.cells[-1]
        if at != (y, x + 1):
            return False
        if self.is_blank and seen.on_blanks == self.look:
            self.look, self.is_blank = seen, text == " "
        elif seen != self.look and not (text == " " and seen == self.look.on_blanks):
            return False
        self.cells.append(at)
        return True

    def look_after(self, before: Look | None) -> Look:
        """The look to send it with where the last one was `before`."""
        return before if self.is_blank and before is not None and before.on_blanks == self.look else self.look


class Frames:
    """A model of the screen, so that a frame needs to send only the cells that differ."""

    def __init__(self, *, erases: bool = False) -> None:
        """`erases`: whether the cells that the terminal erases get the current background."""
        self._erases = erases
        self._widths: dict[str, int] = {}
        self._size: tuple[int, int] | None = None
        self._unsure = False
        self.forget()

    def forget(self) -> None:
        """Forget what is on the screen: the next frame is sent whole."""
        self._cells: Cells = {}
        self._look: Look | None = None
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
        send = self._with_whole_characters(changed, new)
        for at in send:
            self._lose_halves(at, new)
            self._cells[at] = new[at]
        runs = _runs(send, new)
        while runs:
            run = min(runs, key=self._cost) if len(runs) <= _FEW else runs[0]
            runs.remove(run)
            self._put(run, new, out)
        if cursor and cursor != self._cursor:
            out.append(self._move(cursor))
            self._cursor = cursor
        if self._unsure and self._size and len(new) == len(written) == self._size[0] * self._size[1]:
            self._unsure = False
        return "".join(out)

    def _read(self, data: str) -> tuple[Cells, Position | None] | None:
        """The cells a frame writes, and the cursor's position if it ends by setting one; None for other output."""
        position: Position | None = None
        style, seen, end = "", PLAIN, None
        cells: Cells = {}
        for token in _TOKEN.finditer(data):
            kind, numbers = token.lastgroup, token["numbers"]
            if token["final"] == "m":
                style = "" if numbers in ("", "0") else f"{style};{numbers}".strip(";")
                seen = look(style)
            elif token["final"] == "H":
                row, _, column = numbers.partition(";")
                position = end = int(row or 1) - 1, int(column or 1) - 1
            elif kind == "other" or position is None:
                return None
            elif kind == "newline":
                position = position[0] + 1, 0
            else:
                position, end = self._write(token["text"], position, seen, cells), None
        self._mend(cells)
        return cells, end

    def _write(self, text: str, position: Position, seen: Look, cells: Cells) -> Position:
        y, x = position
        # One for all blanks of a large window: a cell of its own for each would take tens of megabytes.
        known: dict[str, Cell] = {" ": (" ", seen.on_blanks)}
        for character, width in self._characters(text):
            if width == 0:
                before = next((left for left in range(x - 1, -1, -1) if cells.get((y, left), (" ",))[0]), 0)
                cells[y, before] = (cells.get((y, before), (" ", seen))[0] + character, seen)
                continue
            cells[y, x] = known.setdefault(character, (character, seen))
            if width == 2:
                cells[y, x + 1] = ("", seen)
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
        if 2 not in self._widths.values():
            return
        for (y, x), (text, seen) in list(cells.items()):
            orphan = not text and self._widths.get(cells.get((y, x - 1), ("", ""))[0]) != 2
            if orphan or (self._widths.get(text) == 2 and cells[y, x + 1][0]):
                cells[y, x] = (" ", seen.on_blanks)

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

    def _cost(self, run: _Run) -> int:
        """How many bytes it takes to begin this run now."""
        return len(self._move(run.cells[0])) + len(change(self._look, run.look_after(self._look)))

    def _put(self, run: _Run, new: Cells, out: list[str]) -> None:
        now = run.look_after(self._look)
        out.append(change(self._look, now))
        self._look = now
        for is_blank, group in groupby(run.cells, lambda at: new[at][0] == " "):
            cells = list(group)
            if is_blank and self._erases and now.erases and len(cells) >= _BLANKS:
                self._go(cells[0], out)
                out.append(f"\x1b[{len(cells)}X")
                continue
            for at in cells:
                if character := new[at][0]:
                    self._go(at, out)
                    out.append(character)
                    self._step(at, character)

    def _step(self, at: Position, character: str) -> None:
        """Note where the terminal's cursor is after this character.

        After anything but a plain narrow one, and in the last column, it may not be where we expect it.
        """
        y, x = at
        plain = len(character) == 1 and self._widths.get(character) == 1
        last = self._size is not None and x + 1 >= self._size[0]
        self._cursor = (y, x + 1) if plain and not last else None

    def _go(self, to: Position, out: list[str]) -> None:
        if to != self._cursor:
            out.append(self._move(to))
            self._cursor = to

    def _move(self, to: Position) -> str:
        """The shortest sequence that puts the terminal's cursor here; no control character, which is never ours."""
        if to == self._cursor:
            return ""
        y, x = to
        ways = [f"\x1b[{y + 1};{x + 1}H"]
        if self._cursor and self._cursor[0] == y:
            by = x - self._cursor[1]
            ways += [f"\x1b[{by if by > 1 else ''}C" if by > 0 else f"\x1b[{-by}D"]
        return min(ways, key=len)

    def _lose_halves(self, at: Position, new: Cells) -> None:
        """Forget the other half of a wide character that was here: terminals differ in what they leave there."""
        y, x = at
        old = self._cells.get(at, (" ", PLAIN))[0]
        other = (y, x - 1) if not old else (y, x + 1)
        if (not old or self._widths.get(old) == 2) and other not in new:
            self._cells.pop(other, None)


def _runs(send: list[Position], new: Cells) -> list[_Run]:
    runs: list[_Run] = []
    for at in send:
        text, seen = new[at]
        if not runs or not runs[-1].takes(at, (text, seen)):
            runs.append(_Run([at], seen, text == " "))
    return runs

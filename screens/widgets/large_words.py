"""Words in large, calm type, as far as a terminal has it: short lines with space between them, in bold."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

MEASURE = 46
"""The longest line in cells: the eye reads it at a glance and finds the next one."""
_AIR_FROM = 20
"""The height of a window in lines from which there is room for space between lines."""


class LargeWords(Widget):
    """Words to read while somebody is talking. Paragraphs stay apart."""

    DEFAULT_CSS = """
    LargeWords { height: auto; }
    """

    words: reactive[str] = reactive("", layout=True)

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.set_reactive(LargeWords.words, words)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need, with the space between them."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines, one below the other."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        airy = self.app.size.height >= _AIR_FROM
        lines: list[Content] = []
        for paragraph in filter(str.strip, self.words.split("\n")):
            for line in Content(paragraph).wrap(max(min(width, MEASURE), 1)):
                lines += [line.rstrip(), *([Content("")] if airy else [])]
        return lines[:-1] if airy else lines

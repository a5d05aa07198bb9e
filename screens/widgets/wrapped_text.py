"""How a text is cut into rows while it is typed: only from the word being written on."""

from __future__ import annotations

from bisect import bisect_left

from textual.widgets.text_area import Document, Location, WrappedDocument


class WrappedText(WrappedDocument):
    """Textual's rows, for paragraphs of hundreds of rows: it would wrap all of one at every letter."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap the whole text at this width."""
        self.width = width
        super().wrap(width, tab_width)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap again what an edit changed."""
        paragraph, column = start
        if not (paragraph == old_end[0] == new_end[0] and self._move_ends(paragraph, column)):
            super().wrap_range(start, old_end, new_end)

    def _move_ends(self, paragraph: int, column: int) -> bool:
        """Wrap the paragraph again from near this column on; False when it needs Textual, as with more rows."""
        words, ends = self.document[paragraph], self.get_offsets(paragraph)
        before = [n for n, end in enumerate(ends[: bisect_left(ends, column)]) if words[end - 1].isspace()]
        if len(before) < 2 or "\t" in words:
            return False
        # The word before the last of these rows may be the one being written, and fit in the row before it now.
        known = before[-2]
        first = ends[known]
        rest = WrappedDocument(Document(words[first:]), self.width).get_offsets(0)
        if known + 1 + len(rest) != len(ends):
            return False
        ends[known + 1 :] = [first + end for end in rest]
        return True

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a paragraph. Textual asks them at every move of the cursor, and makes a Rich text of each."""
        words, ends = self.document[line_index], self.get_offsets(line_index)
        return [words[start:end] for start, end in zip([0, *ends], [*ends, len(words)], strict=True)]

"""A text wrapped while it is typed has the rows that it would have when it is wrapped anew."""

from __future__ import annotations

from random import Random

from textual.widgets.text_area import Document, WrappedDocument

from gespreksklaar.screens.widgets.wrapped_text import WrappedText


def test_after_every_edit_the_rows_are_those_of_textual() -> None:
    chance = Random(1)
    pieces = ["a", " ", "  ", "é", "漢字", "woord ", "x" * 30, ", ", "\n"]
    for width in (5, 12, 40):
        wrapped = WrappedText(Document("Ik maak me zorgen over het lezen. " * 8), width)
        for _ in range(300):
            document = wrapped.document
            row = chance.randrange(document.line_count)
            column = chance.randint(0, len(document[row]))
            start, end = (row, column), (row, min(len(document[row]), column + chance.choice([0, 0, 1, 9])))
            done = document.replace_range(start, end, chance.choice(["", *pieces]))
            wrapped.wrap_range(start, end, done.end_location)
            anew = WrappedDocument(Document(document.text), width)
            for line in range(document.line_count):
                assert wrapped.get_offsets(line) == anew.get_offsets(line)
                assert wrapped.get_sections(line) == anew.get_sections(line)
            assert wrapped.height == anew.height

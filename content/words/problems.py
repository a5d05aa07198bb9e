"""What can go wrong with a user's file or command, as one line in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gespreksklaar.content.words.clean import clean_line, in_sight

if TYPE_CHECKING:
    from pathlib import Path

    from gespreksklaar.content.words.texts import Texts


LONGEST_KEY: Final = 80
"""The most characters of a key that a problem names."""


class Problem(Exception):  # noqa: N818 - it is shown to the user as it is, not a bug of ours
    """Something we could not do: its reason as a text id, and the values that go into the sentence.

    `reason` is an id in `problems.toml`; `where` is the file, or a text with line and key too, if it is about one.
    """

    def __init__(self, reason: str, *, where: Path | str = "", **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = in_sight(where)
        self.values = values

    def message(self, texts: Texts) -> str:
        """The sentence for the user: where, what, and what to do."""
        sentence = texts(f"problems.{self.reason}", **self.values)
        return clean_line(f"{self.where}: {sentence}" if self.where else sentence)

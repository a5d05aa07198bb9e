"""Which word of school in the user's own words to offer to explain, and which were explained already.

This module loads no pydantic: the app makes an offer before it opens a prep. `jargon.recognise` finds the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

_NOT_SCHOOL = "going."
"""The fields of step 1 hold names and places, which only look like words of school."""


def may_hold_words(path: str) -> bool:
    """Whether to look for words of school in the field at this path."""
    return not path.startswith(_NOT_SCHOOL)


class WordOffer(NamedTuple):
    """The word that is on offer, and the place and field where it was written; an empty word is no offer."""

    word: str = ""
    place: tuple[str, str] = ("", "")
    looked: frozenset[str] = frozenset()
    """The words that the user looked at: these are not offered again."""

    def at(self, place: tuple[str, str]) -> str:
        """The word on offer where the user is now."""
        return self.word if self.place == place else ""

    def after_writing(self, found: Sequence[str], place: tuple[str, str]) -> Self:
        """The offer once these words of school stand in the field here: the last that was not looked at."""
        word = next((key for key in reversed(found) if key not in self.looked), "")
        return self if word == self.at(place) else self._replace(word=word, place=place)

    def after_looking(self, looked: Iterable[str], place: tuple[str, str]) -> Self:
        """The offer once the user looked at these words: none, when the one that is on offer here is among them."""
        known = self.looked | frozenset(looked)
        return self._replace(word="" if self.at(place) in known else self.word, looked=known)

"""How a sheet speaks to its reader: some of the guide's words said otherwise."""

from __future__ import annotations

from gespreksklaar.content.texts import Texts


class Voice(Texts):
    """The words for one reader: `guide/LANGUAGE/sheet.toml` says below `instead.READER` what is said in place of
    any text, by its id.
    """

    def __init__(self, texts: Texts, reader: str) -> None:
        super().__init__(texts.language)
        self._texts = texts
        self._reader = reader

    def find(self, key: str) -> str | None:
        """The raw text of this id, the reader's own before the guide's."""
        return super().find(f"sheet.instead.{self._reader}.{key}") or self._texts.find(key)

"""How a sheet speaks to its reader: some of the guide's words said otherwise."""

from __future__ import annotations

from gespreksklaar.content.words.texts import Texts


class Voice(Texts):
    """The words for one reader: `guide/LANGUAGE/sheet.toml` says below `instead.READER` what is said in place of
    any text, by its id.
    """

    def __init__(self, texts: Texts, reader: str) -> None:
        super().__init__(texts.language, (f"sheet.instead.{reader}", *texts.instead))

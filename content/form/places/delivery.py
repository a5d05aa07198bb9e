"""How a document can be delivered here: on paper, to a phone, in a file, on a memory stick, or from the screen.

This module loads no pydantic.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self

from gespreksklaar.content.form.rows import Choice, numbered
from gespreksklaar.content.words.dates import show_when
from gespreksklaar.content.words.texts import Texts

if TYPE_CHECKING:
    from datetime import datetime

    from gespreksklaar.content.form.places.documents import Document

DeliveryOption = Literal["print", "large", "qr", "file", "stick", "show"]
Printing = Literal["works", "troubled", "none"]
"""Whether a sheet can be printed now: yes; not, or it is not known, on a printer that there is; there is none."""
_ON_PAPER: Final = ("sheet", "history")
"""The kinds of document that people print."""
_IN_TROUBLE: Final[tuple[DeliveryOption, ...]] = ("qr", "file", "stick", "print", "large", "show")
"""The order while the printer does not print."""


class DeliveryOptions(NamedTuple):
    """What a user can do with a document here; to show it on the screen is always possible.

    `printer` is a queue, "" the system's default one, None no printing. `anywhere` lets the user name any file;
    `stick` is the folder below which a memory stick is mounted, None where that is not offered. After `print_limit`
    seconds CUPS gives up a job that does not come out, also when the sender has gone; None lets it wait.
    """

    printer: str | None
    anywhere: bool
    stick: Path | None
    qr: bool
    large_print: bool
    print_limit: int | None = None

    @classmethod
    def at_home(cls) -> Self:
        """Everything, on the user's own printer and to a file of their own."""
        return cls(printer="", anywhere=True, stick=None, qr=True, large_print=True)

    def offered(
        self, document: Document, *, card_fits: bool = True, printing: Printing = "works"
    ) -> list[DeliveryOption]:
        """The ways to deliver this document: printing first where it works now, else after what does.

        Only a sheet goes with the card for a phone. `card_fits` is whether this screen can show the card.
        """
        has_printer = self.printer is not None and printing != "none"
        offered: dict[DeliveryOption, bool] = {
            "print": has_printer,
            "large": has_printer and self.large_print,
            "qr": document.kind == "sheet" and self.qr and card_fits,
            "file": self.anywhere,
            "stick": self.stick is not None,
            "show": True,
        }
        ways = [way for way, is_offered in offered.items() if is_offered]
        return ways if printing == "works" else sorted(ways, key=_IN_TROUBLE.index)

    def choose(
        self,
        document: Document,
        texts: Texts,
        *,
        card_fits: bool = True,
        printing: Printing = "works",
        failed: str = "",
    ) -> Choice:
        """The question how to deliver this document. The key of each row is its `DeliveryOption`.

        `failed` says why a way that the user chose before did not work.
        """
        ways = self.offered(document, card_fits=card_fits, printing=printing)
        # The card holds the parent's own text, whichever sheet is shown.
        words = {"qr": "take.menu.qr" if document.reader == "own" else "take.menu.qr-own"}
        if "print" not in ways and document.kind in _ON_PAPER:
            # Who came to print looks for that word.
            words |= {way: f"take.menu.{way}-to-print" for way in ("file", "stick")}
        rows = numbered((way, texts(words.get(way, f"take.menu.{way}"))) for way in ways)
        said = (failed, texts("take.otherwise")) if failed else (document.warning, texts(f"take.{document.kind}.how"))
        return Choice("\n\n".join(filter(None, said)), tuple(rows))


def choose_overwrite(path: Path, kind: str, changed: datetime, texts: Texts) -> Choice:
    """The question what to do when there is a file already: "keep" it under its name, or "replace" it.

    It says what would go: a "sheet" or "calendar" of ours or another "file", and of when it is.
    """
    rows = numbered((key, texts(f"ui.dialog.overwrite.{key}")) for key in ("keep", "replace"))
    when = show_when(changed.date(), changed.time(), texts)
    return Choice(texts(f"ui.dialog.overwrite.{kind}", path=path, when=when), tuple(rows))


def saved_page(document: Document, path: Path, texts: Texts) -> tuple[str, str]:
    """The title and the words of the page that shows where the document was saved."""
    kind = document.kind
    return texts(f"take.{kind}.saved"), texts("take.saved.body", path=path, next=texts(f"take.{kind}.next"))

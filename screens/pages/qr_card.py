"""The pocket card as QR codes, one at a time, each with its text and what a phone does with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.pages.pager import Pager
from gespreksklaar.screens.pages.qr_code import QrCode, Shape, fits, make_codes

_BESIDE = 70
"""Window width in cells from which the words stand beside the code."""
_KEYS, _WORDS = 1, 5
"""Lines below the code: the keys, and in a narrow window the words."""


def _room(window: Size) -> tuple[int, int]:
    """The columns and rows available for a code."""
    return window.width, window.height - _KEYS - (0 if window.width >= _BESIDE else _WORDS)


def can_show(window: Size, terminal: str) -> bool:
    """Whether a code can be drawn: it fits, and the font has half blocks, which a console's font lacks."""
    return fits(*_room(window)) and not terminal.startswith(("linux", "vt", "dumb"))


class QrCard(Pager):
    """The codes, turned with the arrows or space."""

    DEFAULT_CSS = """
    QrCard #qr { height: 1fr; layout: horizontal; }
    QrCard #qr-words { width: 1fr; height: 1fr; padding: 0 1; }
    QrCard.-narrow #qr { layout: vertical; }
    QrCard.-narrow #qr-words { width: 100%; }
    """

    # A camera needs all of the code.
    has_room = False

    def __init__(self, text: str, texts: Texts) -> None:
        super().__init__(texts)
        self._text = text
        self._series: list[tuple[str, Shape]] = []
        self._code = QrCode()
        self._words = Static(id="qr-words")

    def compose(self) -> ComposeResult:
        """The code, the words, the keys."""
        with Container(id="qr"):
            yield self._code
            yield self._words
        yield self.key_bar()

    def on_resize(self, event: Resize) -> None:
        """Make as few codes as fit the new window."""
        self._series = make_codes(self._text, *_room(event.size))
        self.action_turn(0)

    @property
    def total(self) -> int:
        """The number of codes."""
        return len(self._series)

    def show_page(self) -> None:
        """Show code `at`."""
        self._code.display = bool(self._series)
        if not self._series:
            self._words.update(Content(self.texts("take.qr.too-small")))
            return
        part, shape = self._series[self.at]
        self._code.show(part, shape)
        self._words.update(Content(self._said(part)))

    def _said(self, part: str) -> str:
        said = self.texts
        count = said("take.qr.part", n=self.at + 1, total=len(self._series)) if len(self._series) > 1 else ""
        if self.size.width < _BESIDE:
            return "\n".join(filter(None, [count, said("take.qr.text-only")]))
        title = "\n".join(filter(None, [said("take.qr.title"), count]))
        return "\n\n".join([title, said("take.qr.how"), said("take.qr.text-only"), f"{said('take.qr.holds')}\n{part}"])

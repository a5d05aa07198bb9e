"""The frame around every screen: the app's standing line, a message line, and below it the key bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.drawing.one_picture import OnePicture
from gespreksklaar.screens.widgets.key_bar import ROOMY, KeyBar, translated

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

_Result = TypeVar("_Result")
MIN_WIDTH, MIN_HEIGHT = 40, 12
_WIDTHS = [(0, "-tiny-width"), (MIN_WIDTH, "-narrow"), (ROOMY, "-normal"), (120, "-wide")]
_HEIGHTS = [(0, "-tiny-height"), (MIN_HEIGHT, "-low"), (20, "-high"), (24, "-tall")]


class Standing(NamedTuple):
    """A line at the top of every screen and dialog that stays while one works on. `urgent` makes it stand out."""

    words: str = ""
    urgent: bool = False


class _Translated(OnePicture[_Result]):
    """A screen or dialog with keys named in the user's language, and the app's `standing` line, where it has one."""

    hidden_keys: frozenset[str] = frozenset()
    """Names of keys that work here without a place on the key bar."""

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    @property
    def idle_keys(self) -> frozenset[str]:
        """Names of keys that can do nothing now, and have no place on the key bar either."""
        return frozenset()

    has_room = True
    """Whether there is room for the line."""
    _was_shown = False

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Textual's bindings with translated words; the key bar reads these."""
        return translated(super().active_bindings, self.hidden_keys | self.idle_keys, self)

    @property
    def other_names(self) -> Mapping[str, str]:
        """The names of keys that do something else now, and for each the one whose words it has."""
        return {}

    def key_words(self, name: str) -> str | None:
        """What a key with this name does, in words for the key bar; None when nothing is said of it."""
        return self.texts.find(f"ui.keys.{name}")

    def key_display(self, name: str) -> str | None:
        """What stands on the key bar for the key with this name; None for its usual sign."""
        return None

    def short_key_words(self, name: str) -> str | None:
        """The same for a narrow key bar."""
        return self.texts.find(f"ui.keys-short.{name}")

    def on_compose(self) -> None:
        """Know the window's size before the parts do: with each later class all of them are styled again."""
        self._fit(self.app.size)

    def _fit(self, size: Size) -> None:
        fitting = {_fitting(size.width, _WIDTHS), _fitting(size.height, _HEIGHTS)}
        self.update_classes({name: name in fitting for _, name in _WIDTHS + _HEIGHTS})

    def on_resize(self, event: events.Resize) -> None:
        """Lay nothing out again for the size for which it was laid out just before."""
        # Its `size` is that of the window, also before it is laid out for that.
        if event.size == self.outer_size:
            event.stop()
            event.prevent_default()
            self._fit(event.size)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show the line as it is by now. The first time, all parts have just been styled."""
        event.refresh_styles &= self._was_shown
        self._was_shown = True
        self.show_standing()

    def show_standing(self) -> None:
        """Show the app's line, or none. It takes no key and no focus."""
        words, urgent = getattr(self.app, "standing", Standing()) if self.has_room else Standing()
        found = next((child for child in self.children if child.id == "standing"), None)
        if isinstance(found, Static):
            found.update(Content(words))
            found.display = bool(words)
        elif words:
            found = Static(Content(words), id="standing")
            self.mount(found)
        if found is not None:
            found.set_class(urgent, "-urgent")


def _fitting(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    return next(name for least, name in reversed(breakpoints) if cells >= least)


class TranslatedScreen(_Translated[_Result]):
    """A screen with a message line above the key bar."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self.said = ""
        """The words on the message line."""
        self._message = Static("", id="message")

    def compose(self) -> ComposeResult:
        """The screen, and the notice that a window too small for it shows instead."""
        with Vertical(id="picture"):
            yield from self.compose_picture()
            yield self._message
            yield KeyBar(self)
        small = self.texts("ui.too-small", width=MIN_WIDTH, height=MIN_HEIGHT)
        yield Static(Content(small), id="too-small")

    def compose_picture(self) -> ComposeResult:
        """The widgets above the message line. Supplied by the subclass."""
        yield from ()

    def on_paste(self) -> None:
        """Report a paste that no input took, as on a list."""
        self.show_message(self.texts("ui.message.no-line"))

    def show_message(self, words: str) -> None:
        """Put words on the message line."""
        if words == self.said:
            return
        self.said = words
        message, width = self._message, self._message.content_size.width
        if width and message.content_size.height == max(len(Content(words).wrap(width)), 1):
            message.update(Content(words), layout=False)
            return
        message.update(Content(words))
        # Textual may have measured the line just before this, and would keep that height.
        message.call_after_refresh(message.refresh, layout=True)


class TranslatedModal(_Translated[_Result | None], ModalScreen[_Result | None]):
    """A dialog."""

    hidden_keys: frozenset[str] = frozenset({"choices.pick"})

    def dismiss(self, result: _Result | None = None) -> AwaitComplete:
        """Close the dialog with this result; only the first result counts."""
        # Not `is_current`, true of a dialog below another too: that would close the upper one, and answer twice itself.
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def key_bar(self) -> KeyBar:
        """The keys of this dialog."""
        return KeyBar(self)

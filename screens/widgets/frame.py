"""The frame around every screen: a message line, and below it a key bar with translated keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from gespreksklaar.content.words.texts import Texts
from gespreksklaar.screens.drawing.one_picture import OnePicture

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.style import Style

_Result = TypeVar("_Result")
MIN_WIDTH, MIN_HEIGHT = 40, 12
_ROOMY = 70
_WIDTHS = [(0, "-tiny-width"), (MIN_WIDTH, "-narrow"), (_ROOMY, "-normal"), (120, "-wide")]
_HEIGHTS = [(0, "-tiny-height"), (MIN_HEIGHT, "-low"), (20, "-high"), (24, "-tall")]


_ALWAYS = {
    "choices.pick": 50,
    "review.pagedown": 0,
    "screen.next": 0,
    "screen.after": 0,
    "review.take": 0,
    "start.language": 70,
    "pages.leave": 0,
    "screen.help": 0,
    "screen.menu": 0,
    "kiosk.blank": 70,
    "kiosk.done": 60,
}
"""Keys with a sure place at the end of the key bar, from this width in cells; of the others the last may not fit."""
_ESSENTIAL = frozenset({"enter", "escape", "f1", "f2"})
"""Keys that are always on the key bar: how to go on, back, to an explanation, and to everything else."""
_SILENT_FIRST = ("f2", "f1", "escape")
"""Keys that lose their words, in this order, where a key with a sure place would otherwise not fit."""


class _Shown(NamedTuple):
    """A key on the key bar. Where the bar is narrow, its words are the `short` ones."""

    key: str
    words: str
    short: str
    rank: int
    """Which keys go first where not all fit: 0 never, 1 hardly ever, 2 from the last on."""
    kept_from: int
    silent_from: int
    """From how many silent keys on this is one of them."""

    def part(self, style: Style, *, tight: bool, silent: int = 0) -> Content:
        """The key and its words, with a space on both sides where there is room for that."""
        if self.silent_from <= silent:
            return Content.assemble((self.key, style), " ")
        words = Content.assemble((self.key, style), " ", self.short if tight else self.words, " ")
        return words if tight else Content(" ") + words


class KeyBar(Widget):
    """The keys that work now, in one line: those of `_ESSENTIAL` and `_ALWAYS`, then what fits."""

    DEFAULT_CSS = "KeyBar { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def on_mount(self) -> None:
        """Follow the keys that work, as the focus moves."""
        self._shown: tuple[_Shown, ...] = ()
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def _update(self, screen: Screen[object]) -> None:
        found: list[_Shown] = []
        names: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            name, words = binding.id or "", binding.description
            if binding.show and active.enabled and words and name not in names:
                names |= {name} - {""}
                key = binding.key_display or self.app.get_key_display(binding)
                rank = 0 if binding.key in _ESSENTIAL else 1 if name in _ALWAYS else 2
                silent = 1 + (_SILENT_FIRST.index(binding.key) if binding.key in _SILENT_FIRST else len(_SILENT_FIRST))
                found.append(_Shown(key, words, self._short(name) or words, rank, _ALWAYS.get(name, 0), silent))
        # Of several keys for the same, the first; but whoever looks for an essential one finds it.
        said = {shown.words for shown in found if not shown.rank}
        others = {shown.words: shown for shown in reversed(found) if shown.words not in said}
        shown = tuple(shown for shown in found if not shown.rank or others.get(shown.words) is shown)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def _short(self, name: str) -> str | None:
        screen = self.screen
        return screen.texts.find(f"ui.keys-short.{screen.key_name(name)}") if isinstance(screen, _Translated) else None

    def render(self) -> Content:
        """Key and words, two spaces apart; one where those with a place, or in a narrow window all, would not fit.

        Where even that is too much, the keys of `_SILENT_FIRST` lose their words.
        """
        style = self.get_visual_style("key-bar--key", partial=True)
        room = self.size.width
        known = [shown for shown in self._shown if room >= shown.kept_from]
        sure = [shown for shown in known if shown.rank < 2]
        tight = _length(sure, style) > room or (_length(known, style) > room and room < _ROOMY)
        # The space after the last part may fall off.
        room += tight
        silent = 0
        while tight and silent < len(_SILENT_FIRST) and _length(sure, style, tight=True, silent=silent) > room:
            silent += 1
        chosen: set[int] = set()
        for index in sorted(range(len(known)), key=lambda i: known[i].rank):
            length = known[index].part(style, tight=tight, silent=silent).cell_length
            if length <= room:
                chosen.add(index)
                room -= length
            elif known[index].rank > 1:
                break
        return Content("").join(known[index].part(style, tight=tight, silent=silent) for index in sorted(chosen))


def _length(parts: Sequence[_Shown], style: Style, *, tight: bool = False, silent: int = 0) -> int:
    return sum(shown.part(style, tight=tight, silent=silent).cell_length for shown in parts)


def _translate(
    bindings: Mapping[str, ActiveBinding], texts: Texts, hidden: frozenset[str], words_of: Callable[[str], str | None]
) -> dict[str, ActiveBinding]:
    """The bindings with their words in the user's language, those most needed first."""
    found: dict[str, ActiveBinding] = {}
    for key, active in bindings.items():
        name = active.binding.id
        if name and (words := words_of(name)):
            display = texts.find(f"ui.key-names.{active.binding.key}") or active.binding.key_display
            show = active.binding.show and name not in hidden
            found[key] = active._replace(binding=_named(active.binding, words, display, show))
        else:
            found[key] = active
    return dict(sorted(found.items(), key=lambda pair: _order(pair[1].binding)))


@lru_cache(1024)
def _named(binding: Binding, words: str, display: str | None, show: bool) -> Binding:
    """The binding with these words; the same ones are asked for at every arrow in a list."""
    return replace(binding, description=words, key_display=display, show=show)


_FIRST = (
    "choices.pick",
    "ledger.tell",
    "ledger.take",
    "start.open",
    "start.agreements",
    "dialog.choose",
    "dialog.understood",
    "screen.enter",
    "review.go",
    "review.pagedown",
    "input.new-line",
    "input.next",
    "talk.example",
    "talk.meaning",
    "close.aloud",
    "after.send",
    "field.choose",
    "search.all",
    "field.top",
    "field.mark",
)


@lru_cache(1024)
def _order(binding: Binding) -> int:
    name = binding.id or ""
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST)
    return 1 + list(_ALWAYS).index(name) if name in _ALWAYS else 0


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
        return _translate(super().active_bindings, self.texts, self.hidden_keys | self.idle_keys, self.key_words)

    def key_words(self, name: str) -> str | None:
        """What the key with this name does, in words for the key bar; None when nothing is said of it."""
        return self.texts.find(f"ui.keys.{self.key_name(name)}")

    def key_name(self, name: str) -> str:
        """The name of the words for the key with this name: another one while the key does something else."""
        return name

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
            yield KeyBar()
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
        return KeyBar()

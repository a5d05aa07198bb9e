"""The key bar: the keys that work now, with words in the user's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from gespreksklaar.content.words.measure import cells
from gespreksklaar.content.words.texts import Texts

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

ROOMY = 70
"""Cells from which a bar has its long words."""
_ALWAYS = {
    "choices.pick": 50,
    "review.pagedown": 0,
    "screen.next": 0,
    "screen.after": 0,
    "review.take": 0,
    "start.language": 0,
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

    def part(self, *, tight: bool, silent: int = 0) -> _Part:
        """The key and its words, with a space on both sides where there is room for that."""
        if self.silent_from <= silent:
            return _Part("", self.key, " ")
        return _Part("" if tight else " ", self.key, f" {self.short if tight else self.words} ")


class _Part(NamedTuple):
    """A key as it stands on the bar, with what stands around it."""

    before: str
    key: str
    after: str

    @property
    def length(self) -> int:
        """Cells."""
        return cells("".join(self))


class KeyBar(Widget):
    """The keys that work now, in one line: those of `_ESSENTIAL` and `_ALWAYS`, then what fits."""

    DEFAULT_CSS = "KeyBar { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def __init__(self, names_keys: NamesKeys) -> None:
        """The bar of the screen that `names_keys`."""
        super().__init__()
        self._names_keys = names_keys

    def on_mount(self) -> None:
        """Follow the keys that work, as the focus moves."""
        self._shown: tuple[_Shown, ...] = ()
        self._drawn: tuple[_Part, ...] = ()
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def _update(self, screen: Screen[object]) -> None:
        found: list[_Shown] = []
        names: set[str] = set()
        other_names = self._names_keys.other_names
        for active in screen.active_bindings.values():
            binding = active.binding
            name, words = binding.id or "", binding.description
            if binding.show and active.enabled and words and name not in names:
                names |= {name} - {""}
                key = binding.key_display or self.app.get_key_display(binding)
                rank = 0 if binding.key in _ESSENTIAL else 1 if name in _ALWAYS else 2
                silent = 1 + (_SILENT_FIRST.index(binding.key) if binding.key in _SILENT_FIRST else len(_SILENT_FIRST))
                short = self._names_keys.short_key_words(other_names.get(name, name)) or words
                found.append(_Shown(key, words, short, rank, _ALWAYS.get(name, 0), silent))
        # Of several keys for the same, the first; but whoever looks for an essential one finds it.
        said = {shown.words for shown in found if not shown.rank}
        others = {shown.words: shown for shown in reversed(found) if shown.words not in said}
        shown = tuple(shown for shown in found if not shown.rank or others.get(shown.words) is shown)
        if shown != self._shown:
            self._shown = shown
            # Of keys that do not fit, many come and go with each arrow in a list.
            if _fitting(shown, self.size.width) != self._drawn:
                self.refresh()

    def render(self) -> Content:
        """Key and words, two spaces apart; one where those with a place, or in a narrow window all, would not fit.

        Where even that is too much, the keys of `_SILENT_FIRST` lose their words.
        """
        style = self.get_visual_style("key-bar--key", partial=True)
        self._drawn = _fitting(self._shown, self.size.width)
        return Content.assemble(*(it for part in self._drawn for it in (part.before, (part.key, style), part.after)))


def _fitting(shown: Sequence[_Shown], room: int) -> tuple[_Part, ...]:
    """The keys that stand on a bar of `room` cells."""
    known = [each for each in shown if room >= each.kept_from]
    sure = [each for each in known if each.rank < 2]
    tight = _length(sure) > room or (_length(known) > room and room < ROOMY)
    # The space after the last part may fall off.
    room += tight
    silent = 0
    while tight and silent < len(_SILENT_FIRST) and _length(sure, tight=True, silent=silent) > room:
        silent += 1
    chosen: dict[int, _Part] = {}
    for index in sorted(range(len(known)), key=lambda i: known[i].rank):
        part = known[index].part(tight=tight, silent=silent)
        if part.length <= room:
            chosen[index] = part
            room -= part.length
        elif known[index].rank > 1:
            break
    return tuple(chosen[index] for index in sorted(chosen))


def _length(keys: Sequence[_Shown], *, tight: bool = False, silent: int = 0) -> int:
    return sum(each.part(tight=tight, silent=silent).length for each in keys)


class NamesKeys(Protocol):
    """A screen that knows what its keys do now."""

    texts: Texts

    @property
    def other_names(self) -> Mapping[str, str]:
        """The names of keys that do something else now, and for each the one whose words it has."""

    def key_words(self, name: str) -> str | None:
        """What a key with this name does; None when nothing is said of it."""

    def short_key_words(self, name: str) -> str | None:
        """The same for a narrow key bar; None where it has no shorter ones."""

    def key_display(self, name: str) -> str | None:
        """What stands for the key with this name; None for its usual sign."""


def translated(
    bindings: Mapping[str, ActiveBinding], hidden: frozenset[str], screen: NamesKeys
) -> dict[str, ActiveBinding]:
    """The bindings with their words in the user's language, those most needed first; `hidden` names those not shown."""
    found: dict[str, ActiveBinding] = {}
    other_names = screen.other_names
    for key, active in bindings.items():
        name = active.binding.id
        if name and (words := screen.key_words(other_names.get(name, name))):
            display = (
                screen.key_display(name)
                or screen.texts.find(f"ui.key-names.{active.binding.key}")
                or active.binding.key_display
            )
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
    "screen.previous",
)


@lru_cache(1024)
def _order(binding: Binding) -> int:
    name = binding.id or ""
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST)
    return 1 + list(_ALWAYS).index(name) if name in _ALWAYS else 0

"""The key bar: the keys that work now, with words in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from gespreksklaar.content.words.texts import Texts

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.style import Style

ROOMY = 70
"""Cells from which a bar has its long words."""
_ALWAYS = {
    "choices.pick": 50,
    "review.pagedown": 0,
    "screen.next": 0,
    "screen.after": 0,
    "review.take": 0,
    "start.language": 0,
    "input.next": 70,
    "screen.previous": 70,
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

    def __init__(self, short_of: Callable[[str], str | None]) -> None:
        """`short_of` gives the short words for the key with a name; None where it has none."""
        super().__init__()
        self._short_of = short_of

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
                found.append(_Shown(key, words, self._short_of(name) or words, rank, _ALWAYS.get(name, 0), silent))
        # Of several keys for the same, the first; but whoever looks for an essential one finds it.
        said = {shown.words for shown in found if not shown.rank}
        others = {shown.words: shown for shown in reversed(found) if shown.words not in said}
        shown = tuple(shown for shown in found if not shown.rank or others.get(shown.words) is shown)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """Key and words, two spaces apart; one where those with a place, or in a narrow window all, would not fit.

        Where even that is too much, the keys of `_SILENT_FIRST` lose their words.
        """
        style = self.get_visual_style("key-bar--key", partial=True)
        room = self.size.width
        known = [shown for shown in self._shown if room >= shown.kept_from]
        sure = [shown for shown in known if shown.rank < 2]
        tight = _length(sure, style) > room or (_length(known, style) > room and room < ROOMY)
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


class NamesKeys(Protocol):
    """A screen that knows what its keys do now."""

    def key_words(self, name: str) -> str | None:
        """What the key with this name does; None when nothing is said of it."""

    def key_display(self, name: str) -> str | None:
        """What stands for it; None for its usual sign."""


def translated(
    bindings: Mapping[str, ActiveBinding], texts: Texts, hidden: frozenset[str], screen: NamesKeys
) -> dict[str, ActiveBinding]:
    """The bindings with their words in the user's language, those most needed first; `hidden` names those not shown."""
    found: dict[str, ActiveBinding] = {}
    for key, active in bindings.items():
        name = active.binding.id
        if name and (words := screen.key_words(name)):
            display = (
                screen.key_display(name)
                or texts.find(f"ui.key-names.{active.binding.key}")
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
)


@lru_cache(1024)
def _order(binding: Binding) -> int:
    name = binding.id or ""
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST)
    return 1 + list(_ALWAYS).index(name) if name in _ALWAYS else 0

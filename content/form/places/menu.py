"""The menu: the commands that work now, the languages and colours to choose from, and all that a kiosk allows.

This module loads no pydantic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from gespreksklaar.content.form.rows import Choice, numbered
from gespreksklaar.content.prep.vocabulary import AFTER, BEFORE, REVIEW, START, STEPS, TALK, TALKING
from gespreksklaar.content.words.texts import Texts

if TYPE_CHECKING:
    from gespreksklaar.content.prep.model import Prep

BEGIN: Final = "begin"
"""The key of the row that begins a visit."""
BEGIN_SHORT: Final = "short"
"""The key of the row that begins a visit, the short way."""
WITH_HELPER: Final = "helper"
"""The key of the row that begins a visit with somebody who helps."""
SHORT: Final = "short"
_WITH_A_PREP: Final = ("copy", "rename", "delete")
ALL: Final = "all"
"""How much the steps ask: what is needed, or all."""
WIPE: Final = "wipe"
"""The key of the row that ends a visit."""


class OpenPrep(Protocol):
    """An open prep, as far as the menu must know it."""

    @property
    def prep(self) -> Prep:
        """The prep as it is now."""

    @property
    def in_use(self) -> bool:
        """Whether another session has it open."""

    @property
    def barred(self) -> object:
        """Why it is read-only; None when it is not."""


class Command(NamedTuple):
    """A command and its words. `action` is its name, with its argument after a space: `go review`."""

    action: str
    words: str


def to_the_talk(prep: Prep, texts: Texts) -> str:
    """The words for the way to the talk, or back to one that began already."""
    return texts("talk.again" if prep.talk.began else "talk.begin")


def commands(texts: Texts, opened: OpenPrep | None) -> Iterator[Command]:
    """The commands that work now. Those that go to a place need an open prep."""
    if opened:
        yield from _places(texts)
        if opened.in_use:
            # A message tells that it is here, and so it is on the first page.
            yield Command("take_over", texts("ui.commands.take-over"))
        yield Command(f"go {START}", texts("ui.commands.start"))
    yield Command("choose language", texts("ui.commands.language"))
    if opened:
        yield Command("choose documents", texts("ui.commands.documents"))
        yield Command(f"go {TALK}", to_the_talk(opened.prep, texts))
        yield Command(f"go {AFTER}", texts("talk.over"))
        if not opened.barred:
            how = ALL if opened.prep.short else SHORT
            yield Command(f"ask {how}", texts(f"ui.commands.ask-{how}"))
    yield Command("choose theme", texts("ui.commands.theme"))
    if opened is None:
        yield Command("choose bin", texts("ui.commands.bin"))
    elif not opened.barred:
        yield Command("choose states", texts("ui.commands.states"))
    yield Command("choose words", texts("ui.commands.words"))
    yield Command("choose hard", texts("ui.commands.hard"))
    if opened is None:
        yield Command("choose agreements", texts("ui.commands.agreements"))
    elif opened.prep.before.agreements:
        yield Command(f"go {BEFORE}", texts("ui.commands.before"))
    yield Command("quit", texts("ui.commands.quit"))


def commands_for_one(texts: Texts) -> Iterator[Command]:
    """What can be done with the prep under the cursor of the start screen, besides opening it."""
    return (Command(f"screen.request {name}", texts(f"ui.commands.{name}")) for name in _WITH_A_PREP)


def visitors_commands(texts: Texts, opened: OpenPrep | None, *, visiting: bool) -> Iterator[Command]:
    """The commands of a visitor of a kiosk: those that stay within the visit, then to hide the screen and to wipe."""
    yield from (command for command in commands(texts, opened) if command.action in _VISITORS)
    if visiting:
        yield Command("blank", texts("kiosk.blank.wish"))
        yield Command("start_over", texts("kiosk.over.wipe"))


_VISITORS_DIALOGS: Final = ("language", "documents", "words", "hard")
_VISITORS: Final = frozenset(
    (
        *(f"go {place}" for place in (*STEPS, REVIEW)),
        *(f"ask {how}" for how in (ALL, SHORT)),
        *(f"choose {name}" for name in _VISITORS_DIALOGS),
    )
)


def visitor_may_choose(name: str) -> bool:
    """Whether a visitor can open this dialog: it changes nothing but the visit."""
    return name == "command" or name in _VISITORS_DIALOGS


def visitor_may_go(place: str) -> bool:
    """Whether a visitor can go to this place: nobody has a talk with school at a kiosk."""
    return place not in TALKING


def _places(texts: Texts) -> Iterator[Command]:
    for number, step in enumerate(STEPS, 1):
        yield Command(f"go {step}", texts("ui.commands.step", n=number, name=texts(f"steps.{step}.name")))
    yield Command(f"go {REVIEW}", texts("ui.commands.review"))


def choose_command(found: Iterable[Command], texts: Texts) -> Choice:
    """The question what to do. The key of each row is its action."""
    rows = numbered((command.action, command.words) for command in found)
    return Choice(texts("ui.dialog.menu.title"), tuple(rows))


def choose_language(languages: Iterable[str], texts: Texts) -> Choice:
    """The question which language to speak."""
    rows = numbered((code, texts(f"ui.languages.{code}")) for code in languages)
    return Choice(texts("ui.dialog.language.title"), tuple(rows), texts.language)


def choose_theme(names: Iterable[str], at: str, texts: Texts) -> Choice:
    """The question which colours to show."""
    rows = numbered((name, texts(f"ui.themes.{name}")) for name in names)
    return Choice(texts("ui.dialog.theme.title"), tuple(rows), at)


def choose_beginning(languages: Sequence[str], texts: Texts, *, helper: bool) -> Choice:
    """What a visitor chooses first: to begin, the short way or with a helper where that is offered, or a language."""
    ways = (BEGIN, BEGIN_SHORT, WITH_HELPER) if helper else (BEGIN, BEGIN_SHORT)
    others = (code for code in languages if code != texts.language)
    rows = [(way, texts(f"kiosk.welcome.{way}")) for way in ways]
    return Choice("", tuple(numbered([*rows, *((code, texts(f"ui.languages.{code}")) for code in others)])))


def choose_end(texts: Texts, *, printing: bool = False) -> Choice:
    """The question whether to wipe all that a visitor wrote. `printing`: a sheet may not be out of the printer yet."""
    rows = numbered((name, texts(f"kiosk.over.{name}")) for name in ("stay", WIPE))
    return Choice(texts("kiosk.over.printing" if printing else "kiosk.over.title"), tuple(rows))
